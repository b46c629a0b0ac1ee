import type { Message } from '../../common/message/Message'
import { MessageBatch } from '../../common/message/MessageBatch'
import { MessageClientIDSetter } from '../../common/message/MessageClientIDSetter'
import { MessageConst } from '../../common/message/MessageConst'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ReentrantLock } from '../../kernel/concurrent/ReentrantLock'
import { WaitList } from '../../kernel/concurrent/WaitList'
import { IllegalArgumentException } from '../../kernel/errors'
import { JavaHashSet } from '../../kernel/java/JavaHashSet'
import { javaSplit } from '../../kernel/java/javaSplit'
import { notNull } from '../../kernel/java/notNull'
import { currentTimeMillis } from '../../kernel/Process'
import type { AggregateKey } from './AggregateKey'
import type { DefaultMQProducer } from './DefaultMQProducer'
import type { SendCallback } from './SendCallback'
import { SendResult } from './SendResult'

/** What an accumulation has to know of the accumulator that it is in. */
interface Holder {
  /** Bytes of bodies. */
  readonly holdSize: number
  readonly holdMs: number
  /** The bodies of a batch, this many bytes, are held no longer. */
  letGo(size: number): void
}

/**
 * Messages that wait to be sent together. A sender that finds the batch ready sends it: the one whose message fills it, or the one that
 * is woken when its time has come. All others sleep until that one is back, and take their part of its result; of a failure they only
 * see that there is no result. Original: ProduceAccumulator.MessageAccumulation.
 */
export class MessageAccumulation {
  readonly aggregateKey: AggregateKey
  private readonly holder: Holder
  private readonly defaultMQProducer: DefaultMQProducer
  private readonly messages: Message[]
  private readonly sendCallbacks: SendCallback[]
  private readonly keys: JavaHashSet
  /** Set before the batch is sent: who comes later begins another one. */
  private closed: boolean
  private sendResults: readonly SendResult[] | null
  /** Bytes of bodies. */
  private messagesSize: number
  /** In ms since 1970. */
  private readonly createTime: number
  /** What `synchronized (this)` is there: the sender of the batch holds it until it is back. */
  private readonly monitor: ReentrantLock
  private readonly waiting: WaitList

  constructor(aggregateKey: AggregateKey, holder: Holder, defaultMQProducer: DefaultMQProducer) {
    this.aggregateKey = aggregateKey
    this.holder = holder
    this.defaultMQProducer = defaultMQProducer
    this.messages = []
    this.sendCallbacks = []
    this.keys = new JavaHashSet()
    this.closed = false
    this.sendResults = null
    this.messagesSize = 0
    this.createTime = currentTimeMillis()
    this.monitor = new ReentrantLock('batch')
    this.waiting = new WaitList()
  }

  isClosed(): boolean {
    return this.closed
  }

  readyToSend(): boolean {
    const { holdSize, holdMs } = this.holder
    return this.messagesSize > holdSize || currentTimeMillis() >= this.createTime + holdMs
  }

  /**
   * Adds a message and waits until the batch is sent. Original: MessageAccumulation#add(Message)
   * @returns its place in the batch, or -1 when the batch is closed
   * @throws what sending the batch throws, to the one that sends it
   */
  *add(msg: Message): Blocking<number> {
    if (this.closed) return -1
    const index = this.collect(msg)
    const keys = msg.getKeys()
    if (keys !== null) for (const key of javaSplit(keys, MessageConst.KEY_SEPARATOR)) this.keys.add(key)
    yield* this.monitor.lock()
    try {
      while (!this.closed) {
        if (this.readyToSend()) yield* this.send()
        else yield* this.sleepInMonitor()
      }
      return index
    } finally {
      this.monitor.unlock()
    }
  }

  /** Original: MessageAccumulation#add(Message, SendCallback). @returns false when the batch is closed */
  *addAsync(msg: Message, sendCallback: SendCallback): Blocking<boolean> {
    if (this.closed) return false
    this.collect(msg)
    this.sendCallbacks.push(sendCallback)
    if (this.readyToSend()) yield* this.sendAsync()
    return true
  }

