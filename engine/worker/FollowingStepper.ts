import { EventKind } from '../trace/EventKind'
import type { Trace } from '../trace/Trace'
import type { Cursor, StepKind } from './protocol'

/** What a thread waits for that another thread brings; a thread that slept was woken by the clock instead. */
const WOKEN_BY_OTHERS = new Set(['net', 'queue', 'future', 'latch', 'semaphore', 'lock', 'disk'])

/**
 * Steps that follow a call across threads and nodes. Within a thread they are the trace's own; but where a step into would
 * jump over the time that the thread spends waiting, it goes to whoever works meanwhile: over the wire into the broker's
 * threads and back.
 */
export class FollowingStepper {
  private readonly trace: Trace

  constructor(trace: Trace) {
    this.trace = trace
  }

  /** Where the step leads; null when there is nothing in that direction. */
  step(event: Cursor, kind: StepKind, back: boolean): Cursor | null {
    const { stepper } = this.trace
    switch (kind) {
      case 'into':
        return back ? this.backInto(event) : this.into(event)
      case 'over':
        return back ? stepper.stepBackOver(event) : stepper.stepOver(event)
      case 'out':
        return back ? stepper.stepBackOut(event) : stepper.stepOut(event)
    }
  }

  private into(event: Cursor): Cursor | null {
    const next = this.trace.stepper.stepInto(event)
    const pause = this.boundary(event, next ?? this.trace.length, 1)
    return pause === null ? next : (this.nextStatement(pause, next, 1) ?? next)
  }

  private backInto(event: Cursor): Cursor | null {
    const before = this.trace.stepper.stepBackInto(event)
    const resume = this.boundary(event, before ?? 0, -1)
    return resume === null ? before : (this.nextStatement(resume, before, -1) ?? before)
  }

  /** Where the thread stops running, or began to run, between two of its stops; null when it ran all the time. */
  private boundary(event: Cursor, limit: Cursor, direction: 1 | -1): Cursor | null {
    const { recording, index } = this.trace
    const events = index.threadEvents[recording.events.thread(event)]!
    for (let place = index.placeOf(event) + direction; place >= 0 && place < events.length; place += direction) {
      const at = events[place]!
      if (direction > 0 ? at >= limit : at <= limit) return null
      const kind = recording.events.kind(at)
      if (kind === (direction > 0 ? EventKind.PAUSE : EventKind.RESUME) || kind === EventKind.END) return at
    }
    return null
  }

  /** The nearest statement of a thread that somebody else has set going. */
  private nextStatement(from: Cursor, limit: Cursor | null, direction: 1 | -1): Cursor | null {
    const { recording, stepper } = this.trace
    const { events } = recording
    const end = limit ?? (direction > 0 ? events.length : -1)
    for (let event = from + direction; direction > 0 ? event < end : event > end; event += direction) {
      if (events.kind(event) === EventKind.STMT && stepper.isStop(event) && this.wasSetGoing(event)) return event
    }
    return null
  }

  /** Did the slice that the event is in begin because of another thread: with bytes, a task, a result? */
  private wasSetGoing(event: Cursor): boolean {
    const { recording, index } = this.trace
    const thread = recording.events.thread(event)
    if (thread === 0) return false
    const events = index.threadEvents[thread]!
    for (let place = index.placeOf(event); place >= 0; place--) {
      if (recording.events.kind(events[place]!) !== EventKind.PAUSE) continue
      return WOKEN_BY_OTHERS.has(this.trace.waitOf(events[place]!)?.wait ?? '')
    }
    return true
  }
}
