import type { EventKind as Kind } from './EventKind'
import { EventKind } from './EventKind'
import type { Recording } from './Recording'
import type { SiteTable } from './SiteTable'
import type { TraceIndex } from './TraceIndex'

export type Direction = 1 | -1

/**
 * What a debugger has, forwards and backwards, as movements of a cursor over the trace. The cursor is an event; at a
 * statement's event that statement is about to run. All steps stay within the thread of the cursor, and stop
 *
 * - at statements,
 * - at the beginning and the end of a method where the thread's statements are not recorded,
 * - where the thread ends or is killed.
 *
 * A step that has nowhere to go gives null.
 */
export class Stepper {
  private readonly recording: Recording
  private readonly index: TraceIndex
  private readonly sites: SiteTable
  /** By thread: are any of its statements recorded? */
  private readonly hasStatements: boolean[]

  constructor(recording: Recording, index: TraceIndex, sites: SiteTable) {
    this.recording = recording
    this.index = index
    this.sites = sites
    this.hasStatements = index.threadEvents.map((events) => {
      return events.some((event) => recording.events.kind(event) === EventKind.STMT)
    })
  }

  /** To the next stop, in whatever method. */
  stepInto(event: number): number | null {
    return this.scan(event, 1, () => true)
  }

  /** The nearest stop of the thread after or before the event that is accepted; null when there is none. */
  next(event: number, direction: Direction, accepts: (event: number) => boolean): number | null {
    return this.scan(event, direction, accepts)
  }

  /** To the next stop in the same call of the same method, or in one that called it. */
  stepOver(event: number): number | null {
    return this.scan(event, 1, this.sameCallOrCaller(event))
  }

  /** To the next stop in a method that called this one. */
  stepOut(event: number): number | null {
    return this.scan(event, 1, this.caller(event))
  }

  /** To the stop before, in whatever method: undoes {@link stepInto}. */
  stepBackInto(event: number): number | null {
    return this.scan(event, -1, () => true)
  }

  /** To the stop before in the same call, or at its beginning to the statement that made the call. */
  stepBackOver(event: number): number | null {
    return this.scan(event, -1, this.sameCallOrCaller(event))
  }

  /** To the statement that called this method. */
  stepBackOut(event: number): number | null {
    return this.scan(event, -1, this.caller(event))
  }

  /** The nearest moment, after or before `from` and in any thread, at which that line is about to run. */
  runTo(file: string, line: number, from: number, direction: Direction): number | null {
    const wanted = new Set(this.sites.sitesAt(file, line))
    if (wanted.size === 0) return null
    const { events } = this.recording
    for (let event = from + direction; event >= 0 && event < events.length; event += direction) {
      const kind = events.kind(event)
      if ((kind === EventKind.STMT || kind === EventKind.ENTER) && wanted.has(events.site(event))) return event
    }
    return null
  }

  /** The nearest event of a kind after or before `from`, in one thread or in any. */
  nextEvent(kind: Kind, from: number, direction: Direction = 1, thread?: number): number | null {
    const { events } = this.recording
    for (let event = from + direction; event >= 0 && event < events.length; event += direction) {
      if (events.kind(event) === kind && (thread === undefined || events.thread(event) === thread)) return event
    }
    return null
  }

  /** The first stop of a thread at or after `from`: where the cursor goes when another thread is chosen. */
  firstStop(thread: number, from: number): number | null {
    const events = this.index.threadEvents[thread]
    return events?.find((event) => event >= from && this.isStop(event)) ?? null
  }

  /** May the cursor stop there? */
  isStop(event: number): boolean {
    const { events } = this.recording
    switch (events.kind(event)) {
      case EventKind.STMT:
      case EventKind.END:
      case EventKind.KILL:
        return true
      case EventKind.ENTER:
      case EventKind.EXIT:
        return this.hasStatements[events.thread(event)] !== true
      default:
        return false
    }
  }

  private scan(from: number, direction: Direction, accepts: (event: number) => boolean): number | null {
    const events = this.index.threadEvents[this.recording.events.thread(from)]!
    for (let place = this.index.placeOf(from) + direction; place >= 0 && place < events.length; place += direction) {
      if (this.isStop(events[place]!) && accepts(events[place]!)) return events[place]!
    }
    return null
  }

  /**
   * A sibling that was called after this method had returned is as deep, but neither this call nor a caller of it, so
   * stepping over never lands there; nor in an expression function that the method hands to another.
   */
  private sameCallOrCaller(from: number): (event: number) => boolean {
    const { index } = this
    const frame = index.frameOf(from)
    const isForeign = index.isForeign(from)
    const isAbove = this.caller(from)
    return (event) => isAbove(event) || (index.frameOf(event) === frame && (isForeign || !index.isForeign(event)))
  }

  private caller(from: number): (event: number) => boolean {
    const { index } = this
    const { events } = this.recording
    const depth = events.depth(from)
    const frame = index.isForeign(from) ? index.frameOf(from) : null
    return (event) => {
      if (events.depth(event) < depth || this.isEnd(event)) return true
      return frame !== null && index.frameOf(event) === frame && !index.isForeign(event)
    }
  }

  private isEnd(event: number): boolean {
    const kind = this.recording.events.kind(event)
    return kind === EventKind.END || kind === EventKind.KILL
  }
}