  private collect(msg: Message): number {
    assert(!this.closed, 'nothing is added to a batch that is under way')
    this.messagesSize += msg.body?.length ?? 0
    return this.messages.push(msg) - 1
  }

  /** @throws NullPointerException when another thread has sent the batch in vain */
  resultOf(index: number): SendResult {
    return notNull(this.sendResults, 'the result of the batch')[index]!
  }

  /** Two of those that wait look whether it is time. Original: MessageAccumulation#wakeup, and its caller, which does it once more */
  *wakeup(): Blocking<void> {
    for (const _ of ['wakeup', 'notify']) {
      yield* this.monitor.lock()
      if (!this.closed) this.waiting.wakeOne()
      this.monitor.unlock()
    }
  }

  /** Original: Object#wait */
  private *sleepInMonitor(): Blocking<void> {
    this.monitor.unlock()
    try {
      yield* this.waiting.await('park', Infinity, 'messages to be sent along with this one')
    } finally {
      yield* this.monitor.lock()
    }
  }

  private *send(): Blocking<void> {
    this.closed = true
    const messageBatch = this.batch()
    try {
      this.sendResults = this.split(yield* this.defaultMQProducer.sendDirect(messageBatch, this.aggregateKey.mq))
    } finally {
      this.holder.letGo(this.messagesSize)
      this.waiting.wakeAll()
    }
  }

  /** Original: MessageAccumulation#send(SendCallback). The bytes of a batch that can't be sent at all stay held, as there. */
  *sendAsync(): Blocking<void> {
    if (this.closed) return
    this.closed = true
    const messageBatch = this.batch()
    const fail = (error: unknown): void => {
      for (const sendCallback of this.sendCallbacks) sendCallback.onException(error)
    }
    const onException = (error: unknown): void => {
      fail(error)
      this.holder.letGo(this.messagesSize)
    }
    const onSuccess = (sendResult: SendResult): void => {
      try {
        const results = this.split(sendResult)
        for (const [index, sendCallback] of this.sendCallbacks.entries()) sendCallback.onSuccess(results[index]!)
        this.holder.letGo(this.messagesSize)
      } catch (error) {
        onException(error)
      }
    }
    try {
      yield* this.defaultMQProducer.sendDirectAsync(messageBatch, this.aggregateKey.mq, { onSuccess, onException })
    } catch (error) {
      fail(error)
    }
  }

  private batch(): MessageBatch {
    const { topic, waitStoreMsgOK, tag } = this.aggregateKey
    const messageBatch = new MessageBatch(this.messages)
    messageBatch.topic = topic
    messageBatch.setWaitStoreMsgOK(waitStoreMsgOK)
    messageBatch.setKeys([...this.keys])
    if (tag !== null) messageBatch.setTags(tag)
    MessageClientIDSetter.setUniqID(messageBatch)
    messageBatch.body = messageBatch.encode()
    return messageBatch
  }

  /** Each message's own result, unless the broker has stored the batch as one. Original: MessageAccumulation#splitSendResults */
  private split(sendResult: SendResult): SendResult[] {
    const { sendStatus, messageQueue, queueOffset, transactionId, regionId } = sendResult
    if (!sendResult.msgId.includes(',')) return this.messages.map(() => sendResult)
    const msgIds = javaSplit(sendResult.msgId, ',')
    const offsetMsgIds = javaSplit(notNull(sendResult.offsetMsgId, 'the ids of the broker'), ',')
    if (offsetMsgIds.length !== this.messages.length || msgIds.length !== this.messages.length) {
      throw new IllegalArgumentException('sendResult is illegal')
    }
    return msgIds.map((msgId, i) => {
      const own = new SendResult(sendStatus, msgId, messageQueue, queueOffset + i)
      return Object.assign(own, { transactionId, regionId, offsetMsgId: offsetMsgIds[i]! })
    })
  }
}
