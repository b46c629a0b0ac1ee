import { MessageListenerConcurrently } from '../client/consumer/listener/MessageListenerConcurrently'
import { ConsumeConcurrentlyStatus } from '../client/consumer/listener/ConsumeConcurrentlyStatus'
import { ConsumeOrderlyStatus } from '../client/consumer/listener/ConsumeOrderlyStatus'
import { MessageListenerOrderly } from '../client/consumer/listener/MessageListenerOrderly'
import { DefaultMQPushConsumer } from '../client/consumer/DefaultMQPushConsumer'
import { MessageSelector } from '../client/consumer/MessageSelector'
import type { MessageExt } from '../common/message/MessageExt'
import type { Blocking } from '../kernel/Blocking'
import type { Kernel } from '../kernel/Kernel'
import type { Process } from '../kernel/Process'
import type { Compressor } from '../ports/Compressor'
import type { Wire } from '../ports/Wire'
import { applyConfig } from './applyConfig'
import { ClientCalls } from './ClientCalls'
import { ClusterNode } from './ClusterNode'
import { ListenerBehaviour } from './ListenerBehaviour'
import type { Machine } from './Machine'
import type { Outcomes } from './Outcomes'
import type { MessageListener } from './ReaderListener'
import type { ConsumerSpec, ListenerRule } from './Scenario'

/** What the consumers of one cluster have in common. */
export interface ConsumerNodeEnvironment {
  readonly wire: Wire
  readonly compressor: Compressor
  readonly namesrvAddr: string
  readonly outcomes: Outcomes
  /** Makes the listener of an application that has one of its own; it takes the place of the scenario's. */
  readonly createListener?: ((process: Process) => MessageListener) | null
}

/** A machine with an application on it that consumes messages. */
export class ConsumerNode extends ClusterNode {
  private readonly spec: ConsumerSpec
  private readonly environment: ConsumerNodeEnvironment
  private consumer: DefaultMQPushConsumer | null
  private behaviour: ListenerBehaviour | null
  /** What the application's code does since somebody has changed it; null as long as it is the scenario's. */
  private changed: Pick<ListenerRule, 'millis' | 'outcome'> | null

  constructor(kernel: Kernel, machine: Machine, spec: ConsumerSpec, environment: ConsumerNodeEnvironment) {
    super(kernel, machine, spec)
    this.spec = spec
    this.environment = environment
    this.consumer = null
    this.behaviour = null
    this.changed = null
  }

  get address(): string {
    return this.spec.host
  }

  protected *main(process: Process): Blocking<void> {
    const { environment, spec } = this
    const disk = this.machine.pageCache.disk
    const consumer = new DefaultMQPushConsumer(process, { ...environment, disk }, spec.consumerGroup)
    consumer.namesrvAddr = environment.namesrvAddr
    consumer.clientIP = spec.host
    consumer.messageModel = spec.model
    applyConfig(consumer, spec.config, `${this.name}.config`)
    this.consumer = consumer
    this.changeStatus('running')
    const behaviour = new ListenerBehaviour(spec.consumerGroup, spec.listener, environment.outcomes)
    if (this.changed !== null) behaviour.change(this.changed)
    this.behaviour = behaviour
    const listener = environment.createListener?.(process)
      ?? (spec.listener.order === 'orderly' ? new OrderlyListener(behaviour) : new ConcurrentListener(behaviour))
    consumer.registerMessageListener(listener)
    const calls = new ClientCalls(process.kernel, process.name)
    try {
      for (const { topic, tags, sql } of spec.subscriptions) {
        const wanted = sql === '' ? tags : MessageSelector.bySql(sql)
        yield* calls.call('consumer.subscribe(topic, subExpression)', '', consumer.subscribe(topic, wanted))
      }
      yield* calls.call('consumer.start()', '', consumer.start())
    } catch {
      // The trace has it.
    }
  }

  /** The application's code is another one from now on, also when its process is started again. */
  setListener(rule: Pick<ListenerRule, 'millis' | 'outcome'>): void {
    this.changed = rule
    this.behaviour?.change(rule)
  }

  /** Its queues, as it knows them: those of its retry topic included. */
  queues(): Array<{ readonly topic: string; readonly queueId: number }> {
    const table = this.consumer?.getDefaultMQPushConsumerImpl().getRebalanceImpl().getProcessQueueTable()
    return [...(table?.keys() ?? [])].map(({ topic, queueId }) => ({ topic, queueId }))
  }

  /** How far it is in the queues of a topic, as it knows itself: in broadcasting nobody else does. */
  localOffsets(topic: string): Array<{ readonly queueId: number; readonly offset: number }> {
    const offsets = this.consumer?.offsetStore?.cloneOffsetTable(topic) ?? []
    return offsets.map(([{ queueId }, offset]) => ({ queueId, offset }))
  }

  protected *shutdownProperly(): Blocking<void> {
    if (this.consumer !== null) yield* this.consumer.shutdown()
  }
}

class ConcurrentListener extends MessageListenerConcurrently {
  private readonly behaviour: ListenerBehaviour

  constructor(behaviour: ListenerBehaviour) {
    super()
    this.behaviour = behaviour
  }

  *consumeMessage(msgs: readonly MessageExt[]): Blocking<ConsumeConcurrentlyStatus | null> {
    const outcome = yield* this.behaviour.consume(msgs)
    if (outcome === 'null') return null
    return outcome === 'success' ? ConsumeConcurrentlyStatus.CONSUME_SUCCESS : ConsumeConcurrentlyStatus.RECONSUME_LATER
  }
}

class OrderlyListener extends MessageListenerOrderly {
  private readonly behaviour: ListenerBehaviour

  constructor(behaviour: ListenerBehaviour) {
    super()
    this.behaviour = behaviour
  }

  *consumeMessage(msgs: readonly MessageExt[]): Blocking<ConsumeOrderlyStatus | null> {
    const outcome = yield* this.behaviour.consume(msgs)
    if (outcome === 'null') return null
    return outcome === 'success' ? ConsumeOrderlyStatus.SUCCESS : ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT
  }
}
