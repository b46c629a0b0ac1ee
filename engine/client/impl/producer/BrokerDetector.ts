import type { Blocking } from '../../../kernel/Blocking'
import { RemotingException } from '../../../remoting/exception/RemotingException'
import { MQBrokerException } from '../../exception/MQBrokerException'
import type { ServiceDetector } from '../../latency/ServiceDetector'
import type { MQClientInstance } from '../factory/MQClientInstance'

/** Asks a broker something simple, to see whether it answers. Original: the ServiceDetector in DefaultMQProducerImpl's constructor. */
export class BrokerDetector implements ServiceDetector {
  private readonly factory: () => MQClientInstance

  constructor(factory: () => MQClientInstance) {
    this.factory = factory
  }

  *detect(endpoint: string, timeoutMillis: number): Blocking<boolean> {
    const factory = this.factory()
    try {
      yield* factory.getMQClientAPIImpl().getMaxOffset(endpoint, factory.anyTopic(), 0, timeoutMillis)
      return true
    } catch (error) {
      if (error instanceof RemotingException || error instanceof MQBrokerException) return false
      throw error
    }
  }
}
