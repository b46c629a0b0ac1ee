import type { Message } from '../../common/message/Message'
import type { MessageQueue } from '../../common/message/MessageQueue'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { IllegalArgumentException } from '../../kernel/errors'
import { inHashSetOrder } from '../../kernel/java/inHashSetOrder'
import type { Process } from '../../kernel/Process'
import { AggregateKey } from './AggregateKey'
import type { DefaultMQProducer } from './DefaultMQProducer'
import { GuardForSendService } from './GuardForSendService'
import { MessageAccumulation } from './MessageAccumulation'
import type { SendCallback } from './SendCallback'
import type { SendResult } from './SendResult'

const MAX_HOLD_MS = 30 * 1000
const MAX_HOLD_SIZE = 2 * 1024 * 1024

/**
 * Makes batches of messages that are sent one by one, for producers with `autoBatch`: a message waits up to `holdMs` for others of its
 * topic and tag. It costs each sender that time, and saves the brokers requests. All producers of a client share it, and what one of
 * them sets holds for all. Times in ms, sizes in bytes of bodies.
 * Original: org.apache.rocketmq.client.producer.ProduceAccumulator.
 */
export class ProduceAccumulator {
  holdMs: number
  holdSize: number
  private totalHoldSize: number
  private currentlyHoldSize: number
  /** By the text of their keys. A batch that was sent stays until another message with its key comes, as in the original. */
  private readonly syncSendBatchs: Map<string, MessageAccumulation>
  private readonly asyncSendBatchs: Map<string, MessageAccumulation>
  private readonly guardThreadForSyncSend: GuardForSendService
  private readonly guardThreadForAsyncSend: GuardForSendService

  constructor(process: Process, instanceName: string) {
    this.holdMs = 10
    this.holdSize = 32 * 1024
    this.totalHoldSize = 32 * 1024 * 1024
    this.currentlyHoldSize = 0
    this.syncSendBatchs = new Map()
    this.asyncSendBatchs = new Map()
    const guard = (
      kind: string, batchs: ReadonlyMap<string, MessageAccumulation>, doWork: () => Blocking<void>,
    ): GuardForSendService => {
      const step = (): number => Math.max(1, Math.trunc(this.holdMs / 2))
      const hasWork = (): boolean => openOnes(batchs).length > 0
      return new GuardForSendService(process, `Client_${instanceName}_GuardFor${kind}Send`, step, hasWork, doWork)
    }
    this.guardThreadForSyncSend = guard('Sync', this.syncSendBatchs, () => this.wakeSenders())
    this.guardThreadForAsyncSend = guard('Async', this.asyncSendBatchs, () => this.sendReadyOnes())
  }

  start(): void {
    this.guardThreadForSyncSend.start()
    this.guardThreadForAsyncSend.start()
  }

  /** For all producers that share it: messages of others that wait are not sent any more, as in the original. */
  *shutdown(): Blocking<void> {
    yield* this.guardThreadForSyncSend.shutdown()
    yield* this.guardThreadForAsyncSend.shutdown()
  }

  /** @throws IllegalArgumentException */
  setBatchMaxDelayMs(holdMs: number): void {
    if (holdMs <= 0 || holdMs > MAX_HOLD_MS) {
      throw new IllegalArgumentException(`batchMaxDelayMs must be between 1 ms and 30 s, but is ${holdMs}`)
    }
    this.holdMs = holdMs
  }

  /** @throws IllegalArgumentException */
  setBatchMaxBytes(holdSize: number): void {
    if (holdSize <= 0 || holdSize > MAX_HOLD_SIZE) {
      throw new IllegalArgumentException(`batchMaxBytes must be between 1 B and 2 MiB, but is ${holdSize}`)
    }
    this.holdSize = holdSize
  }

  /** @throws IllegalArgumentException */
  setTotalBatchMaxBytes(totalHoldSize: number): void {
    if (totalHoldSize <= 0) {
      throw new IllegalArgumentException(`totalBatchMaxBytes must be greater than 0, but is ${totalHoldSize}`)
    }
    this.totalHoldSize = totalHoldSize
  }

  /**
   * Makes room for a message, unless too much is held. Who then sends the message another way never gives the room back, as in the
   * original: in time, a producer of delayed messages stops making batches. Original: ProduceAccumulator#tryAddMessage
   */
  tryAddMessage(message: Message): boolean {
    if (this.currentlyHoldSize >= this.totalHoldSize) return false
    this.currentlyHoldSize += message.body?.length ?? 0
    return true
  }

  /** A batch of this many bytes is held no longer. */
  letGo(size: number): void {
    this.currentlyHoldSize -= size
    assert(this.currentlyHoldSize >= 0, 'no more is let go than is held', this.currentlyHoldSize)
  }

  /**
   * Waits until the message was sent with others. `mq`: null for one of the producer's choice.
   * Original: ProduceAccumulator#send(Message, MessageQueue, DefaultMQProducer)
   * @throws MQClientException, RemotingException, MQBrokerException to the sender that sends the batch
   * @throws NullPointerException to the others when that has failed
   */
  *send(msg: Message, mq: MessageQueue | null, defaultMQProducer: DefaultMQProducer): Blocking<SendResult> {
    const key = new AggregateKey(msg, mq)
    for (;;) {
      const batch = this.batchOf(this.syncSendBatchs, key, defaultMQProducer)
      this.guardThreadForSyncSend.somethingWaits()
      const index = yield* batch.add(msg)
      if (index !== -1) return batch.resultOf(index)
      remove(this.syncSendBatchs, batch)
    }
  }

  /** Original: ProduceAccumulator#send(Message, MessageQueue, SendCallback, DefaultMQProducer) */
  *sendAsync(
    msg: Message, mq: MessageQueue | null, sendCallback: SendCallback, defaultMQProducer: DefaultMQProducer,
  ): Blocking<void> {
    const key = new AggregateKey(msg, mq)
    for (;;) {
      const batch = this.batchOf(this.asyncSendBatchs, key, defaultMQProducer)
      this.guardThreadForAsyncSend.somethingWaits()
      if (yield* batch.addAsync(msg, sendCallback)) return
      remove(this.asyncSendBatchs, batch)
    }
  }

  /** The first producer with a message of this key sends those of the others as well. */
  private batchOf(
    batchs: Map<string, MessageAccumulation>, key: AggregateKey, defaultMQProducer: DefaultMQProducer,
  ): MessageAccumulation {
    const known = batchs.get(String(key))
    if (known !== undefined) return known
    const batch = new MessageAccumulation(key, this, defaultMQProducer)
    batchs.set(String(key), batch)
    return batch
  }

  /** A batch under way holds up those behind it: its sender has the monitor that is waited for here. As in the original. */
  private *wakeSenders(): Blocking<void> {
    for (const batch of inHashSetOrder(this.syncSendBatchs.values(), ({ aggregateKey }) => aggregateKey.hashCode())) {
      yield* batch.wakeup()
    }
  }

  private *sendReadyOnes(): Blocking<void> {
    for (const batch of inHashSetOrder(this.asyncSendBatchs.values(), ({ aggregateKey }) => aggregateKey.hashCode())) {
      if (batch.readyToSend()) yield* batch.sendAsync()
    }
  }
}

function openOnes(batchs: ReadonlyMap<string, MessageAccumulation>): MessageAccumulation[] {
  return [...batchs.values()].filter((batch) => !batch.isClosed())
}

function remove(batchs: Map<string, MessageAccumulation>, batch: MessageAccumulation): void {
  const key = String(batch.aggregateKey)
  if (batchs.get(key) === batch) batchs.delete(key)
}
