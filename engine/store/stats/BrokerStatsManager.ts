// @notrace-file: counting goes on beside everything that a reader follows.
import { TopicValidator } from '../../common/topic/TopicValidator'
import type { Process } from '../../kernel/Process'
import { StatsItem } from './StatsItem'
import type { StatsSnapshot } from './StatsSamples'

const DAY_MILLIS = 24 * 60 * 60 * 1000
/** The group that stands for the delivery of delayed messages. Original: MixAll#SCHEDULE_CONSUMER_GROUP */
const SCHEDULE_CONSUMER_GROUP = 'SCHEDULE_CONSUMER'

/** What is counted, by the names by which operators ask for it. Original: org.apache.rocketmq.common.statistics and Stats. */
const STATS_NAMES = [
  'QUEUE_PUT_NUMS', 'QUEUE_PUT_SIZE', 'QUEUE_GET_NUMS', 'QUEUE_GET_SIZE', 'TOPIC_PUT_NUMS', 'TOPIC_PUT_SIZE', 'TOPIC_PUT_LATENCY',
  'GROUP_GET_NUMS', 'GROUP_GET_SIZE', 'GROUP_GET_LATENCY', 'SNDBCK_PUT_NUMS', 'BROKER_PUT_NUMS', 'BROKER_GET_NUMS',
  'BROKER_PUT_NUMS_WITHOUT_SYSTEM_TOPIC', 'BROKER_GET_NUMS_WITHOUT_SYSTEM_TOPIC', 'BROKER_ACK_NUMS', 'BROKER_CK_NUMS',
  'GROUP_ACK_NUMS', 'GROUP_CK_NUMS',
] as const

type StatsName = (typeof STATS_NAMES)[number]

/** Messages put and given since the broker started, until some moment. Original: org.apache.rocketmq.store.stats.BrokerStats. */
interface MorningTotals {
  readonly put: number
  readonly get: number
}

/** Messages that were put into a queue, or given out of it, together. */
interface Counted {
  readonly topic: string
  readonly msgNum: number
  /** In bytes. */
  readonly size: number
  readonly queueId: number
  /** How long it took, in ms. */
  readonly latencyMillis: number
}

/**
 * Counts what goes through a broker: by topic, by group and as a whole. Original: org.apache.rocketmq.store.stats.BrokerStatsManager.
 */
export class BrokerStatsManager {
  private readonly process: Process
  private readonly clusterName: string
  private readonly beginTimestamp: number
  private readonly statsTable: ReadonlyMap<string, Map<string, StatsItem>>
  private nextMorning: number
  private yesterdayMorning: MorningTotals
  private todayMorning: MorningTotals

  constructor(process: Process, clusterName: string) {
    this.process = process
    this.clusterName = clusterName
    this.beginTimestamp = process.currentTimeMillis()
    this.statsTable = new Map(STATS_NAMES.map((name) => [name, new Map<string, StatsItem>()]))
    this.nextMorning = (Math.floor(this.beginTimestamp / DAY_MILLIS) + 1) * DAY_MILLIS
    this.yesterdayMorning = { put: 0, get: 0 }
    this.todayMorning = { put: 0, get: 0 }
  }

  /** A message was sent, or a batch. Original: SendMessageProcessor#handlePutMessageResult */
  countPut({ topic, msgNum, size, queueId, latencyMillis }: Counted): void {
    if (topic === TopicValidator.RMQ_SYS_SCHEDULE_TOPIC) {
      this.inc('QUEUE_PUT_NUMS', `${topic}@${queueId}`, msgNum)
      this.inc('QUEUE_PUT_SIZE', `${topic}@${queueId}`, size)
    }
    this.incTopicPut(topic, msgNum, size)
    this.incBroker('BROKER_PUT_NUMS', topic, msgNum)
    this.inc('TOPIC_PUT_LATENCY', `${queueId}@${topic}`, latencyMillis)
  }

