import type { Blocking } from '../../../kernel/Blocking'
import type { ServiceDetector } from '../../latency/ServiceDetector'
import type { MQClientInstance } from '../factory/MQClientInstance'

/**
 * Asks a broker for the end of a queue, to see whether it answers; any topic of the producer will do.
 * Original: the ServiceDetector in DefaultMQProducerImpl's constructor
 */
export class BrokerDetector implements ServiceDetector {
  private readonly factory: () => MQClientInstance
  private readonly pickTopic: () => string | null

  /** `pickTopic`: null while the producer has sent nothing; then the broker is not asked. */
  constructor(factory: () => MQClientInstance, pickTopic: () => string | null) {
    this.factory = factory
    this.pickTopic = pickTopic
  }

  *detect(endpoint: string, timeoutMillis: number): Blocking<boolean> {
    const candidateTopic = this.pickTopic()
    if (candidateTopic === null) return false
    try {
      yield* this.factory().getMQClientAPIImpl().getMaxOffset(endpoint, candidateTopic, 0, timeoutMillis)
      return true
    } catch {
      return false
    }
  }
}
