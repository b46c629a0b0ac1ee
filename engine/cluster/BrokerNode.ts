import { BrokerConfig } from '../broker/BrokerConfig'
import { BrokerController } from '../broker/BrokerController'
import { TopicConfig } from '../common/TopicConfig'
import type { Blocking } from '../kernel/Blocking'
import type { Kernel } from '../kernel/Kernel'
import type { Process } from '../kernel/Process'
import type { Wire } from '../ports/Wire'
import { NettyServerConfig } from '../remoting/netty/NettyServerConfig'
import { BrokerRole } from '../store/config/BrokerRole'
import { MessageStoreConfig } from '../store/config/MessageStoreConfig'
import { applyConfig } from './applyConfig'
import { ClusterNode } from './ClusterNode'
import type { Machine } from './Machine'
import type { BrokerSpec, TopicSpec } from './Scenario'

/**
 * File sizes of a lesson's broker: so small that rolling over to the next file is seen. The original's are 1 GiB and
 * 6 MB, an index file has 420 MB; the timing wheel goes round in an hour and not in a week. A scenario that wants those says so.
 */
export const LESSON_STORE = {
  mappedFileSizeCommitLog: 65_536,
  mappedFileSizeConsumeQueue: 2000,
  maxHashSlotNum: 100,
  maxIndexNum: 400,
  timerWheelSlots: 3600,
  mappedFileSizeTimerLog: 4096,
}

/** The door for slaves is this much above the first. Original: BrokerStartup#buildBrokerController */
const HA_PORT_DISTANCE = 1

/** A machine with a broker on it. */
export class BrokerNode extends ClusterNode {
  private readonly spec: BrokerSpec
  private readonly wire: Wire
  private readonly namesrvAddr: string
  private readonly topics: readonly TopicSpec[]
  private controller: BrokerController | null

  constructor(
    kernel: Kernel,
    machine: Machine,
    wire: Wire,
    spec: BrokerSpec,
    namesrvAddr: string,
    topics: readonly TopicSpec[],
  ) {
    super(kernel, machine, spec)
    this.spec = spec
    this.wire = wire
    this.namesrvAddr = namesrvAddr
    this.topics = topics
    this.controller = null
  }

  get address(): string {
    return `${this.spec.host}:${this.spec.port}`
  }

  /** The broker of the process that lives, or lived last; null before the first start. */
  get broker(): BrokerController | null {
    return this.controller
  }

  /** Original: BrokerStartup#createBrokerController: whatever goes wrong on the way into service ends the process. */
  protected *main(process: Process): Blocking<void> {
    try {
      yield* this.startBroker(process)
    } catch (error) {
      yield* this.giveUp(process, String(error))
    }
  }

  private *startBroker(process: Process): Blocking<void> {
    const brokerConfig = new BrokerConfig()
    brokerConfig.brokerName = this.spec.brokerName
    brokerConfig.brokerId = this.spec.brokerId
    brokerConfig.brokerClusterName = this.spec.cluster
    brokerConfig.brokerIP1 = this.spec.host
    brokerConfig.namesrvAddr = this.namesrvAddr
    applyConfig(brokerConfig, this.spec.config, `${this.name}.config`)
    const storeConfig = applyConfig(new MessageStoreConfig(), LESSON_STORE, 'lesson')
    storeConfig.brokerRole = this.spec.role
    storeConfig.haListenPort = this.spec.port + HA_PORT_DISTANCE
    applyConfig(storeConfig, this.spec.store, `${this.name}.store`)
    // A slave counts on less memory for its log. Original: BrokerStartup#buildBrokerController
    if (storeConfig.brokerRole === BrokerRole.SLAVE) storeConfig.accessMessageInMemoryMaxRatio -= 10
    const server = new NettyServerConfig()
    server.listenPort = this.spec.port
    const { pageCache } = this.machine
    this.controller = new BrokerController(process, this.wire, pageCache, brokerConfig, storeConfig, server)
    if (!(yield* this.controller.initialize())) {
      // The original leaves with exit code -3: org.apache.rocketmq.broker.BrokerStartup#createBrokerController.
      return yield* this.giveUp(process, 'its files are damaged in a way that it does not repair')
    }
    yield* this.createTopics(this.controller)
    yield* this.controller.start()
  }

  /** What an operator does once with `mqadmin updateTopic`. */
  private *createTopics(controller: BrokerController): Blocking<void> {
    const manager = controller.getTopicConfigManager()
    for (const topic of this.topics) {
      if (manager.selectTopicConfig(topic.name) !== null) continue
      const config = new TopicConfig(topic.name)
      config.readQueueNums = topic.queues
      config.writeQueueNums = topic.queues
      yield* manager.updateTopicConfig(config)
    }
  }

  protected *shutdownProperly(): Blocking<void> {
    if (this.controller !== null) yield* this.controller.shutdown()
  }
}
