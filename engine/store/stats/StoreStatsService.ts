// @notrace-file: counting goes on beside everything that a reader follows.
import { javaDouble } from '../../kernel/java/javaDouble'
import type { Process } from '../../kernel/Process'
import type { PutMessageResult } from '../put/PutMessageResult'

const FREQUENCY_OF_SAMPLING = 1000
const MAX_RECORDS_OF_SAMPLING = 60 * 10
const PRINT_TPS_INTERVAL_MILLIS = 60 * 1000
/** Spans of time over which calls a second are told, in seconds. */
const SPANS_SECONDS = [10, 60, 600]
/** How long puts took: up to each of these times in ms, and longer. Original: StoreStatsService#PUT_MESSAGE_ENTIRE_TIME_MAX_DESC */
const DISTRIBUTION: ReadonlyArray<readonly [text: string, below: number]> = [
  ['[<=0ms]', 1], ['[0~10ms]', 10], ['[10~50ms]', 50], ['[50~100ms]', 100], ['[100~200ms]', 200], ['[200~500ms]', 500],
  ['[500ms~1s]', 1000], ['[1~2s]', 2000], ['[2~3s]', 3000], ['[3~4s]', 4000], ['[4~5s]', 5000], ['[5~10s]', 10_000], ['[10s~]', Infinity],
]
/**
 * Finer, for the latencies: widths in ms, and the number of buckets of that width.
 * Original: StoreStatsService#PUT_MESSAGE_ENTIRE_TIME_BUCKETS
 */
const BUCKETS: ReadonlyArray<readonly [width: number, count: number]> = [
  [1, 20], [2, 15], [5, 10], [10, 10], [50, 6], [100, 5], [1000, 9],
]
const BUCKET_ENDS: readonly number[] = [...bucketEnds(), Infinity]

/** Calls since the start, as they were at some time (ms since 1970). Original: StoreStatsService.CallSnapshot. */
interface Calls {
  readonly timestamp: number
  readonly put: number
  readonly found: number
  readonly missed: number
  readonly transferred: number
}

/** How long puts took in one minute: how many fell into each bucket. */
interface Latencies {
  readonly distribution: number[]
  readonly buckets: number[]
}

/**
 * Counts what the store does. As in StatsItem, the samples that a thread takes in RocketMQ once a second are taken when something is
 * counted or asked. Original: org.apache.rocketmq.store.StoreStatsService.
 */
export class StoreStatsService {
  private readonly process: Process
  private readonly messageStoreBootTimestamp: number
  private putMessageTimesTotal: number
  private putMessageSizeTotal: number
  private putMessageFailedTimes: number
  private putMessageEntireTimeMax: number
  private getMessageTimesTotalFound: number
  private getMessageTimesTotalMiss: number
  private getMessageTransferredMsgCount: number
  private samples: Calls[]
  private nextSampleTimestamp: number
  private lastPrintTimestamp: number
  private latencies: Latencies
  /** Of the minute before; null in the first one. */
  private lastLatencies: Latencies | null

  constructor(process: Process) {
    this.process = process
    this.messageStoreBootTimestamp = process.currentTimeMillis()
    this.putMessageTimesTotal = 0
    this.putMessageSizeTotal = 0
    this.putMessageFailedTimes = 0
    this.putMessageEntireTimeMax = 0
    this.getMessageTimesTotalFound = 0
    this.getMessageTimesTotalMiss = 0
    this.getMessageTransferredMsgCount = 0
    this.samples = []
    this.nextSampleTimestamp = this.messageStoreBootTimestamp + FREQUENCY_OF_SAMPLING
    this.lastPrintTimestamp = this.messageStoreBootTimestamp
    this.latencies = noLatencies()
    this.lastLatencies = null
  }

  /** A message or a batch was put, `beginTime` (ms since 1970) is when that began. Original: DefaultMessageStore#asyncPutMessage */
  countPut(result: PutMessageResult, beginTime: number): void {
    this.catchUp()
    const appended = result.appendMessageResult
    if (appended?.isOk() === true) {
      this.putMessageTimesTotal += appended.msgNum
      this.putMessageSizeTotal += appended.wroteBytes
    }
    const millis = this.process.currentTimeMillis() - beginTime
    this.putMessageEntireTimeMax = Math.max(this.putMessageEntireTimeMax, millis)
    this.latencies.distribution[DISTRIBUTION.findIndex(([, below]) => millis < below)]!++
    this.latencies.buckets[BUCKET_ENDS.findIndex((end) => millis <= end)]!++
    if (!result.isOk()) this.putMessageFailedTimes++
  }

  /** Original: DefaultMessageStore#getMessage */
  countGet(isFound: boolean, msgNum: number): void {
    this.catchUp()
    if (isFound) this.getMessageTimesTotalFound++
    else this.getMessageTimesTotalMiss++
    this.getMessageTransferredMsgCount += msgNum
  }

