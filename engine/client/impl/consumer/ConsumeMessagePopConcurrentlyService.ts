import { MessageConst } from '../../../common/message/MessageConst'
import type { MessageExt } from '../../../common/message/MessageExt'
import { MessageQueue } from '../../../common/message/MessageQueue'
import { assert } from '../../../kernel/assert'
import type { Blocking } from '../../../kernel/Blocking'
import { ThreadPoolExecutor } from '../../../kernel/concurrent/ThreadPoolExecutor'
import { IllegalArgumentException } from '../../../kernel/errors'
import { currentTimeMillis, type Process } from '../../../kernel/Process'
import { ExtraInfoUtil } from '../../../remoting/protocol/ExtraInfoUtil'
import { loggingOnly } from '../../common/swallowing'
import type { DefaultMQPushConsumer } from '../../consumer/DefaultMQPushConsumer'
import { ConsumeConcurrentlyContext } from '../../consumer/listener/ConsumeConcurrentlyContext'
import { ConsumeConcurrentlyStatus } from '../../consumer/listener/ConsumeConcurrentlyStatus'
import type { MessageListenerConcurrently } from '../../consumer/listener/MessageListenerConcurrently'
import type { DefaultMQPushConsumerImpl } from './DefaultMQPushConsumerImpl'
import { ConsumeHooks } from './ConsumeHooks'
import { ListenerCalls } from './ListenerCalls'
import type { PopMessageCalls } from './PopMessageCalls'
import type { PopProcessQueue } from './PopProcessQueue'

/** After how many seconds a message comes again, by how often it has come. */
const POP_DELAY_LEVEL = [10, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 1200, 1800, 3600, 7200]
const LONGEST_DELAY_SECONDS = POP_DELAY_LEVEL.at(-1)!

/** A batch for the listener. Times in ms. Original: ConsumeMessagePopConcurrentlyService.ConsumeRequest */
interface ConsumeRequest {
  readonly msgs: MessageExt[]
  readonly processQueue: PopProcessQueue
  readonly messageQueue: MessageQueue
  /** In ms since 1970; 0 if a message does not say. */
  readonly popTime: number
  readonly invisibleTime: number
}

/**
 * Has popped messages consumed by several threads at a time. Each is acknowledged, or given another time after which it comes again; if
 * the listener takes longer than it is hidden, nothing is said of it, since another consumer has it by then.
 *
 * (Its pool goes on when the consumer is shut down, as in 5.3.2: what waits there is dropped with its queue.)
 * Original: org.apache.rocketmq.client.impl.consumer.ConsumeMessagePopConcurrentlyService.
 */
export class ConsumeMessagePopConcurrentlyService {
  private readonly consumerImpl: DefaultMQPushConsumerImpl
  private readonly defaultMQPushConsumer: DefaultMQPushConsumer
  private readonly messageListener: MessageListenerConcurrently
  private readonly listenerCalls: ListenerCalls
  private readonly consumeExecutor: ThreadPoolExecutor

  constructor(process: Process, impl: DefaultMQPushConsumerImpl, messageListener: MessageListenerConcurrently) {
    const { defaultMQPushConsumer } = impl
    this.consumerImpl = impl
    this.defaultMQPushConsumer = defaultMQPushConsumer
    this.messageListener = messageListener
    this.listenerCalls = new ListenerCalls(process, defaultMQPushConsumer.consumerGroup)
    this.consumeExecutor = new ThreadPoolExecutor(process, {
      threadNamePrefix: 'ConsumeMessageThread_',
      corePoolSize: defaultMQPushConsumer.consumeThreadMin,
    })
  }

  /** Original: ConsumeMessagePopConcurrentlyService#submitPopConsumeRequest */
  submitPopConsumeRequest(
    msgs: readonly MessageExt[], processQueue: PopProcessQueue, messageQueue: MessageQueue,
  ): void {
    const { consumeMessageBatchMaxSize: size } = this.defaultMQPushConsumer
    for (let from = 0; from < msgs.length; from += size) {
      const batch = msgs.slice(from, from + size)
      const request = { msgs: batch, processQueue, messageQueue, ...timesOf(batch[0]!) }
      this.consumeExecutor.execute(() => loggingOnly(this.run(request)))
    }
  }

