import type { SendMessageHook } from '../client/hook/SendMessageHook'
import type { MQClientAPIImpl } from '../client/impl/MQClientAPIImpl'
import type { DefaultMQProducer } from '../client/producer/DefaultMQProducer'
import type { SendCallback } from '../client/producer/SendCallback'
import type { SendResult } from '../client/producer/SendResult'
import { TransactionMQProducer } from '../client/producer/TransactionMQProducer'
import { Message } from '../common/message/Message'
import { MixAll } from '../common/MixAll'
import { assert } from '../kernel/assert'
import type { Blocking } from '../kernel/Blocking'
import { CountDownLatch } from '../kernel/concurrent/CountDownLatch'
import type { Process } from '../kernel/Process'
import type { Random } from '../kernel/Random'
import { sleep } from '../kernel/sleep'
import { encodeUtf8 } from '../kernel/Utf8'
import { SetMessageRequestModeRequestBody } from '../remoting/protocol/body/SetMessageRequestModeRequestBody'
import { ResetOffsetRequestHeader } from '../remoting/protocol/header/ResetOffsetRequestHeader'
import { RemotingCommand } from '../remoting/protocol/RemotingCommand'
import { RequestCode } from '../remoting/protocol/RequestCode'
import { applyConfig } from './applyConfig'
import { ClientCalls } from './ClientCalls'
import { KeyDraw } from './KeyDraw'
import type { Outcomes } from './Outcomes'
import type {
  CreateTopicStep, NewProducerStep, ProducerSpec, ProgramStep, RecallStep, RequestModeStep, ResetOffsetStep,
  SelectorName, SendStep, TransactionStep,
} from './Scenario'
import { selectorOf } from './selectors'
import { SendHookWitness } from './SendHookWitness'
import type { Strategy } from './selectors'

type AskMaster = (api: MQClientAPIImpl, address: string, timeoutMillis: number) => Blocking<unknown>

/**
 * The application: the code that a user of RocketMQ would write, as the scenario tells it. It has one producer from the start, and
 * makes more if it wants to; what it does, it does with one of them at a time.
 */
export class ClientProgram {
  private readonly process: Process
  private producer: DefaultMQProducer
  private readonly steps: readonly ProgramStep[]
  /** By the names that the scenario gives them. */
  private readonly producers: Map<string, DefaultMQProducer>
  private readonly createProducer: (step: NewProducerStep) => DefaultMQProducer
  private readonly chosen: SelectorName | Strategy | null
  private readonly strategies: Map<SelectorName, Strategy>
  private readonly outcomes: Outcomes
  private readonly calls: ClientCalls
  private random: Random | null
  /** By keys: what the messages can be taken back with that are to be delivered later. */
  private readonly recallHandles: Map<string, string>

  /** `chosen`, when given, takes the place of the scenario's own selectors. */
  constructor(
    process: Process,
    producer: DefaultMQProducer,
    { name, program }: Pick<ProducerSpec, 'name' | 'program'>,
    chosen: SelectorName | Strategy | null,
    outcomes: Outcomes,
    createProducer: (step: NewProducerStep) => DefaultMQProducer,
  ) {
    this.process = process
    this.producer = producer
    this.steps = program
    this.producers = new Map([[name, producer]])
    this.createProducer = createProducer
    this.chosen = chosen
    this.strategies = new Map()
    this.outcomes = outcomes
    this.calls = new ClientCalls(process.kernel, process.name)
    this.random = null
    this.recallHandles = new Map()
  }

  *run(): Blocking<void> {
    if (typeof this.chosen === 'object' && this.chosen !== null) this.listen(this.chosen)
    for (const step of this.steps) yield* this.perform(step)
  }

  /** One step. The outcome of a send is told to the outcomes. */
  *perform(step: ProgramStep): Blocking<void> {
    switch (step.do) {
      case 'new-producer':
        this.producer = this.createProducer(step)
        this.producers.set(step.name, this.producer)
        return
      case 'use-producer':
        this.producer = this.producers.get(step.name)!
        return
      case 'configure':
        applyConfig(this.producer, step.config, 'program.config')
        return
      case 'start':
        return yield* this.call('producer.start()', '', this.producer.start())
      case 'register-hook':
        return this.producer.getDefaultMQProducerImpl().registerSendMessageHook(new SendHookWitness(this.process))
      case 'shutdown':
        return yield* this.call('producer.shutdown()', '', this.producer.shutdown())
      case 'sleep':
        return yield* sleep(step.millis, 'the application sleeps')
      case 'create-topic':
        return yield* this.createTopic(step)
      case 'reset-offset':
        return yield* this.resetOffset(step)
      case 'set-request-mode':
        return yield* this.setRequestMode(step)
      case 'send':
        return yield* this.sendAll(step)
      case 'send-in-transaction':
        return yield* this.sendInTransaction(step)
      case 'recall':
        return yield* this.recall(step)
    }
  }

