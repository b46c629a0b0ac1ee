import { expect, test } from 'vitest'
import { StatsItem } from '../../../../engine/store/stats/StatsItem'

const BEGIN = 1_700_000_000_000
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** The samples that a thread takes which looks every so often, as RocketMQ's does. */
class Watched {
  private readonly period: number
  private readonly kept: number
  private readonly samples: Array<{ at: number; value: number; times: number }> = []
  private next: number

  constructor(period: number, kept: number, next: number) {
    this.period = period
    this.kept = kept
    this.next = next
  }

  /** Called at each of its moments, before anything else happens then. */
  look(now: number, value: number, times: number): void {
    for (; this.next <= now; this.next += this.period) {
      if (this.samples.length === 0) this.samples.push({ at: this.next - this.period, value: 0, times: 0 })
      this.samples.push({ at: this.next, value, times })
      if (this.samples.length > this.kept) this.samples.shift()
    }
  }

  data(): object {
    const [first, last] = [this.samples[0], this.samples.at(-1)]
    if (first === undefined || last === undefined) return { sum: 0, tps: 0, avgpt: 0 }
    const [sum, times] = [last.value - first.value, last.times - first.times]
    return { sum, tps: (sum * 1000) / (last.at - first.at), avgpt: times > 0 ? sum / times : 0 }
  }
}

test('samples that are taken late are those that a thread would have taken in time', () => {
  const item = new StatsItem(BEGIN, BEGIN + 5 * SECOND)
  const minute = new Watched(10 * SECOND, 7, BEGIN + 10 * SECOND)
  const hour = new Watched(10 * MINUTE, 7, BEGIN + 10 * MINUTE)
  const day = new Watched(HOUR, 25, BEGIN + HOUR)
  let [value, times, seed] = [0, 0, 7]
  for (let now = BEGIN + 5 * SECOND; now < BEGIN + 30 * HOUR; ) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    // Short gaps, and now and then hours in which nothing happens.
    const gap = seed % 50 === 0 ? 5 * HOUR : 1 + (seed % (20 * MINUTE))
    now += gap
    // Nothing has been counted in the gap: whatever looks in it sees the same.
    for (const watched of [minute, hour, day]) watched.look(now, value, times)
    expect(item.getStatsDataInMinute(now)).toEqual(minute.data())
    expect(item.getStatsDataInHour(now)).toEqual(hour.data())
    expect(item.getStatsDataInDay(now)).toEqual(day.data())
    item.add(seed % 9, 1, now)
    value += seed % 9
    times++
  }
  expect(item.getValue()).toBe(value)
})

test('an item that was counted once has nothing to tell before its first sample, and then the whole of it', () => {
  const item = new StatsItem(BEGIN, BEGIN + 12 * SECOND)
  item.add(6, 1, BEGIN + 12 * SECOND)
  expect(item.getStatsDataInMinute(BEGIN + 19 * SECOND)).toEqual({ sum: 0, tps: 0, avgpt: 0 })
  expect(item.getStatsDataInMinute(BEGIN + 20 * SECOND)).toEqual({ sum: 6, tps: 0.6, avgpt: 6 })
  // Seven samples, ten seconds apart: after a minute of nothing there is nothing any more.
  expect(item.getStatsDataInMinute(BEGIN + 80 * SECOND)).toEqual({ sum: 0, tps: 0, avgpt: 0 })
})
