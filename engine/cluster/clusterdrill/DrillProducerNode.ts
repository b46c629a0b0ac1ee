import { DefaultMQProducer } from '../../client/producer/DefaultMQProducer'
import { LocalTransactionState } from '../../client/producer/LocalTransactionState'
import type { SendCallback } from '../../client/producer/SendCallback'
import type { SendResult } from '../../client/producer/SendResult'
import type { MessageQueueSelector } from '../../client/producer/MessageQueueSelector'
import { TransactionMQProducer } from '../../client/producer/TransactionMQProducer'
import { SelectMessageQueueByHash } from '../../client/producer/selector/SelectMessageQueueByHash'
import type { MQClientInstance } from '../../client/impl/factory/MQClientInstance'
import { Message } from '../../common/message/Message'
import type { MessageQueue } from '../../common/message/MessageQueue'
import { MICROS_PER_MILLI, type Blocking } from '../../kernel/Blocking'
import { CompletableFuture } from '../../kernel/concurrent/CompletableFuture'
import { notNull } from '../../kernel/java/notNull'
import type { Kernel } from '../../kernel/Kernel'
import type { Process } from '../../kernel/Process'
import { sleepMicros } from '../../kernel/sleep'
import { DeleteTopicFromNamesrvRequestHeader } from '../../remoting/protocol/header/DeleteTopicFromNamesrvRequestHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { applyConfig } from '../applyConfig'
import { ClientCalls } from '../ClientCalls'
import { ClusterNode } from '../ClusterNode'
import type { Machine } from '../Machine'
import type { ProducerEnvironment } from '../ProducerNode'
import type { ProducerSpec } from '../Scenario'
import type { PlannedDeletion, PlannedSend, PlannedTopicChange, PlannedTransaction, ProducerOperation } from './ClusterDrillPlan'
import type { Acknowledgement, ClusterDrillModel, SentCall } from './ClusterDrillModel'
import { idOfKey, keyOf, messagesOf } from './clusterDrillMessages'
import { TOPIC_OF_NEW_TOPICS } from './makeClusterDrillPlan'

const DELETE_TIMEOUT_MILLIS = 3000

/** What the drill's producers share with the judge. */
export interface DrillCompany {
  readonly model: ClusterDrillModel
  readonly operations: readonly ProducerOperation[]
  /** Then producers are such as can be asked how a transaction has ended. */
  readonly hasTransactions: boolean
  /** Called for every message that a broker acknowledges. */
  onAcknowledged(acknowledgement: Acknowledgement): void
}

/**
 * An application of the drill: makes the calls of the plan, each at its time or as soon as it can. After a restart the new
 * process makes the calls that were not begun yet.
 */
export class DrillProducerNode extends ClusterNode {
  private readonly spec: ProducerSpec
  private readonly environment: ProducerEnvironment
  private readonly company: DrillCompany
  private readonly kernelOfNode: Kernel
  private readonly calls: ClientCalls
  private readonly waiting: ProducerOperation[]
  private readonly selector: MessageQueueSelector
  private current: DefaultMQProducer | null
  private life: number
  private isStarted: boolean

  constructor(
    kernel: Kernel,
    machine: Machine,
    spec: ProducerSpec,
    environment: ProducerEnvironment,
    company: DrillCompany,
  ) {
    super(kernel, machine, spec)
    this.spec = spec
    this.environment = environment
    this.company = company
    this.kernelOfNode = kernel
    this.calls = new ClientCalls(kernel, spec.name)
    this.waiting = company.operations.filter(({ producer }) => producer === spec.name)
    this.selector = new SelectMessageQueueByHash()
    this.current = null
    this.life = 0
    this.isStarted = false
  }

  get address(): string {
    return this.spec.host
  }

  /** The producer of the process that lives, or lived last; null before the first start. */
  get producer(): DefaultMQProducer | null {
    return this.current
  }

  /** What its process shares with all clients in it. */
  get factory(): MQClientInstance {
    return notNull(this.current, 'the producer').getDefaultMQProducerImpl().getFactory()
  }

  /** It is running, and has made all its calls; asynchronous ones may be unanswered. */
  get isThrough(): boolean {
    return this.isStarted && this.waiting.length === 0 && this.process?.alive === true
  }

  /** How many processes it has had. */
  get lives(): number {
    return this.life
  }

