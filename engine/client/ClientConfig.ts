import { NamespaceUtil } from '../common/NamespaceUtil'
import { MessageQueue } from '../common/message/MessageQueue'
import { isBlank } from '../kernel/java/javaTrim'
import { nanoTime } from '../kernel/Process'
import { Thread } from '../kernel/Thread'
import { AccessChannel } from './AccessChannel'

/** The settings of every client; times in ms. Original: org.apache.rocketmq.client.ClientConfig, with its defaults. */
export class ClientConfig {
  /** `host:port`, several with semicolons. */
  namesrvAddr: string
  clientIP: string
  instanceName: string
  unitName: string
  clientCallbackExecutorThreads: number
  namespace: string
  namespaceV2: string
  pollNameServerInterval: number
  heartbeatBrokerInterval: number
  persistConsumerOffsetInterval: number
  /** Between a pull that has failed and the next one. */
  pullTimeDelayMillsWhenException: number
  unitMode: boolean
  vipChannelEnabled: boolean
  useHeartbeatV2: boolean
  mqClientApiTimeout: number
  detectTimeout: number
  detectInterval: number
  sendLatencyEnable: boolean
  startDetectorEnable: boolean
  enableHeartbeatChannelEventListener: boolean
  /** Says with each request that it comes from a consumer that reads queues as streams. */
  enableStreamRequestType: boolean
  /** Producers and push consumers tell of their messages in a topic. */
  enableTrace: boolean
  /** Which topic: RMQ_SYS_TRACE_TOPIC if it is empty. */
  traceTopic: string
  /** How many traces make a message; 20 at most. */
  traceMsgBatchNum: number
  accessChannel: AccessChannel

  constructor() {
    this.namesrvAddr = ''
    this.clientIP = ''
    this.instanceName = 'DEFAULT'
    this.unitName = ''
    this.clientCallbackExecutorThreads = 4
    this.namespace = ''
    this.namespaceV2 = ''
    this.pollNameServerInterval = 30_000
    this.heartbeatBrokerInterval = 30_000
    this.persistConsumerOffsetInterval = 5000
    this.pullTimeDelayMillsWhenException = 1000
    this.unitMode = false
    this.vipChannelEnabled = false
    this.useHeartbeatV2 = false
    this.mqClientApiTimeout = 3000
    this.detectTimeout = 200
    this.detectInterval = 2000
    this.sendLatencyEnable = false
    this.startDetectorEnable = false
    this.enableHeartbeatChannelEventListener = true
    this.enableStreamRequestType = false
    this.enableTrace = false
    this.traceTopic = ''
    this.traceMsgBatchNum = 10
    this.accessChannel = AccessChannel.LOCAL
  }

  /** Clients with the same id share connections, routes and timers. Original: ClientConfig#buildMQClientId */
  buildMQClientId(): string {
    const unit = isBlank(this.unitName) ? '' : `@${this.unitName}`
    return `${this.clientIP}@${this.instanceName}${unit}${this.enableStreamRequestType ? '@STREAM' : ''}`
  }

  /**
   * Two processes on one machine must not have the same client id, so the default name becomes a unique one.
   * Original: ClientConfig#changeInstanceNameToPID
   */
  changeInstanceNameToPID(): void {
    if (this.instanceName === 'DEFAULT') this.instanceName = `${Thread.currentThread().process.pid}#${nanoTime()}`
  }

  withNamespace(resource: string): string {
    return NamespaceUtil.wrapNamespace(this.namespace, resource)
  }

  withoutNamespace(resource: string): string {
    return NamespaceUtil.withoutNamespace(resource, this.namespace)
  }

  queuesWithNamespace(queues: Iterable<MessageQueue>): MessageQueue[] {
    return [...queues].map((queue) => this.queueWithNamespace(queue))
  }

  /** The same queue, with the namespace before its topic; the application's object stays as it is. */
  queueWithNamespace(queue: MessageQueue): MessageQueue {
    if (this.namespace === '') return queue
    return new MessageQueue(this.withNamespace(queue.topic), queue.brokerName, queue.queueId)
  }

  cloneClientConfig(): ClientConfig {
    const copy = new ClientConfig()
    const source = this as unknown as Record<string, unknown>
    const target = copy as unknown as Record<string, unknown>
    for (const name of Object.keys(copy)) target[name] = source[name]
    return copy
  }
}