  private *sendAll(step: SendStep): Blocking<void> {
    const answered = new CountDownLatch(step.mode === 'async' ? step.count * (1 + (step.again ?? 0)) : 0, 'callbacks of asynchronous sends')
    const draw = step.keyWeights.length === 0 ? null : new KeyDraw(step.keyWeights, this.chance())
    for (let i = 0; i < step.count; i++) {
      const k = draw?.next() ?? 0
      const filled = (text: string): string => text.replaceAll('{i}', String(i)).replaceAll('{k}', String(k))
      const message = this.message(step, filled)
      for (let time = 0; time <= (step.again ?? 0); time++) yield* this.send(step, message, filled(step.arg), answered)
      if (step.intervalMillis > 0) yield* sleep(step.intervalMillis, 'the application sleeps')
    }
    yield* answered.await()
  }

  /** Of its own, so that a strategy that leaves things to chance does not change what is drawn here. */
  private chance(): Random {
    this.random ??= this.process.random.fork()
    return this.random
  }

  private message(step: SendStep, filled: (text: string) => string): Message {
    const message = new Message(step.topic, encodeUtf8(filled(step.body).padEnd(step.bodyBytes, ' ')))
    if (step.tags !== '') message.setTags(step.tags)
    if (step.keys !== '') message.setKeys(filled(step.keys))
    if (step.delayMillis > 0) message.setDelayTimeMs(step.delayMillis)
    for (const [name, value] of Object.entries(step.properties)) message.putUserProperty(name, filled(value))
    if (step.delayLevel > 0) message.setDelayTimeLevel(step.delayLevel)
    return message
  }

  private *sendInTransaction(step: TransactionStep): Blocking<void> {
    const { producer } = this
    assert(producer instanceof TransactionMQProducer, 'only a producer of transactions sends in one')
    const message = new Message(step.topic, encodeUtf8(step.body))
    if (step.tags !== '') message.setTags(step.tags)
    message.setKeys(step.keys)
    const body = producer.sendMessageInTransaction(message, step)
    yield* this.call('producer.sendMessageInTransaction(msg, arg)', step.keys, body)
  }

  /** One instance for the whole run, because a strategy may remember things; null for the producer's own way. */
  private strategy(wanted: SelectorName | Strategy | null): Strategy | null {
    if (typeof wanted !== 'string') return wanted
    let strategy = this.strategies.get(wanted)
    if (strategy === undefined) {
      strategy = selectorOf(wanted)
      this.strategies.set(wanted, strategy)
      this.listen(strategy)
    }
    return strategy
  }

  /** Tells a strategy that watches the outcome of the messages. */
  private listen(strategy: Strategy): void {
    if (isHook(strategy)) this.producer.getDefaultMQProducerImpl().registerSendMessageHook(strategy)
  }

  private *recall({ topic, keys }: RecallStep): Blocking<void> {
    const handle = this.recallHandles.get(keys) ?? ''
    yield* this.call('producer.recallMessage(topic, handle)', keys, this.producer.recallMessage(topic, handle))
  }

  private *createTopic({ topic, queues }: CreateTopicStep): Blocking<void> {
    const label = 'producer.createTopic(key, newTopic, queueNum)'
    yield* this.call(label, '', this.producer.createTopic(topic, topic, queues))
  }

  /** Has the group begin the topic's queues with what came first. */
  private *resetOffset({ topic, group }: ResetOffsetStep): Blocking<void> {
    const header = new ResetOffsetRequestHeader()
    header.topic = topic
    header.group = group
    header.queueId = -1
    header.timestamp = 0
    header.isForce = true
    yield* this.administer('admin.resetOffsetByTimestamp(topic, group, timestamp)', topic, (api, address, timeout) => {
      const request = RemotingCommand.createRequestCommand(RequestCode.INVOKE_BROKER_TO_RESET_OFFSET, header)
      return api.getRemotingClient().invokeSync(address, request, timeout)
    })
  }

  private *setRequestMode({ topic, group, mode, shareQueues }: RequestModeStep): Blocking<void> {
    const body = new SetMessageRequestModeRequestBody(topic, group, mode, shareQueues)
    yield* this.administer('admin.setMessageRequestMode(topic, group, mode)', topic, (api, address, timeout) => {
      return api.setMessageRequestMode(address, body, timeout)
    })
  }

  /** What an operator's tool does: asks each master of the topic, one after the other. */
  private *administer(label: string, topic: string, ask: AskMaster): Blocking<void> {
    yield* this.call(label, '', this.askMasters(topic, ask))
  }