  /** Original: StoreStatsService#getRuntimeInfo */
  getRuntimeInfo(): Map<string, string> {
    this.catchUp()
    // A store without messages says that it has one, as in the original.
    const totalTimes = Math.max(1, this.putMessageTimesTotal)
    return new Map([
      ['bootTimestamp', String(this.messageStoreBootTimestamp)],
      ['runtime', this.getFormatRuntime()],
      ['putMessageEntireTimeMax', String(this.putMessageEntireTimeMax)],
      ['putMessageTimesTotal', String(totalTimes)],
      ['putMessageFailedTimes', String(this.putMessageFailedTimes)],
      ['putMessageSizeTotal', String(this.putMessageSizeTotal)],
      ['putMessageDistributeTime', this.putMessageDistributeTimeToString()],
      ['putMessageAverageSize', javaDouble(this.putMessageSizeTotal / totalTimes)],
      ['dispatchMaxBuffer', '0'],
      ['getMessageEntireTimeMax', '0'],
      ['putTps', this.tpsText(({ put }) => put)],
      ['getFoundTps', this.tpsText(({ found }) => found)],
      ['getMissTps', this.tpsText(({ missed }) => missed)],
      ['getTotalTps', this.totalTpsText()],
      ['getTransferredTps', this.tpsText(({ transferred }) => transferred)],
      ['putLatency99', this.findPutMessageEntireTimePX(0.99).toFixed(2)],
      ['putLatency999', this.findPutMessageEntireTimePX(0.999).toFixed(2)],
    ])
  }

  /** Takes the samples that were due until now, and begins a new minute where one was over. Original: StoreStatsService#run */
  private catchUp(): void {
    const now = this.process.currentTimeMillis()
    // What would not be kept need not be taken.
    const oldest = now - (MAX_RECORDS_OF_SAMPLING + 1) * FREQUENCY_OF_SAMPLING
    const skipped = Math.max(0, Math.floor((oldest - this.nextSampleTimestamp) / FREQUENCY_OF_SAMPLING))
    this.nextSampleTimestamp += skipped * FREQUENCY_OF_SAMPLING
    while (this.nextSampleTimestamp <= now) {
      this.sampling(this.nextSampleTimestamp)
      this.nextSampleTimestamp += FREQUENCY_OF_SAMPLING
    }
    if (this.samples.length <= 2 * MAX_RECORDS_OF_SAMPLING) return
    this.samples = this.samples.slice(-(MAX_RECORDS_OF_SAMPLING + 1))
  }

  private sampling(timestamp: number): void {
    this.samples.push({
      timestamp,
      put: this.putMessageTimesTotal,
      found: this.getMessageTimesTotalFound,
      missed: this.getMessageTimesTotalMiss,
      transferred: this.getMessageTransferredMsgCount,
    })
    if (timestamp <= this.lastPrintTimestamp + PRINT_TPS_INTERVAL_MILLIS) return
    this.lastPrintTimestamp = timestamp
    this.lastLatencies = this.latencies
    this.latencies = noLatencies()
  }

  /** Null when the store has not run for that long. */
  private tps(seconds: number, callsOf: (calls: Calls) => number): number | null {
    const [last, before] = [this.samples.at(-1), this.samples.at(-(seconds + 1))]
    if (last === undefined || before === undefined) return null
    return (1000 * (callsOf(last) - callsOf(before))) / (last.timestamp - before.timestamp)
  }

  private tpsText(callsOf: (calls: Calls) => number): string {
    return SPANS_SECONDS.map((seconds) => {
      const tps = this.tps(seconds, callsOf)
      return tps === null ? '' : javaDouble(tps)
    }).join(' ')
  }

  private totalTpsText(): string {
    const callsOf = ({ found, missed }: Calls): number => found + missed
    return SPANS_SECONDS.map((seconds) => javaDouble(this.tps(seconds, callsOf) ?? 0)).join(' ')
  }

  /** Original: StoreStatsService#getFormatRuntime */
  private getFormatRuntime(): string {
    const seconds = Math.floor((this.process.currentTimeMillis() - this.messageStoreBootTimestamp) / 1000)
    const [days, hours] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24]
    const minutes = Math.floor(seconds / 60) % 60
    return `[ ${days} days, ${hours} hours, ${minutes} minutes, ${seconds % 60} seconds ]`
  }

  private putMessageDistributeTimeToString(): string {
    if (this.lastLatencies === null) return 'null'
    return DISTRIBUTION.map(([text], index) => `${text}:${this.lastLatencies!.distribution[index]} `).join('')
  }

  /** The time in ms that the given part of the last minute's puts did not exceed. Original: StoreStatsService#findPutMessageEntireTimePX */
  private findPutMessageEntireTimePX(part: number): number {
    const counts = this.lastLatencies?.buckets ?? []
    const wanted = Math.floor(counts.reduce((sum, count) => sum + count, 0) * part)
    let passed = 0
    for (const [index, count] of counts.entries()) {
      if (wanted > passed + count) passed += count
      else {
        const begin = index === 0 ? 0 : BUCKET_ENDS[index - 1]!
        const width = BUCKET_ENDS[index]! - begin
        return begin + (count === 0 ? 0 : (width * (wanted - passed)) / count)
      }
    }
    return 0
  }
}

function noLatencies(): Latencies {
  return { distribution: DISTRIBUTION.map(() => 0), buckets: BUCKET_ENDS.map(() => 0) }
}

function bucketEnds(): number[] {
  const ends: number[] = []
  for (const [width, count] of BUCKETS) {
    for (let number = 0; number < count; number++) ends.push((ends.at(-1) ?? 0) + width)
  }
  return ends
}
