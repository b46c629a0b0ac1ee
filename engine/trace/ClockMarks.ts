import { assert } from '../kernel/assert'

/**
 * What the clock showed: a mark whenever virtual time or the number of the slice has changed, before the event it
 * belongs to. All events up to the next mark happened at that instant.
 */
export class ClockMarks {
  private readonly events: number[]
  private readonly times: number[]
  private readonly slices: number[]

  constructor() {
    this.events = []
    this.times = []
    this.slices = []
  }

  get length(): number {
    return this.events.length
  }

  /** A copy of the marks so far. */
  copy(): ClockMarks {
    const copy = new ClockMarks()
    for (const [event, time, slice] of this) copy.add(event, time, slice)
    return copy
  }

  /** @param time virtual time in µs */
  add(event: number, time: number, slice: number): void {
    const last = this.length - 1
    assert(last < 0 || event >= this.events[last]!, 'marks of the clock stand in the order of the events', event)
    assert(last < 0 || time >= this.times[last]!, 'virtual time never runs backwards', time)
    assert(last < 0 || slice >= this.slices[last]!, 'slices are counted upwards', slice)
    this.events.push(event)
    this.times.push(time)
    this.slices.push(slice)
  }

  /** Virtual time of an event, in µs; 0 before the first mark. */
  timeOf(event: number): number {
    return this.times[lastAtMost(this.events, event)] ?? 0
  }

  /** The number of the slice that an event is in, or that was the last to begin before it. */
  sliceOf(event: number): number {
    return this.slices[lastAtMost(this.events, event)] ?? 0
  }

  /** The first event of the first mark that shows this slice; null when it isn't in the recording. */
  eventOfSlice(slice: number): number | null {
    const index = lastAtMost(this.slices, slice - 1) + 1
    return this.slices[index] === slice ? this.events[index]! : null
  }

  /** The first event after `time` (µs), or `end` when there is none. */
  firstEventAfter(time: number, end: number): number {
    return this.events[lastAtMost(this.times, time) + 1] ?? end
  }

  /** Event, time and slice of each mark. */
  *[Symbol.iterator](): IterableIterator<readonly [number, number, number]> {
    for (let index = 0; index < this.length; index++) {
      yield [this.events[index]!, this.times[index]!, this.slices[index]!]
    }
  }
}

/** The index of the last number that is not above `limit` in an ascending list; -1 when all are. */
export function lastAtMost(ascending: ArrayLike<number>, limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}
