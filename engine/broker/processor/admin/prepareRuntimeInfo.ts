import { TopicValidator } from '../../../common/topic/TopicValidator'
import type { Blocking } from '../../../kernel/Blocking'
import type { ThreadPoolExecutor } from '../../../kernel/concurrent/ThreadPoolExecutor'
import { javaDouble } from '../../../kernel/java/javaDouble'
import { currentTimeMillis } from '../../../kernel/Process'
import type { DiskSpace } from '../../../ports/Disk'
import { castRunnable } from '../../../remoting/netty/RequestTask'
import { CURRENT_VERSION } from '../../../remoting/protocol/MQVersion'
import { diskSpaceUsedRatio } from '../../../store/clean/diskSpaceUsedRatio'
import type { TimerMessageStore } from '../../../store/timer/TimerMessageStore'
import type { BrokerController } from '../../BrokerController'
import { delayLevel2QueueId } from '../../schedule/delayLevel2QueueId'

const UNIT_BYTES = 1024
/** As large as Java can tell: 8 EiB. */
const LARGEST_DISK = 0x8000_0000 * 0x1_0000_0000
/** Of consumers that pop, whose requests no broker here takes. */
const ACK_THREAD_POOL_QUEUE_CAPACITY = 100_000

/**
 * Everything that a broker says of how it is, by name.
 * Original: AdminBrokerProcessor#prepareRuntimeInfo, DefaultMessageStore#getRuntimeInfo
 */
export function* prepareRuntimeInfo(brokerController: BrokerController): Blocking<Map<string, string>> {
  const store = brokerController.getMessageStore()
  const space = yield* store.pageCache.disk.space()
  return new Map([
    ...store.getStoreStatsService().getRuntimeInfo(),
    ...filesOf(brokerController, space),
    ...delaysOf(brokerController),
    ['brokerActive', String(brokerController.isSpecialServiceRunning())],
    ['brokerVersionDesc', 'V5_3_2'],
    ['brokerVersion', String(CURRENT_VERSION)],
    ...totalsOf(brokerController),
    ...timerOf(brokerController.getTimerMessageStore()),
    ...queuesOf(brokerController),
  ])
}

function filesOf(brokerController: BrokerController, space: DiskSpace): Array<[string, string]> {
  const store = brokerController.getMessageStore()
  const { messageStoreConfig, brokerConfig } = brokerController
  const ratio = javaDouble(diskSpaceUsedRatio(space))
  const [total, free] = [Math.min(space.total, LARGEST_DISK), Math.min(space.total - space.used, LARGEST_DISK)]
  const info: Array<[string, string]> = [
    [`commitLogDiskRatio_${messageStoreConfig.getStorePathCommitLog()}`, ratio],
    ['commitLogDiskRatio', ratio],
    ['consumeQueueDiskRatio', ratio],
    ['commitLogMinOffset', String(store.getMinPhyOffset())],
    ['commitLogMaxOffset', String(store.getMaxPhyOffset())],
    ['dispatchBehindBytes', String(store.dispatchBehindBytes())],
    ['pageCacheLockTimeMills', String(store.getCommitLog().lockTimeMills())],
    ['earliestMessageTimeStamp', String(store.getEarliestMessageTimeOfLog())],
    ['startAcceptSendRequestTimeStamp', String(brokerConfig.startAcceptSendRequestTimeStamp)],
    ['remainTransientStoreBufferNumbs', String(store.remainTransientStoreBufferNumbs())],
    ['remainHowManyDataToFlush', humanReadableByteCount(store.remainHowManyDataToFlush())],
    ['commitLogDirCapacity', `Total : ${humanReadableByteCount(total)}, Free : ${humanReadableByteCount(free)}.`],
  ]
  if (messageStoreConfig.isTransientStorePoolEnable()) {
    info.push(['remainHowManyDataToCommit', humanReadableByteCount(store.remainHowManyDataToCommit())])
  }
  return info
}