  private *askMasters(topic: string, ask: AskMaster): Blocking<void> {
    const api = this.producer.getDefaultMQProducerImpl().getFactory().getMQClientAPIImpl()
    const { mqClientApiTimeout } = this.producer
    const { brokerDatas } = yield* api.getTopicRouteInfoFromNameServer(topic, mqClientApiTimeout)
    for (const { brokerAddrs } of brokerDatas) {
      const master = brokerAddrs.get(MixAll.MASTER_ID)
      if (master !== undefined) yield* ask(api, master, mqClientApiTimeout)
    }
  }

  private *send(step: SendStep, message: Message, arg: string, answered: CountDownLatch): Blocking<void> {
    const { producer } = this
    const keys = message.getKeys() ?? ''
    const selector = this.strategy(this.chosen ?? step.selector)
    // Only a send without a timeout of its own may wait for others.
    const timeout = step.timeoutMillis > 0 ? step.timeoutMillis : producer.autoBatch ? null : producer.sendMsgTimeout
    if (step.mode === 'sync') {
      yield* this.call('producer.send(msg)', keys, this.sendSync(message, selector, arg, timeout))
    } else if (step.mode === 'oneway') {
      yield* this.call('producer.sendOneway(msg)', keys, this.sendOneway(message, selector, arg))
    } else {
      yield* this.sendAsync(message, selector, arg, timeout, answered)
    }
  }

  /** `selector`: null for the producer's own choice; `timeout`: null for none of its own. */
  private *sendSync(
    message: Message, selector: Strategy | null, arg: string, timeout: number | null,
  ): Blocking<SendResult> {
    const result = yield* this.sendWithin(message, selector, arg, timeout)
    if (result.recallHandle !== null) this.recallHandles.set(message.getKeys() ?? '', result.recallHandle)
    return result
  }

  private sendWithin(
    message: Message, selector: Strategy | null, arg: string, timeout: number | null,
  ): Blocking<SendResult> {
    const { producer } = this
    if (timeout === null && selector === null) return producer.send(message)
    if (timeout === null) return producer.sendBySelector(message, selector!, arg)
    if (selector === null) return producer.send(message, timeout)
    return producer.sendBySelectorWithin(message, selector, arg, timeout)
  }

  private sendOneway(message: Message, selector: Strategy | null, arg: string): Blocking<void> {
    const { producer } = this
    return selector === null ? producer.sendOneway(message) : producer.sendOnewayBySelector(message, selector, arg)
  }

  private *sendAsync(
    message: Message,
    selector: Strategy | null,
    arg: string,
    timeout: number | null,
    answered: CountDownLatch,
  ): Blocking<void> {
    const { outcomes } = this
    const callback: SendCallback = {
      onSuccess(result: SendResult): void {
        outcomes.acknowledged(result)
        answered.countDown()
      },
      onException(error: unknown): void {
        outcomes.failed(error)
        answered.countDown()
      },
    }
    outcomes.sent()
    const body = this.sendAsyncWithin(message, selector, arg, callback, timeout)
    yield* this.calls.call('producer.send(msg, callback)', message.getKeys() ?? '', body)
  }

  private sendAsyncWithin(
    message: Message, selector: Strategy | null, arg: string, callback: SendCallback, timeout: number | null,
  ): Blocking<void> {
    const { producer } = this
    if (timeout === null && selector === null) return producer.sendAsync(message, callback)
    if (timeout === null) return producer.sendBySelectorAsync(message, selector!, arg, callback)
    if (selector === null) return producer.sendAsyncWithin(message, callback, timeout)
    return producer.sendBySelectorAsyncWithin(message, selector, arg, callback, timeout)
  }

  /** Makes one call of the application and notes its outcome; an exception ends the call, not the program. */
  private *call(label: string, keys: string, body: Blocking<unknown>): Blocking<void> {
    if (label.startsWith('producer.send')) return yield* this.callSend(label, keys, body)
    try {
      yield* this.calls.call(label, keys, body)
    } catch {
      // The trace has it.
    }
  }

  /** The outcome is counted before the trace tells of the call's end. */
  private *callSend(label: string, keys: string, body: Blocking<unknown>): Blocking<void> {
    this.outcomes.sent()
    try {
      yield* this.calls.call(label, keys, this.counted(label, body))
    } catch {
      // It is counted.
    }
  }

  private *counted(label: string, body: Blocking<unknown>): Blocking<unknown> {
    const { outcomes } = this
    try {
      const result = yield* body
      if (!label.includes('Oneway')) outcomes.acknowledged(result as SendResult)
      return result
    } catch (error) {
      outcomes.failed(error)
      throw error
    }
  }
}

function isHook(strategy: Strategy): strategy is Strategy & SendMessageHook {
  return strategy.sendMessageBefore !== undefined && strategy.sendMessageAfter !== undefined
}
