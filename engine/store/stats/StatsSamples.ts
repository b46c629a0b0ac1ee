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
export interface StatsSpan {
  readonly periodMillis: number
  readonly maxSamples: number
}

/** The samples of one item, for one of its spans. Original: the lists of org.apache.rocketmq.common.stats.StatsItem. */
export class StatsSamples {
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

  /**
   * Takes the samples that were due until now; with the first comes one from before there was anything.
   * Original: StatsItem#samplingInSeconds, #samplingInMinutes, #samplingInHour
   */
  catchUp(now: number, times: number, value: number): void {
    const { periodMillis, maxSamples } = this.span
    const due = Math.floor((now - this.nextTimestamp) / periodMillis) + 1
    if (due <= 0) return
    // What would not be kept need not be taken.
    this.nextTimestamp += Math.max(0, due - maxSamples) * periodMillis
    for (; this.nextTimestamp <= now; this.nextTimestamp += periodMillis) {
      const isFirst = this.samples.length === 0
      if (isFirst) this.samples.push({ timestamp: this.nextTimestamp - periodMillis, times: 0, value: 0 })
      this.samples.push({ timestamp: this.nextTimestamp, times, value })
      if (this.samples.length > maxSamples) this.samples.shift()
    }
    assert(this.samples.length <= maxSamples, 'the oldest samples are dropped', this.samples.length)
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
