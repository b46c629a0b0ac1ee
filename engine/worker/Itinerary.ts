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
    for (const event of trace.index.threadEvents[thread] ?? []) {
      if (events.kind(event) !== EventKind.RESUME) continue
      for (let slice: Cursor | null = event; slice !== null && !slices.has(slice); slice = this.causeOf(slice)) {
        slices.add(slice)
      }
    }
    this.slices = [...slices].sort((one, other) => one - other)
  }

  /** The first statement of the next slice that has one; null when the event is not on the way, or at its end. */
  after(event: Cursor): Cursor | null {
    let place = this.placeOf(event)
    if (place === null) return null
    for (place++; place < this.slices.length; place++) {
      const first = this.statements(this.slices[place]!)[0]
      if (first !== undefined) return first
    }
    return null
  }

  /** The last statement of the slice before that has one; null when the event is not on the way, or at its beginning. */
  before(event: Cursor): Cursor | null {
    let place = this.placeOf(event)
    if (place === null) return null
    for (place--; place >= 0; place--) {
      const last = this.statements(this.slices[place]!).at(-1)
      if (last !== undefined) return last
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