  /** A group was given messages. Original: DefaultPullMessageResultHandler#handle */
  countGet(group: string, { topic, msgNum, size, queueId, latencyMillis }: Counted): void {
    this.inc('GROUP_GET_NUMS', `${topic}@${group}`, msgNum)
    this.inc('GROUP_GET_SIZE', `${topic}@${group}`, size)
    this.incBroker('BROKER_GET_NUMS', topic, msgNum)
    this.inc('GROUP_GET_LATENCY', `${queueId}@${topic}@${group}`, latencyMillis)
  }

  /**
   * A group has popped messages of a queue. `topic`: where they lie; `askedTopic`: the one that was asked for, if they come again.
   * Original: PopMessageProcessor#popMsgFromQueue
   */
  countPop(group: string, topic: string, askedTopic: string, msgNum: number, size: number): void {
    this.incBroker('BROKER_GET_NUMS', askedTopic, msgNum)
    this.inc('GROUP_GET_NUMS', `${topic}@${group}`, msgNum)
    this.inc('GROUP_GET_SIZE', `${topic}@${group}`, size)
  }

  /** A popped message comes again, out of the retry topic. Original: PopReviveService#reviveRetry */
  countRevived(topic: string, retryTopic: string, size: number): void {
    this.incBroker('BROKER_PUT_NUMS', topic, 1)
    this.incTopicPut(retryTopic, 1, size)
  }

  /** How long a pop took. Original: BrokerStatsManager#incGroupGetLatency */
  countGetLatency(group: string, topic: string, queueId: number, latencyMillis: number): void {
    this.inc('GROUP_GET_LATENCY', `${queueId}@${topic}@${group}`, latencyMillis)
  }

  /** Messages were acknowledged, or checkpoints written. Original: BrokerStatsManager#incGroupAckNums, #incGroupCkNums */
  countAckOrCk(kind: 'ACK' | 'CK', group: string, topic: string, num: number): void {
    this.inc(`BROKER_${kind}_NUMS`, this.clusterName, num, 0)
    this.inc(`GROUP_${kind}_NUMS`, `${topic}@${group}`, num)
  }

  /** A message that was delayed is now in its topic. Original: ScheduleMessageService.PutResultProcess#onSuccess */
  countDelivery(topic: string, delayQueueId: number, msgNum: number, size: number): void {
    const [waited, group] = [TopicValidator.RMQ_SYS_SCHEDULE_TOPIC, SCHEDULE_CONSUMER_GROUP]
    this.inc('QUEUE_GET_NUMS', `${waited}@${delayQueueId}@${group}`, msgNum)
    this.inc('QUEUE_GET_SIZE', `${waited}@${delayQueueId}@${group}`, size)
    this.inc('GROUP_GET_NUMS', `${waited}@${group}`, msgNum)
    this.inc('GROUP_GET_SIZE', `${waited}@${group}`, size)
    this.incTopicPut(topic, msgNum, size)
    this.incBroker('BROKER_PUT_NUMS', topic, msgNum)
  }

  /** A consumer has given a message back. Original: BrokerStatsManager#incSendBackNums */
  incSendBackNums(group: string, topic: string): void {
    this.inc('SNDBCK_PUT_NUMS', `${topic}@${group}`, 1)
  }

  /** Null when nothing of the kind was counted. Original: BrokerStatsManager#getStatsItem */
  getStatsItem(statsName: string, statsKey: string): StatsItem | null {
    return this.statsTable.get(statsName)?.get(statsKey) ?? null
  }

  /** Messages a second that a group is given of a topic. Original: BrokerStatsManager#tpsGroupGetNums */
  tpsGroupGetNums(group: string, topic: string): number {
    const item = this.getStatsItem('GROUP_GET_NUMS', `${topic}@${group}`)
    return item?.getStatsDataInMinute(this.now()).tps ?? 0
  }

  /** Minute, hour and day. */
  snapshotsOf(item: StatsItem): readonly [StatsSnapshot, StatsSnapshot, StatsSnapshot] {
    const now = this.now()
    return [item.getStatsDataInMinute(now), item.getStatsDataInHour(now), item.getStatsDataInDay(now)]
  }

