import type { Fault } from '../../../engine/worker/protocol'

/** A step of a lesson as the page has it. */
export interface LessonStep {
  readonly id: string
  readonly title: string
  /** Where the run is when the step is read, as the run understands it. */
  readonly anchor: string
  /** What it speaks of and the sequence diagram draws: classes, and methods as `Class#method`. */
  readonly spoken: readonly string[]
}

export interface Lesson {
  /** Its folder in `content/lessons`. */
  readonly slug: string
  readonly scenario: string
  /** Of the lesson's own run; a link may ask for another. */
  readonly seed: number
  readonly steps: readonly LessonStep[]
  /** The methods and files that the lesson is about, such as `client/Validators#checkMessage`, or null if all of it is. */
  readonly focus: readonly string[] | null
  /** Other places that the text leads to, by name. */
  readonly places: Readonly<Record<string, string>>
}

/** What `Run it and see` does. */
export type Experiment =
  /** Goes to one of the lesson's places. */
  | { readonly type: 'go'; readonly to: string }
  /** Kills the process that the cursor is in and goes to one of the lesson's places in the new run. */
  | { readonly type: 'kill-here'; readonly then: string }
  /** Takes another option at one point of the scenario and goes to one of the lesson's places in the new run. */
  | { readonly type: 'variant'; readonly name: string; readonly option: string; readonly then: string }
  /** The same to a node, at another of the lesson's places, and starts it again three seconds later. */
  | { readonly type: 'restart'; readonly node: string; readonly at: string; readonly then: string }
  /** Breaks something at one of the lesson's places and goes to another in the new run. */
  | { readonly type: 'break'; readonly fault: Fault; readonly at: string; readonly then: string }
