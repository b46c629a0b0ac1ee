import { assert } from '../kernel/assert'

/** As many slices of one thread make a treadmill, if nothing comes of them. */
const MAX_SLICES = 10_000
/** They must follow so closely, in µs of virtual time: a thread that looks for work every 10 ms is no treadmill. */
const WITHIN_MICROS = 10_000_000

/** What a thread has done since something last came of it. */
interface Walk {
  slices: number
  /** Virtual time of the first of them, in µs. */
  since: number
}

/**
 * Notices a thread that does the same for ever: one slice after the other, and nothing that an event tells of. A real broker
 * may do so for days; in a recording it is the same page a million times.
 */
export class Treadmill {
  private readonly walks: Map<number, Walk>

  constructor() {
    this.walks = new Map()
  }

  /**
   * To be called after every slice.
   * @param now virtual time in µs
   * @param hasEffect whether the slice has brought about any event
   * @returns whether that thread is on a treadmill
   */
  sliceEnded(thread: number, now: number, hasEffect: boolean): boolean {
    const walk = this.walks.get(thread)
    if (walk === undefined || hasEffect) {
      this.walks.set(thread, { slices: 0, since: now })
      return false
    }
    assert(now >= walk.since, 'virtual time never runs backwards')
    walk.slices++
    if (walk.slices < MAX_SLICES) return false
    const isTreadmill = now - walk.since <= WITHIN_MICROS
    this.walks.set(thread, { slices: 0, since: now })
    return isTreadmill
  }
}
