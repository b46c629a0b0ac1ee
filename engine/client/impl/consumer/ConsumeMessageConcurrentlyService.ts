import type { MessageExt } from '../../../common/message/MessageExt'
import { MessageQueue } from '../../../common/message/MessageQueue'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { ScheduledExecutorService } from '../../../kernel/concurrent/ScheduledExecutorService'
import { ThreadPoolExecutor } from '../../../kernel/concurrent/ThreadPoolExecutor'
import { RejectedExecutionException } from '../../../kernel/errors'
import type { Process } from '../../../kernel/Process'
import { ConsumeMessageDirectlyResult } from '../../../remoting/protocol/body/ConsumeMessageDirectlyResult'
import { loggingOnly } from '../../common/swallowing'
import type { DefaultMQPushConsumer } from '../../consumer/DefaultMQPushConsumer'
import { ConsumeConcurrentlyContext } from '../../consumer/listener/ConsumeConcurrentlyContext'
import { ConsumeConcurrentlyStatus } from '../../consumer/listener/ConsumeConcurrentlyStatus'
import type { MessageListenerConcurrently } from '../../consumer/listener/MessageListenerConcurrently'
import { ConsumeHooks } from './ConsumeHooks'
import type { ConsumeMessageService } from './ConsumeMessageService'
import { consumerGroupTag } from './consumerGroupTag'
import type { DefaultMQPushConsumerImpl } from './DefaultMQPushConsumerImpl'
import { ListenerCalls } from './ListenerCalls'
import type { ProcessQueue } from './ProcessQueue'

const RETRY_LOCALLY_MILLIS = 5000
const MILLIS_PER_MINUTE = 60 * 1000
const RESULTS = { CONSUME_SUCCESS: 'CR_SUCCESS', RECONSUME_LATER: 'CR_LATER' } as const

/** A batch for the listener. Original: ConsumeMessageConcurrentlyService.ConsumeRequest */
interface ConsumeRequest {
  readonly msgs: MessageExt[]
  readonly processQueue: ProcessQueue
  readonly messageQueue: MessageQueue
}

/**
 * Has messages consumed by several threads at a time, whatever their queue. What the listener does not want goes back to the broker,
 * and only then is it done with here: the offset of a queue never waits for a message to be consumed well, only to be consumed.
 * Original: org.apache.rocketmq.client.impl.consumer.ConsumeMessageConcurrentlyService.
 */
export class ConsumeMessageConcurrentlyService implements ConsumeMessageService {
  private readonly defaultMQPushConsumerImpl: DefaultMQPushConsumerImpl
  private readonly defaultMQPushConsumer: DefaultMQPushConsumer
  private readonly messageListener: MessageListenerConcurrently
  private readonly listenerCalls: ListenerCalls
  private readonly consumeExecutor: ThreadPoolExecutor
  private readonly scheduledExecutorService: ScheduledExecutorService
  private readonly cleanExpireMsgExecutors: ScheduledExecutorService

  constructor(process: Process, impl: DefaultMQPushConsumerImpl, messageListener: MessageListenerConcurrently) {
    const { defaultMQPushConsumer } = impl
    const tag = consumerGroupTag(defaultMQPushConsumer.consumerGroup)
    this.defaultMQPushConsumerImpl = impl
    this.defaultMQPushConsumer = defaultMQPushConsumer
    this.messageListener = messageListener
    this.listenerCalls = new ListenerCalls(process, defaultMQPushConsumer.consumerGroup)
    // The queue has no end, so the pool never grows beyond its minimum, whatever the maximum is.
    this.consumeExecutor = new ThreadPoolExecutor(process, {
      threadNamePrefix: `ConsumeMessageThread_${tag}`,
      corePoolSize: defaultMQPushConsumer.consumeThreadMin,
    })
    this.scheduledExecutorService = new ScheduledExecutorService(process, `ConsumeMessageScheduledThread_${tag}`)
    this.cleanExpireMsgExecutors = new ScheduledExecutorService(process, `CleanExpireMsgScheduledThread_${tag}`)
  }

  getCorePoolSize(): number {
    return this.defaultMQPushConsumer.consumeThreadMin
  }

  start(): void {
    const period = this.defaultMQPushConsumer.consumeTimeout * MILLIS_PER_MINUTE
    const clean = (): Blocking<void> => loggingOnly(this.cleanExpireMsg())
    this.cleanExpireMsgExecutors.scheduleAtFixedRate('send back what takes too long', clean, period, period)
  }

  *shutdown(awaitTerminateMillis: number): Blocking<void> {
    this.scheduledExecutorService.shutdown()
    yield* this.consumeExecutor.shutdownGracefully(awaitTerminateMillis)
    this.cleanExpireMsgExecutors.shutdown()
  }

  *consumeMessageDirectly(msg: MessageExt, brokerName: string): Blocking<ConsumeMessageDirectlyResult> {
    msg.brokerName = brokerName
    const mq = new MessageQueue(msg.topic, brokerName, msg.queueId)
    const context = new ConsumeConcurrentlyContext(mq)
    this.defaultMQPushConsumerImpl.resetRetryAndNamespace([msg])
    return yield* this.listenerCalls.callDirectly(msg, mq, new ConsumeMessageDirectlyResult(), RESULTS, () => {
      return this.messageListener.consumeMessage([msg], context)
    })
  }

