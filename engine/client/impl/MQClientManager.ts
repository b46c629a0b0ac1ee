import { processStatic } from '../../kernel/Process'
import type { ClientConfig } from '../ClientConfig'
import type { ClientEnvironment } from '../ClientEnvironment'
import type { DefaultMQProducer } from '../producer/DefaultMQProducer'
import { MQClientInstance } from './factory/MQClientInstance'

/**
 * The one place in a process that knows all client instances: who has the same client id gets the same instance, and with
 * it the same connections. A Singleton, as in the original; but since many processes live in one tab here, it is one for each
 * process and not one for the whole program.
 * Original: org.apache.rocketmq.client.impl.MQClientManager.
 */
export class MQClientManager {
  /** Client id → instance. */
  private readonly factoryTable: Map<string, MQClientInstance>
  private nextIndex: number

  private constructor() {
    this.factoryTable = new Map()
    this.nextIndex = 0
  }

  static getInstance(): MQClientManager {
    return processStatic('MQClientManager', () => new MQClientManager())
  }

  /** Original: MQClientManager#getOrCreateMQClientInstance */
  getOrCreateMQClientInstance(
    clientConfig: ClientConfig,
    environment: ClientEnvironment,
    createInnerProducer: () => DefaultMQProducer,
  ): MQClientInstance {
    const clientId = clientConfig.buildMQClientId()
    const known = this.factoryTable.get(clientId)
    if (known !== undefined) return known
    const instance = new MQClientInstance(
      clientConfig.cloneClientConfig(),
      this.nextIndex++,
      clientId,
      environment,
      createInnerProducer(),
      () => this.removeClientFactory(clientId),
    )
    this.factoryTable.set(clientId, instance)
    return instance
  }

  removeClientFactory(clientId: string): void {
    this.factoryTable.delete(clientId)
  }
}
