import { DefaultMQPushConsumer } from '../../client/consumer/DefaultMQPushConsumer'
import { ConsumeConcurrentlyStatus } from '../../client/consumer/listener/ConsumeConcurrentlyStatus'
import { ConsumeOrderlyStatus } from '../../client/consumer/listener/ConsumeOrderlyStatus'
import { MessageListenerConcurrently } from '../../client/consumer/listener/MessageListenerConcurrently'
import { MessageListenerOrderly } from '../../client/consumer/listener/MessageListenerOrderly'
import type { MQClientInstance } from '../../client/impl/factory/MQClientInstance'
import type { DefaultMQPushConsumerImpl } from '../../client/impl/consumer/DefaultMQPushConsumerImpl'
import type { ProcessQueue } from '../../client/impl/consumer/ProcessQueue'
import type { MessageExt } from '../../common/message/MessageExt'
import type { MessageQueue } from '../../common/message/MessageQueue'
import type { Blocking } from '../../kernel/Blocking'
import { notNull } from '../../kernel/java/notNull'
import type { Kernel } from '../../kernel/Kernel'
import type { Process } from '../../kernel/Process'
import { sleep } from '../../kernel/sleep'
import { applyConfig } from '../applyConfig'
import { ClientCalls } from '../ClientCalls'
import { ClusterNode } from '../ClusterNode'
import type { ConsumerNodeEnvironment } from '../ConsumerNode'
import type { Machine } from '../Machine'
import type { ConsumerSpec } from '../Scenario'
import type { PlannedConsumerGroup } from './ClusterDrillPlan'
import { FIRST_PROBE, idOfKey } from './clusterDrillMessages'

/** A member of one of the drill's groups. An application whose consumer does not start ends, and is started anew. */
export class DrillConsumerNode extends ClusterNode {
  readonly group: PlannedConsumerGroup
  private readonly spec: ConsumerSpec
  private readonly environment: ConsumerNodeEnvironment
  private readonly calls: ClientCalls
  private current: DefaultMQPushConsumer | null
  private isStarted: boolean

  constructor(
    kernel: Kernel,
    machine: Machine,
    spec: ConsumerSpec,
    environment: ConsumerNodeEnvironment,
    group: PlannedConsumerGroup,
  ) {
    super(kernel, machine, spec)
    this.group = group
    this.spec = spec
    this.environment = environment
    this.calls = new ClientCalls(kernel, spec.name)
    this.current = null
    this.isStarted = false
  }

  get address(): string {
    return this.spec.host
  }

  /** Every message is for it once: the group, or in broadcasting the member alone. */
  get reader(): string {
    return this.group.model === 'CLUSTERING' ? this.group.name : `${this.group.name}@${this.name}`
  }

  private get impl(): DefaultMQPushConsumerImpl {
    return notNull(this.current, 'the consumer').getDefaultMQPushConsumerImpl()
  }

  /** What its process shares with all clients in it. */
  get factory(): MQClientInstance {
    return this.impl.getFactory()
  }

  /** The queues that it has. */
  get queues(): ReadonlyArray<readonly [mq: MessageQueue, pq: ProcessQueue]> {
    return this.impl.getRebalanceImpl().getProcessQueueTable().entries()
  }

  /** Topic → the queues that it knows. */
  get knownQueues(): ReadonlyMap<string, readonly MessageQueue[]> {
    return this.impl.getRebalanceImpl().getTopicSubscribeInfoTable()
  }

  /** Its consumer has started. */
  get isThrough(): boolean {
    return this.isStarted && this.process?.alive === true
  }

  protected *main(process: Process): Blocking<void> {
    const { environment, spec } = this
    this.isStarted = false
    const consumer = new DefaultMQPushConsumer(
      process, { ...environment, disk: this.machine.pageCache.disk }, spec.consumerGroup,
    )
    consumer.namesrvAddr = environment.namesrvAddr
    consumer.clientIP = spec.host
    consumer.messageModel = spec.model
    applyConfig(consumer, spec.config, `${this.name}.config`)
    this.current = consumer
    this.changeStatus('running')
    consumer.registerMessageListener(this.group.order === 'orderly' ? new Orderly(this.group) : new Concurrently(this.group))
    try {
      for (const { topic, tags } of spec.subscriptions) {
        yield* this.calls.call('consumer.subscribe(topic, subExpression)', '', consumer.subscribe(topic, tags))
      }
      yield* this.calls.call('consumer.start()', '', consumer.start())
    } catch {
      return this.leave()
    }
    this.isStarted = true
  }

  protected *shutdownProperly(): Blocking<void> {
    if (this.current !== null) yield* this.current.shutdown()
  }
}

/** One message in `failsEvery` fails at its first try; a probe never does. */
function* isConsumed(group: PlannedConsumerGroup, [msg]: readonly MessageExt[]): Blocking<boolean> {
  const id = idOfKey(msg?.getKeys() ?? null) ?? 0
  const millis = group.isUneven ? group.millis * (1 + (id % 3)) : group.millis
  if (millis > 0) yield* sleep(millis, 'the listener works')
  const mayFail = group.failsEvery > 0 && id < FIRST_PROBE && msg?.reconsumeTimes === 0
  return !(mayFail && id % group.failsEvery === 0)
}

class Concurrently extends MessageListenerConcurrently {
  private readonly group: PlannedConsumerGroup

  constructor(group: PlannedConsumerGroup) {
    super()
    this.group = group
  }

  *consumeMessage(msgs: readonly MessageExt[]): Blocking<ConsumeConcurrentlyStatus> {
    const { CONSUME_SUCCESS, RECONSUME_LATER } = ConsumeConcurrentlyStatus
    return (yield* isConsumed(this.group, msgs)) ? CONSUME_SUCCESS : RECONSUME_LATER
  }
}

class Orderly extends MessageListenerOrderly {
  private readonly group: PlannedConsumerGroup

  constructor(group: PlannedConsumerGroup) {
    super()
    this.group = group
  }

  *consumeMessage(msgs: readonly MessageExt[]): Blocking<ConsumeOrderlyStatus> {
    const { SUCCESS, SUSPEND_CURRENT_QUEUE_A_MOMENT } = ConsumeOrderlyStatus
    return (yield* isConsumed(this.group, msgs)) ? SUCCESS : SUSPEND_CURRENT_QUEUE_A_MOMENT
  }
}
