import { assert } from '../../kernel/assert'
import { processStatic } from '../../kernel/Process'
import { Thread } from '../../kernel/Thread'
import type { RPCHook } from '../../remoting/netty/RPCHook'
import type { ClientConfig } from '../ClientConfig'
import type { ClientEnvironment } from '../ClientEnvironment'
import type { DefaultMQProducer } from '../producer/DefaultMQProducer'
import { ProduceAccumulator } from '../producer/ProduceAccumulator'
import { MQClientInstance } from './factory/MQClientInstance'

/**
 * The one place in a process that knows all client instances: clients with the same id get the same instance, and with it the
 * same connections. A Singleton, as in the original; but since many processes live in one tab here, there is one for each
 * process and not one for the whole program.
 * Original: org.apache.rocketmq.client.impl.MQClientManager.
 */
export class MQClientManager {
  /** Client id → instance. */
  private readonly factoryTable: Map<string, MQClientInstance>
  /** Client id → what makes batches for its producers. Nothing is ever removed, as in the original. */
  private readonly accumulatorTable: Map<string, ProduceAccumulator>
  private nextIndex: number

  private constructor() {
    this.factoryTable = new Map()
    this.accumulatorTable = new Map()
    this.nextIndex = 0
  }

  static getInstance(): MQClientManager {
    return processStatic('MQClientManager', () => new MQClientManager())
  }

  /** The hook of the first client is in force for all that share its instance. Original: MQClientManager#getOrCreateMQClientInstance */
  getOrCreateMQClientInstance(
    clientConfig: ClientConfig,
    environment: ClientEnvironment,
    rpcHook: RPCHook | null,
    createInnerProducer: () => DefaultMQProducer,
  ): MQClientInstance {
    const clientId = clientConfig.buildMQClientId()
    const known = this.factoryTable.get(clientId)
    assert(known === undefined || known.clientId === clientId, 'an instance stands under its own id')
    if (known !== undefined) return known
    const instance = new MQClientInstance(
      clientConfig.cloneClientConfig(),
      this.nextIndex++,
      clientId,
      environment,
      rpcHook,
      createInnerProducer(),
      () => this.removeClientFactory(clientId),
    )
    assert(!this.factoryTable.has(clientId), 'a client id has one instance')
    this.factoryTable.set(clientId, instance)
    return instance
  }

  /** Original: MQClientManager#getOrCreateProduceAccumulator */
  getOrCreateProduceAccumulator(clientConfig: ClientConfig): ProduceAccumulator {
    const clientId = clientConfig.buildMQClientId()
    const known = this.accumulatorTable.get(clientId)
    if (known !== undefined) return known
    const accumulator = new ProduceAccumulator(Thread.currentThread().process, clientId)
    this.accumulatorTable.set(clientId, accumulator)
    return accumulator
  }

  removeClientFactory(clientId: string): void {
    const wasKnown = this.factoryTable.delete(clientId)
    assert(wasKnown, 'only an instance of the table is removed', clientId)
  }
}