  /** Original: ConsumeMessagePopConcurrentlyService.ConsumeRequest#run */
  private *run(request: ConsumeRequest): Blocking<void> {
    const { msgs, processQueue, messageQueue } = request
    if (processQueue.dropped) return
    if (isPopTimeout(request)) return processQueue.decFoundMsg(msgs.length)
    const context = new ConsumeConcurrentlyContext(messageQueue)
    this.consumerImpl.resetRetryAndNamespace(msgs)
    // As in 5.3.2, which takes milliseconds for seconds here.
    const hooks = new ConsumeHooks(this.consumerImpl, msgs, messageQueue, request.invisibleTime * 1000)
    const consume = hooks.noting((): Blocking<ConsumeConcurrentlyStatus | null> => {
      return this.messageListener.consumeMessage([...msgs], context)
    })
    const answer = yield* this.listenerCalls.call(msgs, this.placeOf(msgs[0]!), consume)
    const status = answer ?? ConsumeConcurrentlyStatus.RECONSUME_LATER
    hooks.after(answer, status)
    if (processQueue.dropped || isPopTimeout(request)) return processQueue.decFoundMsg(msgs.length)
    yield* this.processConsumeResult(status, context, request)
  }

  /** Where a message lies, for the trace: the queue that it was popped from is known to the message only. */
  private placeOf(msg: MessageExt): MessageQueue {
    const words = ExtraInfoUtil.split(msg.getProperty(MessageConst.PROPERTY_POP_CK))
    const topic = ExtraInfoUtil.getRealTopic(words, msg.topic, this.consumerImpl.groupName())
    return new MessageQueue(topic, ExtraInfoUtil.getBrokerName(words), ExtraInfoUtil.getQueueId(words))
  }

  /** Original: ConsumeMessagePopConcurrentlyService#processConsumeResult */
  private *processConsumeResult(
    status: ConsumeConcurrentlyStatus, context: ConsumeConcurrentlyContext, { msgs, processQueue }: ConsumeRequest,
  ): Blocking<void> {
    const isSuccess = status === ConsumeConcurrentlyStatus.CONSUME_SUCCESS
    const ackIndex = isSuccess ? Math.min(context.ackIndex, msgs.length - 1) : -1
    const calls = this.consumerImpl.getPopMessageCalls()
    for (const [index, msg] of msgs.entries()) {
      processQueue.ack()
      if (index <= ackIndex) yield* calls.ackAsync(msg)
      else yield* this.consumeLater(calls, msg, context.delayLevelWhenNextConsume)
    }
  }

  /**
   * A message that was tried often enough waits as long as it is old; only when that is four hours it is given up.
   * Original: ConsumeMessagePopConcurrentlyService#processConsumeResult, #checkNeedAckOrDelay
   */
  private *consumeLater(calls: PopMessageCalls, msg: MessageExt, delayLevel: number): Blocking<void> {
    if (msg.reconsumeTimes < this.consumerImpl.getMaxReconsumeTimes()) {
      const level = delayLevel === 0 ? msg.reconsumeTimes : delayLevel
      return yield* calls.changePopInvisibleTimeAsync(msg, delayMillis(level))
    }
    const ageMillis = currentTimeMillis() - msg.bornTimestamp
    if (ageMillis > LONGEST_DELAY_SECONDS * 1000 * 2) return yield* calls.ackAsync(msg)
    const levels = POP_DELAY_LEVEL.filter((seconds) => ageMillis >= seconds * 1000).length
    yield* calls.changePopInvisibleTimeAsync(msg, delayMillis(levels === 0 ? -1 : levels))
  }
}

/**
 * A level below 0 is an exception, in 5.3.2 an array's: the batch ends, and its other messages come again when their time is over.
 * @throws RangeError
 */
function delayMillis(level: number): number {
  if (level < 0) throw new RangeError(`there is no delay level ${level}`)
  const seconds = POP_DELAY_LEVEL[level] ?? LONGEST_DELAY_SECONDS
  assert(seconds >= POP_DELAY_LEVEL[0]!, 'a message comes again no sooner than after the shortest delay', seconds)
  return seconds * 1000
}

/** Zeros for a message that does not say: it counts as late. */
function timesOf(msg: MessageExt): { readonly popTime: number; readonly invisibleTime: number } {
  try {
    const words = ExtraInfoUtil.split(msg.getProperty(MessageConst.PROPERTY_POP_CK))
    return { popTime: ExtraInfoUtil.getPopTime(words), invisibleTime: ExtraInfoUtil.getInvisibleTime(words) }
  } catch (error) {
    if (error instanceof IllegalArgumentException) return { popTime: 0, invisibleTime: 0 }
    throw error
  }
}

/** Original: ConsumeMessagePopConcurrentlyService.ConsumeRequest#isPopTimeout */
function isPopTimeout({ popTime, invisibleTime }: ConsumeRequest): boolean {
  return popTime <= 0 || invisibleTime <= 0 || currentTimeMillis() - popTime >= invisibleTime
}
