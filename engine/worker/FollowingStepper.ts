import { EventKind } from '../trace/EventKind'
import type { Trace } from '../trace/Trace'
import { Itinerary } from './Itinerary'
import type { Cursor, StepKind } from './protocol'

/**
 * Steps that follow a call across threads and nodes. Within a thread they are the trace's own; but where a step into would
 * jump over the time that the thread spends waiting, it follows the threads that work on what it waits for:
 * over the wire into the broker's threads and back.
 */
export class FollowingStepper {
  private readonly trace: Trace
  private readonly itinerary: Itinerary

  /** `thread`: the one that makes the application's calls. */
  constructor(trace: Trace, thread: number) {
    this.trace = trace
    this.itinerary = new Itinerary(trace, thread)
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
    return this.waits(event, next ?? this.trace.length, 1) ? (this.itinerary.after(event) ?? next) : next
  }

  private backInto(event: Cursor): Cursor | null {
    const before = this.trace.stepper.stepBackInto(event)
    return this.waits(event, before ?? -1, -1) ? (this.itinerary.before(event) ?? before) : before
  }

  /** Does the thread stop running, or has it not run yet, somewhere between an event of it and the limit? */
  private waits(event: Cursor, limit: Cursor, direction: 1 | -1): boolean {
    const { recording, index } = this.trace
    const events = index.threadEvents[recording.events.thread(event)]!
    for (let place = index.placeOf(event) + direction; place >= 0 && place < events.length; place += direction) {
      const at = events[place]!
      if (direction > 0 ? at >= limit : at <= limit) return false
      const kind = recording.events.kind(at)
      if (kind === (direction > 0 ? EventKind.PAUSE : EventKind.RESUME) || kind === EventKind.END) return true
    }
    return false
  }
}
