import type { ClientEnvironment } from '../../../../engine/client/ClientEnvironment'
import { MQClientInstance } from '../../../../engine/client/impl/factory/MQClientInstance'
import type { DefaultMQProducer } from '../../../../engine/client/producer/DefaultMQProducer'

/**
 * MQClientManager's table as an ordinary object: an application makes it, and hands it to the producers that are to share. There can
 * be two of them, and one that nobody holds any more is gone.
 */
export class ClientInstances {
  private readonly table: Map<string, MQClientInstance>

  constructor() {
    this.table = new Map()
  }

  getOrCreate(settings: DefaultMQProducer, environment: ClientEnvironment): MQClientInstance {
    const clientId = settings.buildMQClientId()
    const known = this.table.get(clientId)
    if (known !== undefined) return known
    const config = settings.cloneClientConfig()
    const inner = settings.createInnerProducer()
    const forget = (): void => void this.table.delete(clientId)
    const instance = new MQClientInstance(config, this.table.size, clientId, environment, null, inner, forget)
    this.table.set(clientId, instance)
    return instance
  }
}