  private *cleanExpireMsg(): Blocking<void> {
    for (const [mq, pq] of this.defaultMQPushConsumerImpl.getRebalanceImpl().getProcessQueueTable().entries()) {
      yield* pq.cleanExpiredMsg(this.defaultMQPushConsumer)
      this.defaultMQPushConsumerImpl.traceHeld(mq, pq)
    }
  }

  /** Original: ConsumeMessageConcurrentlyService#submitConsumeRequest */
  submitConsumeRequest(msgs: readonly MessageExt[], processQueue: ProcessQueue, messageQueue: MessageQueue): void {
    const { consumeMessageBatchMaxSize: size } = this.defaultMQPushConsumer
    for (let from = 0; from < msgs.length; from += size) {
      const request = { msgs: msgs.slice(from, from + size), processQueue, messageQueue }
      try {
        this.consumeExecutor.execute(() => loggingOnly(this.run(request)))
      } catch (error) {
        if (!(error instanceof RejectedExecutionException)) throw error
        return this.submitConsumeRequestLater(msgs.slice(from), processQueue, messageQueue)
      }
    }
  }

  private submitConsumeRequestLater(msgs: readonly MessageExt[], pq: ProcessQueue, mq: MessageQueue): void {
    const task = function* (this: ConsumeMessageConcurrentlyService): Blocking<void> {
      this.submitConsumeRequest(msgs, pq, mq)
    }
    this.scheduledExecutorService.schedule('consume again', task.bind(this), RETRY_LOCALLY_MILLIS)
  }

  /**
   * One batch. What the listener says of messages of a queue that has been given up meanwhile counts for nothing: the new owner of
   * the queue gets them too. Original: ConsumeMessageConcurrentlyService.ConsumeRequest#run
   */
  private *run(request: ConsumeRequest): Blocking<void> {
    const { msgs, processQueue, messageQueue } = request
    if (processQueue.dropped) return
    const context = new ConsumeConcurrentlyContext(messageQueue)
    this.defaultMQPushConsumerImpl.resetRetryAndNamespace(msgs)
    const hooks = new ConsumeHooks(this.defaultMQPushConsumerImpl, msgs, messageQueue)
    const consume = hooks.noting((): Blocking<ConsumeConcurrentlyStatus | null> => {
      return this.messageListener.consumeMessage([...msgs], context)
    })
    const answer = yield* this.listenerCalls.call(msgs, messageQueue, consume)
    const status = answer ?? ConsumeConcurrentlyStatus.RECONSUME_LATER
    hooks.after(answer, status)
    if (processQueue.dropped) return
    yield* this.processConsumeResult(status, context, request)
  }

  /** Original: ConsumeMessageConcurrentlyService#processConsumeResult */
  private *processConsumeResult(
    status: ConsumeConcurrentlyStatus,
    context: ConsumeConcurrentlyContext,
    { msgs, processQueue, messageQueue }: ConsumeRequest,
  ): Blocking<void> {
    const isSuccess = status === ConsumeConcurrentlyStatus.CONSUME_SUCCESS
    const ackIndex = isSuccess ? Math.min(context.ackIndex, msgs.length - 1) : -1
    const failed = msgs.slice(ackIndex + 1)
    // Who broadcasts gives a message up that the listener does not want.
    const isBroadcasting = this.defaultMQPushConsumer.messageModel === 'BROADCASTING'
    const kept = isBroadcasting ? [] : yield* this.sendBack(failed, processQueue, context)
    if (kept.length > 0) this.submitConsumeRequestLater(kept, processQueue, messageQueue)
    const offset = processQueue.removeMessage(msgs.filter((msg) => !kept.includes(msg)))
    this.defaultMQPushConsumerImpl.traceHeld(messageQueue, processQueue)
    if (offset < 0 || processQueue.dropped) return
    assert(kept.every((msg) => offset <= msg.queueOffset), 'what is not consumed is not committed', offset)
    this.defaultMQPushConsumerImpl.getOffsetStore().updateOffset(messageQueue, offset, true)
  }

  /** @returns the messages that no broker takes back: they are tried again here */
  private *sendBack(
    msgs: readonly MessageExt[], processQueue: ProcessQueue, context: ConsumeConcurrentlyContext,
  ): Blocking<MessageExt[]> {
    const kept: MessageExt[] = []
    for (const msg of msgs) {
      // A sweep has sent it back already.
      if (!processQueue.containsMessage(msg)) continue
      if (yield* this.sendMessageBack(msg, context)) continue
      msg.reconsumeTimes++
      kept.push(msg)
    }
    return kept
  }

  /** Original: ConsumeMessageConcurrentlyService#sendMessageBack */
  private *sendMessageBack(msg: MessageExt, context: ConsumeConcurrentlyContext): Blocking<boolean> {
    msg.topic = this.defaultMQPushConsumer.withNamespace(msg.topic)
    try {
      yield* this.defaultMQPushConsumerImpl.sendMessageBack(msg, context.delayLevelWhenNextConsume, msg.brokerName)
      return true
    } catch {
      return false
    }
  }
}