  /** Original: BrokerStatsManager#onTopicDeleted */
  onTopicDeleted(topic: string): void {
    this.forget(['TOPIC_PUT_NUMS', 'TOPIC_PUT_SIZE'], (key) => key === topic)
    const ofQueuesAndGroups: StatsName[] = [
      'QUEUE_PUT_NUMS', 'QUEUE_PUT_SIZE', 'GROUP_GET_NUMS', 'GROUP_GET_SIZE', 'QUEUE_GET_NUMS', 'QUEUE_GET_SIZE', 'SNDBCK_PUT_NUMS',
    ]
    this.forget(ofQueuesAndGroups, (key) => key.startsWith(`${topic}@`))
    this.forget(['GROUP_GET_LATENCY'], (key) => key.includes(`@${topic}@`))
    this.forget(['TOPIC_PUT_LATENCY'], (key) => key.endsWith(`@${topic}`))
  }

  /** Original: BrokerStatsManager#onGroupDeleted */
  onGroupDeleted(group: string): void {
    const ofGroups: StatsName[] = [
      'GROUP_GET_NUMS', 'GROUP_GET_SIZE', 'QUEUE_GET_NUMS', 'QUEUE_GET_SIZE', 'SNDBCK_PUT_NUMS', 'GROUP_GET_LATENCY',
    ]
    this.forget(ofGroups, (key) => key.endsWith(`@${group}`))
  }

  /** What was put and given until yesterday's and today's midnight (UTC), and until now. Original: BrokerStats */
  getTotals(): Readonly<Record<'yesterdayMorning' | 'todayMorning' | 'now', MorningTotals>> {
    this.noteMornings()
    return { yesterdayMorning: this.yesterdayMorning, todayMorning: this.todayMorning, now: this.totals() }
  }

  private totals(): MorningTotals {
    const total = (name: StatsName): number => this.getStatsItem(name, this.clusterName)?.getValue() ?? 0
    return { put: total('BROKER_PUT_NUMS_WITHOUT_SYSTEM_TOPIC'), get: total('BROKER_GET_NUMS_WITHOUT_SYSTEM_TOPIC') }
  }

  /** As with samples: nothing has changed since the midnights that have passed. Original: BrokerStats#record */
  private noteMornings(): void {
    const passed = Math.floor((this.now() - this.nextMorning) / DAY_MILLIS) + 1
    if (passed <= 0) return
    const totals = this.totals()
    this.yesterdayMorning = passed === 1 ? this.todayMorning : totals
    this.todayMorning = totals
    this.nextMorning += passed * DAY_MILLIS
  }

  private incTopicPut(topic: string, msgNum: number, size: number): void {
    this.inc('TOPIC_PUT_NUMS', topic, msgNum)
    this.inc('TOPIC_PUT_SIZE', topic, size)
  }

  /** As a whole, and without the topics of the system. How often is not counted. */
  private incBroker(name: 'BROKER_PUT_NUMS' | 'BROKER_GET_NUMS', topic: string, msgNum: number): void {
    this.noteMornings()
    this.inc(name, this.clusterName, msgNum, 0)
    if (!TopicValidator.isSystemTopic(topic)) this.inc(`${name}_WITHOUT_SYSTEM_TOPIC`, this.clusterName, msgNum, 0)
  }

  private inc(name: StatsName, key: string, value: number, times = 1): void {
    const items = this.statsTable.get(name)!
    const now = this.now()
    let item = items.get(key)
    if (item === undefined) items.set(key, (item = new StatsItem(this.beginTimestamp, now)))
    item.add(value, times, now)
  }

  private forget(names: readonly StatsName[], isMeant: (key: string) => boolean): void {
    for (const items of names.map((name) => this.statsTable.get(name)!)) {
      for (const key of [...items.keys()]) if (isMeant(key)) items.delete(key)
    }
  }

  private now(): number {
    return this.process.currentTimeMillis()
  }
}
