// @notrace-file: counting goes on beside everything that a reader follows.
import type { StatsSnapshot, StatsSpan } from './StatsSamples'
import { StatsSamples } from './StatsSamples'

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
