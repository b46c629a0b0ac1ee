// @notrace-file: counting goes on beside everything that a reader follows.
import { assert } from '../../kernel/assert'

/** What had been counted at some time (ms since 1970). Original: org.apache.rocketmq.common.stats.CallSnapshot. */
interface StatsSample {
  readonly timestamp: number
  readonly times: number
  readonly value: number
}

/** What was counted between the oldest sample and the youngest. Original: org.apache.rocketmq.common.stats.StatsSnapshot. */
export interface StatsSnapshot {
  readonly sum: number
  /** A second. */
  readonly tps: number
  /** Of one time that something was counted. */
  readonly avgpt: number
}

/** A row of samples: how far apart they are, in ms, and how many are kept. */
interface StatsSpan {
  readonly periodMillis: number
  readonly maxSamples: number
}

const MINUTE: StatsSpan = { periodMillis: 10 * 1000, maxSamples: 7 }
const HOUR: StatsSpan = { periodMillis: 10 * 60 * 1000, maxSamples: 7 }
const DAY: StatsSpan = { periodMillis: 60 * 60 * 1000, maxSamples: 25 }

/**
 * Counts something, and knows how much of it was in the last minute, hour and day. In RocketMQ a thread takes samples. Nothing changes
 * between two moments at which something is counted, so the samples that were due meanwhile are taken at the next such moment, or when
 * somebody asks: they are the same. Original: org.apache.rocketmq.common.stats.StatsItem.
 */
export class StatsItem {
  private value: number
  private times: number
  private readonly minute: StatsSamples
  private readonly hour: StatsSamples
  private readonly day: StatsSamples

  /** `beginTimestamp`: when the sampling began, in ms since 1970: with the broker. */
  constructor(beginTimestamp: number, now: number) {
    this.value = 0
    this.times = 0
    this.minute = new StatsSamples(MINUTE, beginTimestamp, now)
    this.hour = new StatsSamples(HOUR, beginTimestamp, now)
    this.day = new StatsSamples(DAY, beginTimestamp, now)
  }

  /** Original: StatsItemSet#addValue */
  add(value: number, times: number, now: number): void {
    this.takeSamples(now)
    this.value += value
    this.times += times
  }

  getValue(): number {
    return this.value
  }

  getStatsDataInMinute(now: number): StatsSnapshot {
    this.takeSamples(now)
    return this.minute.computeStatsData()
  }

  getStatsDataInHour(now: number): StatsSnapshot {
    this.takeSamples(now)
    return this.hour.computeStatsData()
  }

  getStatsDataInDay(now: number): StatsSnapshot {
    this.takeSamples(now)
    return this.day.computeStatsData()
  }

  private takeSamples(now: number): void {
    for (const samples of [this.minute, this.hour, this.day]) samples.catchUp(now, this.times, this.value)
  }
}

class StatsSamples {
  private readonly span: StatsSpan
  private readonly samples: StatsSample[]
  /** When the next sample is due. */
  private nextTimestamp: number

  constructor(span: StatsSpan, beginTimestamp: number, now: number) {
    const periods = Math.floor((now - beginTimestamp) / span.periodMillis) + 1
    this.span = span
    this.samples = []
    this.nextTimestamp = beginTimestamp + periods * span.periodMillis
  }

  /** Takes the samples that were due until now; with the first comes one from before there was anything. Original: StatsItem#samplingInSeconds */
  catchUp(now: number, times: number, value: number): void {
    const { periodMillis, maxSamples } = this.span
    const due = Math.floor((now - this.nextTimestamp) / periodMillis) + 1
    if (due <= 0) return
    // What would not be kept need not be taken.
    this.nextTimestamp += Math.max(0, due - maxSamples) * periodMillis
    for (; this.nextTimestamp <= now; this.nextTimestamp += periodMillis) {
      if (this.samples.length === 0) this.samples.push({ timestamp: this.nextTimestamp - periodMillis, times: 0, value: 0 })
      this.samples.push({ timestamp: this.nextTimestamp, times, value })
      if (this.samples.length > maxSamples) this.samples.shift()
    }
    assert(this.samples.length <= maxSamples, 'only so many samples are kept', this.samples.length)
  }

  /** Original: StatsItem#computeStatsData */
  computeStatsData(): StatsSnapshot {
    const [first, last] = [this.samples[0], this.samples.at(-1)]
    if (first === undefined || last === undefined) return { sum: 0, tps: 0, avgpt: 0 }
    assert(last.timestamp > first.timestamp, 'samples lie apart', first.timestamp, last.timestamp)
    const sum = last.value - first.value
    const times = last.times - first.times
    return { sum, tps: (sum * 1000) / (last.timestamp - first.timestamp), avgpt: times > 0 ? sum / times : 0 }
  }
}