/** How far each delay level is. Original: ScheduleMessageService#buildRunningStats */
function delaysOf(brokerController: BrokerController): Array<[string, string]> {
  const store = brokerController.getMessageStore()
  return [...brokerController.getScheduleMessageService().getOffsetTable()].map(([level, offset]) => {
    const maxOffset = store.getMaxOffsetInQueue(TopicValidator.RMQ_SYS_SCHEDULE_TOPIC, delayLevel2QueueId(level))
    return [`scheduleMessageOffset_${level}`, `${offset},${maxOffset}`]
  })
}

function totalsOf(brokerController: BrokerController): Array<[string, string]> {
  const { yesterdayMorning, todayMorning, now } = brokerController.getBrokerStatsManager().getTotals()
  return [
    ['msgPutTotalYesterdayMorning', String(yesterdayMorning.put)],
    ['msgPutTotalTodayMorning', String(todayMorning.put)],
    ['msgPutTotalTodayNow', String(now.put)],
    ['msgGetTotalYesterdayMorning', String(yesterdayMorning.get)],
    ['msgGetTotalTodayMorning', String(todayMorning.get)],
    ['msgGetTotalTodayNow', String(now.get)],
  ]
}

/** A broker without a timing wheel. */
/** Nothing counts how many messages come onto the wheel and off it in a second. */
function timerOf(timer: TimerMessageStore | null): Array<[string, string]> {
  return [
    ['timerReadBehind', String(timer?.getDequeueBehind() ?? 0)],
    ['timerOffsetBehind', String(timer?.getEnqueueBehindMessages() ?? 0)],
    ['timerCongestNum', String(timer?.getAllCongestNum() ?? 0)],
    ['timerEnqueueTps', '0.0'],
    ['timerDequeueTps', '0.0'],
  ]
}

function queuesOf(brokerController: BrokerController): Array<[string, string]> {
  const { executors, brokerConfig: config } = brokerController
  return [
    ...queueOf('send', executors.sendMessage, config.sendThreadPoolQueueCapacity),
    ...queueOf('pull', executors.pullMessage, config.pullThreadPoolQueueCapacity),
    ...queueOf('litePull', executors.litePullMessage, config.litePullThreadPoolQueueCapacity),
    ...queueOf('query', executors.queryMessage, config.queryThreadPoolQueueCapacity),
    ...queueOf('ack', null, ACK_THREAD_POOL_QUEUE_CAPACITY),
    ['EndTransactionQueueSize', String(executors.endTransaction.getQueueSize())],
    ['EndTransactionThreadPoolQueueCapacity', String(config.endTransactionPoolQueueCapacity)],
  ]
}

function queueOf(name: string, pool: ThreadPoolExecutor | null, capacity: number): Array<[string, string]> {
  return [
    [`${name}ThreadPoolQueueSize`, String(pool?.getQueueSize() ?? 0)],
    [`${name}ThreadPoolQueueCapacity`, String(capacity)],
    [`${name}ThreadPoolQueueHeadWaitTimeMills`, String(pool === null ? 0 : headSlowTimeMills(pool))],
  ]
}

/** How long the first request in a queue has been waiting. Original: BrokerController#headSlowTimeMills */
function headSlowTimeMills(pool: ThreadPoolExecutor): number {
  const task = pool.getQueue().peek()
  const request = task === null ? null : castRunnable(task)
  return request === null ? 0 : Math.max(0, currentTimeMillis() - request.createTimestamp)
}

/** Original: MixAll#humanReadableByteCount */
function humanReadableByteCount(bytes: number): string {
  if (bytes < UNIT_BYTES) return `${bytes} B`
  let count = bytes
  let unit = -1
  for (; count >= UNIT_BYTES; count /= UNIT_BYTES) unit++
  return `${count.toFixed(1)} ${'KMGTPE'[unit]}iB`
}
