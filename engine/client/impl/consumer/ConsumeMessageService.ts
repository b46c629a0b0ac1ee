import type { MessageExt } from '../../../common/message/MessageExt'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { Blocking } from '../../../kernel/Blocking'
import type { ConsumeMessageDirectlyResult } from '../../../remoting/protocol/body/ConsumeMessageDirectlyResult'
import type { ProcessQueue } from './ProcessQueue'

/** Has messages that were pulled consumed by the listener. Original: org.apache.rocketmq.client.impl.consumer.ConsumeMessageService. */
export interface ConsumeMessageService {
  start(): void
  /** How many threads it has at least. */
  getCorePoolSize(): number
  /** Waits up to that many ms for listeners to return. */
  shutdown(awaitTerminateMillis: number): Blocking<void>
  /** Calls the listener once, for an operator. Original: ConsumeMessageService#consumeMessageDirectly */
  consumeMessageDirectly(msg: MessageExt, brokerName: string): Blocking<ConsumeMessageDirectlyResult>
  /** `dispatchToConsume`: nobody is at work on the queue now; see ProcessQueue#putMessage. */
  submitConsumeRequest(
    msgs: readonly MessageExt[],
    processQueue: ProcessQueue,
    messageQueue: MessageQueue,
    dispatchToConsume: boolean,
  ): void
}