  protected *main(process: Process): Blocking<void> {
    this.life++
    this.isStarted = false
    const { environment, spec } = this
    const producer = this.createProducer(process)
    producer.namesrvAddr = environment.namesrvAddr
    producer.clientIP = spec.host
    applyConfig(producer, spec.config, `${this.name}.config`)
    this.current = producer
    this.changeStatus('running')
    try {
      yield* this.calls.call('producer.start()', '', producer.start())
    } catch {
      // The routes that it wants could not be had. Such an application ends, and is started anew.
      return this.leave()
    }
    while (this.waiting.length > 0) {
      const next = this.waiting[0]!
      yield* sleepMicros(Math.max(0, next.atMillis * MICROS_PER_MILLI - this.kernelOfNode.now))
      this.waiting.shift()
      yield* this.perform(producer, next)
    }
    this.isStarted = true
  }

  private createProducer(process: Process): DefaultMQProducer {
    const { environment, spec: { producerGroup }, company } = this
    if (!company.hasTransactions) return new DefaultMQProducer(process, environment, producerGroup)
    const producer = new TransactionMQProducer(process, environment, producerGroup)
    // One that is started anew and sends nothing is connected to no broker in 5.3.2, and can't be asked.
    producer.topics = [...new Set(company.operations.map(({ topic }) => topic))]
    const ended = (id: number | null): PlannedTransaction => company.model.sendOf(id ?? -1)?.transaction ?? 'none'
    producer.transactionListener = {
      *executeLocalTransaction(msg) {
        return stateOf(ended(idOfKey(msg.getKeys())), false)
      },
      *checkLocalTransaction(msg) {
        return stateOf(ended(idOfKey(msg.getKeys())), true)
      },
    }
    return producer
  }

  /** An exception ends the call, not the application. */
  private *perform(producer: DefaultMQProducer, operation: ProducerOperation): Blocking<void> {
    switch (operation.do) {
      case 'send':
        return yield* this.send(producer, operation)
      case 'create-topic':
        return yield* ignoring(this.createTopic(producer, operation))
      case 'delete-topic':
        return yield* ignoring(this.deleteTopic(producer, operation))
    }
  }

  private *createTopic(producer: DefaultMQProducer, { topic, queues }: PlannedTopicChange): Blocking<void> {
    const label = `producer.createTopic(key, ${topic}, ${queues})`
    yield* this.calls.call(label, '', producer.createTopic(TOPIC_OF_NEW_TOPICS, topic, queues))
  }

  /** The last step of `mqadmin deleteTopic`. As the brokers keep the topic, it comes back with their next registration. */
  private *deleteTopic(producer: DefaultMQProducer, { topic }: PlannedDeletion): Blocking<void> {
    const client = producer.getDefaultMQProducerImpl().getFactory().getMQClientAPIImpl().getRemotingClient()
    for (const address of client.getNameServerAddressList()) {
      const header = Object.assign(new DeleteTopicFromNamesrvRequestHeader(), { topic })
      const request = RemotingCommand.createRequestCommand(RequestCode.DELETE_TOPIC_IN_NAMESRV, header)
      const label = `namesrv.deleteTopic(${topic})`
      yield* ignoring(this.calls.call(label, '', client.invokeSync(address, request, DELETE_TIMEOUT_MILLIS)))
    }
  }

  private *send(producer: DefaultMQProducer, send: PlannedSend): Blocking<void> {
    const messages = messagesOf(send)
    const to = send.to === 'queue' ? yield* this.anyQueue(producer, send) : null
    if (send.to === 'queue' && to === null) return
    const call = this.company.model.begun(send, this.kernelOfNode.now, this.life)
    const payload = messages.length === 1 ? messages[0]! : messages
    const keys = messages.map((message) => message.getKeys()).join(' ')
    try {
      if (send.transaction !== 'none' && producer instanceof TransactionMQProducer) {
        const body = producer.sendMessageInTransaction(messages[0]!, null)
        yield* this.calls.call('producer.sendMessageInTransaction(msg, arg)', keys, body)
        this.company.model.prepared(call)
      } else if (send.mode === 'sync') {
        const body = this.sendSync(producer, payload, to, send)
        this.acknowledged(call, yield* this.calls.call('producer.send(msg)', keys, body))
      } else if (send.mode === 'async') {
        const body = this.sendAsync(producer, payload, to, send, this.callbackOf(call))
        yield* this.calls.call('producer.send(msg, callback)', keys, body)
      } else {
        yield* this.calls.call('producer.sendOneway(msg)', keys, this.sendOneway(producer, payload, to, send))
      }
    } catch (error) {
      this.company.model.failed(call, error)
    }
  }

