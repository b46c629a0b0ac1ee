import type { Scenario } from '../cluster/Scenario'
import { EventKind } from '../trace/EventKind'
import type { Contents, Question } from '../trace/DeepValues'
import type { Trace } from '../trace/Trace'
import type { NamedValue } from '../trace/ValueReader'
import type { ValueTree } from '../trace/ValueTree'
import { Changes } from './Changes'
import { describeFrame } from './describeFrame'
import { LessonFocus } from './LessonFocus'
import { FollowingStepper } from './FollowingStepper'
import { MomentBuilder, startOfSlice } from './MomentBuilder'
import type { FrameJourney } from './model/buildFrames'
import type {
  Asker, CallOutcome, ChangeFound, Cursor, FrameView, Milestone, Moment, RunModel, ShownContents, ShownObject, StepKind,
  ValueSlot, VariablesOf,
} from './protocol'
import type { Pace, RunAgain } from './RunAgain'
import { Inspections } from './Inspections'
import { ObjectPictures } from './ObjectPictures'
import type { Repetition } from './Repetition'
import { resolveAnchor } from './resolveAnchor'
import { StoreInspector } from './StoreInspector'

/** Of objects, in previews. */
const NUMBERS = /#\d+/g

/** What paths begin with that lead into what a call has given back. */
const OUTCOMES: ReadonlySet<string> = new Set<CallOutcome['kind']>(['return', 'throw'])

/** Events that are captured in one go: few enough that no reader notices. */
const EVENTS_AHEAD = 8192

/** A recorded run, or the beginning of one that is still being made, and everything that can be asked of it. */
export class RunSession {
  readonly model: Omit<RunModel, 'anchors'>
  readonly trace: Trace
  private readonly frames: readonly FrameJourney[]
  private readonly values: Repetition
  private readonly moments: MomentBuilder
  private readonly stepper: FollowingStepper
  private readonly scenario: Scenario
  private readonly inspections: Inspections
  private readonly changes: Changes
  private readonly pictures: ObjectPictures
  private inspector: StoreInspector | null

  constructor(
    trace: Trace,
    model: Omit<RunModel, 'anchors'>,
    frames: readonly FrameJourney[],
    values: Repetition,
    scenario: Scenario,
    again: RunAgain,
  ) {
    this.trace = trace
    this.model = model
    this.frames = frames
    this.values = values
    this.moments = new MomentBuilder(trace, values, model, frames)
    this.stepper = new FollowingStepper(trace, model.mainThread)
    this.scenario = scenario
    this.inspections = new Inspections(trace.sites, again)
    this.changes = new Changes(trace, again)
    this.pictures = new ObjectPictures(trace.sites, again)
    this.inspector = null
  }

  /** The files of the run; made when somebody first asks for them. */
  get store(): StoreInspector {
    this.inspector ??= new StoreInspector(this.trace, this.scenario, this.frames)
    return this.inspector
  }

  /** Up to here, but not including it, every answer is the one that the whole run gives. */
  get firmUntil(): Cursor {
    const { trace, model } = this
    if (model.isWhole) return trace.length
    // Only when the followed thread goes on does the recording tell which other thread woke it.
    return trace.stepper.nextEvent(EventKind.RESUME, trace.length, -1, model.mainThread) ?? 0
  }

  /** The model with the cursors that the anchors stand for in this run. */
  modelWith(anchors: readonly string[]): RunModel {
    // With consumers there is something to be seen long before the first message.
    const hasConsumers = this.model.nodes.some(({ role }) => role === 'consumer')
    const firstSend = this.model.calls.find((call) => call.label.startsWith('producer.send'))?.from ?? 0
    const start = hasConsumers ? 0 : firstSend
    const resolved = anchors.map((anchor) => [anchor, resolveAnchor(this.trace, anchor, start)] as const)
    return { ...this.model, anchors: Object.fromEntries(resolved) }
  }

  /** `call`: the one to show, by the event that enters it, if it is on the stack. */
  moment(event: Cursor, thread?: number, call?: Cursor): Moment {
    return this.moments.build(Math.min(Math.max(0, event), this.trace.length - 1), thread, call)
  }

  /**
   * Captures some more of the variables, so that they are ready when they are asked for.
   * @returns false when all have been captured
   */
  captureMore(): boolean {
    this.values.advance(Math.min(this.values.length + EVENTS_AHEAD, this.trace.length))
    return this.values.length < this.trace.length
  }

  /**
   * At the end of what can be stepped, the cursor stays.
   * @param focus the methods and files in which a step into stops, or null if it stops everywhere
   * @param thread steps in that one, if it has begun by then
   */
  step(event: Cursor, kind: StepKind, back: boolean, focus: readonly string[] | null = null, thread?: number): Moment {
    const from = thread === undefined ? event : (this.moments.stopOf(event, thread) ?? event)
    return this.moment(this.stepper.step(from, kind, back, new LessonFocus(this.trace, focus)) ?? event)
  }

  /** To the next place of a kind; the cursor stays if none comes. */
  next(event: Cursor, what: Milestone, back: boolean, focus: readonly string[] | null = null): Moment {
    return this.moment(this.milestone(event, what, back, new LessonFocus(this.trace, focus)) ?? event)
  }

