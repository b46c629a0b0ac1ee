import { EventKind } from '../trace/EventKind'
import type { Trace } from '../trace/Trace'
import { lastAtMost } from '../trace/ClockMarks'
import type { Cursor } from './protocol'

/**
 * The way of the application's calls through the cluster: the slices of the thread that makes them, and whenever it waits,
 * the slices of other threads that led to its going on, be it in the same process or beyond the wire. It is found from
 * behind: because of whom did this slice begin, and because of whom that one?
 */
export class Itinerary {
  private readonly trace: Trace
  /** The RESUME events of the slices, ascending. */
  private readonly slices: readonly Cursor[]

  constructor(trace: Trace, thread: number) {
    this.trace = trace
    const slices = new Set<Cursor>()
    const { events } = trace.recording
    // What was before the thread's own last slice is not what it waited for.
    let before = -1
    for (const event of trace.index.threadEvents[thread] ?? []) {
      if (events.kind(event) !== EventKind.RESUME) continue
      for (let slice: Cursor | null = event; slice !== null && slice > before; slice = this.causeOf(slice)) {
        slices.add(slice)
      }
      before = event
    }
    this.slices = [...slices].sort((one, other) => one - other)
  }

  /**
   * The nearest wanted statement of the slices after (1) or before (-1) the one that the event is in; null when there is none, or
   * when the event is not on the way.
   */
  find(event: Cursor, direction: 1 | -1, isWanted: (event: Cursor) => boolean): Cursor | null {
    const start = this.placeOf(event)
    if (start === null) return null
    for (let place = start + direction; place >= 0 && place < this.slices.length; place += direction) {
      const statements = this.statements(this.slices[place]!)
      const found = direction > 0 ? statements.find(isWanted) : statements.findLast(isWanted)
      if (found !== undefined) return found
    }
    return null
  }

  /** The slice in which the reason is found why a slice began; null when there is none. */
  private causeOf(resume: Cursor): Cursor | null {
    const cause = this.trace.recording.causes.get(resume)
    return cause === undefined ? null : this.sliceOf(cause)
  }

  /** The RESUME of the slice that an event is in; null for what happens outside of threads. */
  private sliceOf(event: Cursor): Cursor | null {
    const { recording, index } = this.trace
    const thread = recording.events.thread(event)
    if (thread === 0) return null
    const events = index.threadEvents[thread]!
    for (let place = index.placeOf(event); place >= 0; place--) {
      if (recording.events.kind(events[place]!) === EventKind.RESUME) return events[place]!
    }
    return null
  }

  private placeOf(event: Cursor): number | null {
    const slice = this.sliceOf(event)
    if (slice === null) return null
    const place = lastAtMost(this.slices, slice)
    return this.slices[place] === slice ? place : null
  }

  private statements(resume: Cursor): Cursor[] {
    const { recording, index, stepper } = this.trace
    const { events } = recording
    const ofThread = index.threadEvents[events.thread(resume)]!
    const found: Cursor[] = []
    for (let place = index.placeOf(resume) + 1; place < ofThread.length; place++) {
      const event = ofThread[place]!
      if (events.kind(event) === EventKind.RESUME) break
      if (events.kind(event) === EventKind.STMT && stepper.isStop(event)) found.push(event)
    }
    return found
  }
}