  /** A queue of the topic, chosen by the message's number; null when the topic has none. */
  private *anyQueue(producer: DefaultMQProducer, { topic, id }: PlannedSend): Blocking<MessageQueue | null> {
    try {
      const label = `producer.fetchPublishMessageQueues(${topic})`
      const queues = yield* this.calls.call(label, '', producer.fetchPublishMessageQueues(topic))
      return queues[id % queues.length] ?? null
    } catch {
      return null
    }
  }

  private *sendSync(
    producer: DefaultMQProducer,
    payload: Message | Message[],
    to: MessageQueue | null,
    { to: way, id }: PlannedSend,
  ): Blocking<SendResult> {
    if (!(payload instanceof Message)) {
      return to === null ? yield* producer.sendBatch(payload) : yield* producer.sendBatchToQueue(payload, to)
    }
    if (to !== null) return yield* producer.sendToQueue(payload, to)
    if (way === 'selector') return yield* producer.sendBySelector(payload, this.selector, id)
    return yield* producer.send(payload)
  }

  private *sendAsync(
    producer: DefaultMQProducer,
    payload: Message | Message[],
    to: MessageQueue | null,
    { to: way, id }: PlannedSend,
    callback: SendCallback,
  ): Blocking<void> {
    if (!(payload instanceof Message)) {
      if (to === null) return yield* producer.sendBatchAsync(payload, callback)
      return yield* producer.sendBatchToQueueAsync(payload, to, callback)
    }
    if (to !== null) return yield* producer.sendToQueueAsync(payload, to, callback)
    if (way === 'selector') return yield* producer.sendBySelectorAsync(payload, this.selector, id, callback)
    yield* producer.sendAsync(payload, callback)
  }

  /** A batch can't be sent so; it is sent message by message. */
  private *sendOneway(
    producer: DefaultMQProducer,
    payload: Message | Message[],
    to: MessageQueue | null,
    { to: way, id }: PlannedSend,
  ): Blocking<void> {
    for (const message of payload instanceof Message ? [payload] : payload) {
      if (to !== null) yield* producer.sendOnewayToQueue(message, to)
      else if (way === 'selector') yield* producer.sendOnewayBySelector(message, this.selector, id)
      else yield* producer.sendOneway(message)
    }
  }

  private callbackOf(call: SentCall): SendCallback {
    return {
      onSuccess: (result: SendResult) => this.acknowledged(call, result),
      onException: (error) => this.company.model.failed(call, error),
    }
  }

  private acknowledged(call: SentCall, result: SendResult): void {
    for (const each of this.company.model.acknowledged(call, result)) this.company.onAcknowledged(each)
  }

  /** Sends one message more, in a thread of its process. The future has the result, or what was thrown. */
  probe(topic: string, id: number): CompletableFuture<SendResult> {
    const { process, current: producer } = this
    const answer = new CompletableFuture<SendResult>(`answer to the probe of ${topic}`)
    if (process?.alive !== true || producer === null) throw new Error(`${this.name} is not running`)
    const send: PlannedSend = {
      do: 'send', atMillis: 0, producer: this.name, id, count: 1, topic, mode: 'sync', to: 'any', size: 20, waits: true,
      delayLevel: 0, transaction: 'none',
    }
    process.spawn('probe', () => this.sendProbe(producer, send, answer))
    return answer
  }

  private *sendProbe(
    producer: DefaultMQProducer,
    send: PlannedSend,
    answer: CompletableFuture<SendResult>,
  ): Blocking<void> {
    const call = this.company.model.begun(send, this.kernelOfNode.now, this.life)
    const message = messagesOf(send)[0]!
    try {
      const result = yield* this.calls.call('producer.send(msg)', keyOf(send.id), producer.send(message))
      this.acknowledged(call, result)
      answer.complete(result)
    } catch (error) {
      this.company.model.failed(call, error)
      answer.completeExceptionally(error)
    }
  }

  protected *shutdownProperly(): Blocking<void> {
    if (this.current !== null) yield* this.current.shutdown()
  }
}

/** @param isAsked the broker has asked, so the application knows by now */
function stateOf(transaction: PlannedTransaction, isAsked: boolean): LocalTransactionState {
  if (transaction === 'none' || (!isAsked && transaction.endsWith('later'))) return LocalTransactionState.UNKNOW
  return transaction.startsWith('commit') ? LocalTransactionState.COMMIT_MESSAGE : LocalTransactionState.ROLLBACK_MESSAGE
}

function* ignoring(body: Blocking<unknown>): Blocking<void> {
  try {
    yield* body
  } catch {
    // The call is noted as one that threw; the application goes on.
  }
}
