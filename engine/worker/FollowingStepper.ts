import { EventKind } from '../trace/EventKind'
import type { Trace } from '../trace/Trace'
import type { LessonFocus } from './LessonFocus'
import { Itinerary } from './Itinerary'
import type { Cursor, StepKind } from './protocol'

type Direction = 1 | -1

/**
 * Steps that follow a call across threads and nodes. Within a thread they are the trace's own; but where a step into would
 * jump over the time that the thread spends waiting, it follows the threads that work on what it waits for:
 * over the wire into the broker's threads and back.
 *
 * A step into stops only in what the focus has in view, and in the method in which the cursor is already.
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
  step(event: Cursor, kind: StepKind, back: boolean, focus: LessonFocus): Cursor | null {
    const { stepper } = this.trace
    switch (kind) {
      case 'into':
        return this.into(event, back ? -1 : 1, focus)
      case 'over':
        return back ? stepper.stepBackOver(event) : stepper.stepOver(event)
      case 'out':
        return back ? stepper.stepBackOut(event) : stepper.stepOut(event)
    }
  }

  /** The next statement on the way of the application's calls that another node runs; null if none comes. */
  nextNode(event: Cursor, back: boolean, focus: LessonFocus): Cursor | null {
    const { threads, events } = this.trace.recording
    const nodeOf = (at: Cursor): string => threads[events.thread(at)]?.process ?? ''
    const here = nodeOf(event)
    return this.itinerary.find(event, back ? -1 : 1, (at) => nodeOf(at) !== here && focus.has(at))
  }

  private into(event: Cursor, direction: Direction, focus: LessonFocus): Cursor | null {
    const isWanted = focus.with(event)
    const next = this.trace.stepper.next(event, direction, isWanted)
    const limit = next ?? (direction > 0 ? this.trace.length : -1)
    return this.waits(event, limit, direction) ? (this.itinerary.find(event, direction, isWanted) ?? next) : next
  }

  /** Does the thread stop running, or has it not run yet, somewhere between an event of it and the limit? */
  private waits(event: Cursor, limit: Cursor, direction: Direction): boolean {
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