  private milestone(event: Cursor, what: Milestone, back: boolean, focus: LessonFocus): Cursor | null {
    const direction = back ? -1 : 1
    switch (what) {
      case 'frame': {
        const ends = this.frames.flatMap(({ sent, arrived }) => [sent.event, arrived?.event ?? sent.event])
        return nearest(ends, event, direction)
      }
      case 'call': {
        const calls = this.model.items.filter(({ kind, event: at }) => kind === 'call' && focus.has(at))
        const found = nearest(calls.map((call) => call.event), event, direction)
        return found === null ? null : this.trace.stepper.stepInto(found)
      }
      case 'node':
        return this.stepper.nextNode(event, back, focus)
    }
  }

  /**
   * To where the line runs in one of the calls that the thread is in, be it ahead or behind; otherwise ahead, otherwise
   * behind; null when it never runs.
   */
  runToLine(event: Cursor, file: string, line: number): Moment | null {
    const { stepper, index } = this.trace
    const ahead = stepper.runTo(file, line, event, 1)
    const behind = stepper.runTo(file, line, event, -1)
    const calls = new Set(this.trace.callStack(event).map(({ enterEvent }) => enterEvent))
    const isInCall = (found: Cursor | null): boolean => found !== null && calls.has(index.frameOf(found))
    const found = [ahead, behind].find(isInCall) ?? ahead ?? behind
    return found === null ? null : this.beginningOf(found)
  }

  /** Of a call that the event enters, its first statement: where it is entered, its caller's line still runs. */
  beginningOf(event: Cursor): Moment {
    const isEntered = this.trace.recording.events.kind(event) === EventKind.ENTER
    return this.moment(isEntered ? (this.trace.stepper.stepInto(event) ?? event) : event)
  }

  /**
   * What lies within the variables of a call at an event, and which of that is other than at the statement before in the same call.
   * @returns null when the same asker has asked again since, or this question is not wanted any more
   */
  async inspect(
    { event, thread, call }: VariablesOf, asker: Asker, questions: readonly Question[], pace: Pace,
  ): Promise<ReadonlyArray<ShownContents | null> | null> {
    const { last, before } = this.moments.lastStatements(event, thread, call)
    const outcome = this.moments.outcomeEvent(event, thread, call)
    const events = [before, last, outcome].filter((each) => each !== null)
    if (events.length === 0) return questions.map(() => null)
    const answers = await this.inspections.at(events, asker, questions, pace)
    if (answers === null) return null
    const at = (place: Cursor | null, index: number): Contents | null => {
      return place === null ? null : answers[events.indexOf(place)]![index]!
    }
    return questions.map(({ path: [root = ''] }, index) => {
      if (OUTCOMES.has(root)) return withChanges(at(outcome, index), null)
      return withChanges(at(last, index), at(before, index))
    })
  }

  /** Where a value changed before, or changes next: see {@link Changes.find}. */
  change(of: VariablesOf, slot: ValueSlot, back: boolean, pace: Pace): Promise<ChangeFound | null> {
    return this.changes.find(of, slot, back, pace)
  }

  /** What refers to what on a node: see {@link ObjectPictures.at}. */
  objects(
    event: Cursor, node: string, unfolded: readonly string[], pace: Pace,
  ): Promise<readonly ShownObject[] | null> {
    return this.pictures.at(event, node, unfolded, pace)
  }

  nextTimer(event: Cursor): Moment {
    return this.moment(this.moments.nextTimer(event)?.event ?? event)
  }

  frame(number: number): FrameView | null {
    const frame = this.frames[number]
    if (frame === undefined) return null
    const { bytes, from, to, sent } = frame
    return { frame: number, from, to, time: sent.time, bytes, fields: describeFrame(bytes) }
  }

  /** The moment at a place that {@link Moment} has named; the nearest event that there is. */
  locate(slice: number, offset: number): Moment {
    const first = startOfSlice(this.trace, slice)
    return this.moment(first === null ? this.trace.length - 1 : first + offset)
  }
}

/** What wasn't there before counts as changed; what can't be compared does not. */
function withChanges(now: Contents | null, before: Contents | null): ShownContents | null {
  if (now === null) return null
  const { path, total, from, entries } = now
  const old = before === null ? null : new Map(before.entries.map((each) => [each.name, each.value]))
  const isOther = ({ name, value }: NamedValue): boolean => old !== null && !isSame(old.get(name), value)
  return { path, total, from, entries: entries.map((each) => ({ ...each, changed: isOther(each) })) }
}

/** An object gets its number when one of its methods is called first, which is no change of it. */
function isSame(old: ValueTree | undefined, value: ValueTree): boolean {
  if (old === undefined) return false
  const [one = 0, other = 0] = [old.objectId, value.objectId]
  if (one > 0 && other > 0 && one !== other) return false
  return old.preview.replace(NUMBERS, '') === value.preview.replace(NUMBERS, '')
}

/** The nearest of the events after or before one; null when there is none. */
function nearest(events: readonly Cursor[], from: Cursor, direction: 1 | -1): Cursor | null {
  let best: Cursor | null = null
  for (const event of events) {
    const distance = (event - from) * direction
    if (distance > 0 && (best === null || distance < (best - from) * direction)) best = event
  }
  return best
}
