import type {
  Asker, ChangeFound, Cursor, Fault, FrameView, Mark, Milestone, Moment, RunKey, RunModel, RunRequest, SelectorName,
  ShownContents, ShownObject, ValueSlot, StepKind, VariablesOf,
} from '../../../engine/worker/protocol'
import type { Look } from '../../source/logic/shownPlace'
import type { Branch } from './branches'
import type { Folds } from './folds'
import type { Speed } from './playback'
import type { Link, LinkProblem } from './url'

/** Something that the reader should know and can put away. */
export type StepperNotice =
  | { readonly kind: 'bad-link'; readonly problem: LinkProblem }
  /** The link was made with another version of the engine, whose run may have been another. */
  | { readonly kind: 'other-engine' }
  | { readonly kind: 'memory'; readonly reason: NonNullable<RunModel['storageReason']> }
  | { readonly kind: 'truncated' }
  /** A thread did the same again and again, so the run was ended. */
  | { readonly kind: 'treadmill'; readonly thread: string; readonly node: string }
  /** The drill has found something that should not be. */
  | { readonly kind: 'promise-broken'; readonly mark: Mark }
  /** Something that must hold did not: the run ends there. */
  | { readonly kind: 'invariant-broken'; readonly broken: NonNullable<RunModel['broken']> }
  | { readonly kind: 'no-such-line'; readonly file: string; readonly line: number }
  /** The engine was ended because it did not answer. */
  | { readonly kind: 'restarted' }
  /** The step leads nowhere: one is there already. */
  | { readonly kind: 'no-step'; readonly step: StepKind | Milestone; readonly back: boolean }
  /** The reader has ended the making of a run. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'copied' }
  /** The code went into a file instead. */
  | { readonly kind: 'link-too-long' }
  | { readonly kind: 'not-copied'; readonly url: string }

/** What the timeline and the sequence diagram show: the call at the cursor or everything. */
export type Scope = 'call' | 'run'

export type PictureName =
  | 'sequence' | 'stack' | 'cluster' | 'tables' | 'queues' | 'pending' | 'timer' | 'store' | 'objects' | 'states' | 'events' | 'story'

/** What lies open on top of the page. */
export type Overlay =
  | { readonly type: 'help' }
  /** `node` and `kind`: chosen already, from a picture. */
  | { readonly type: 'break'; readonly node: string | null; readonly kind?: Fault['kind'] }
  | { readonly type: 'choose-queue' }
  | { readonly type: 'frame'; readonly frame: number }
  | { readonly type: 'open-file' }
  /** The run in another page, as files, and from a file. */
  | { readonly type: 'share' }

export interface StepperData {
  /** The run that is looked at; null until the first one is there. */
  readonly run: RunModel | null
  /** The view at the cursor. It may lag behind the cursor for the moment that an answer takes. */
  readonly moment: Moment | null
  readonly cursor: Cursor
  readonly branches: readonly Branch[]
  /** Id of the branch whose run is `run`. */
  readonly branch: string | null
  readonly playing: boolean
  readonly speed: Speed
  /** The thread that is followed; null: the one of the cursor. */
  readonly thread: number | null
  /** What is looked at in the source while time stands still, and the places from which the reader came there; the last one is shown. */
  readonly looks: readonly Look[]
  /** A run is being made. */
  readonly busy: boolean
  readonly progress: { readonly events: number; readonly time: number } | null
  /** How many questions about what lies in variables, or when it changes, wait for their answers. */
  readonly lookups: number
  /** How much of the run has been looked at for them, up to 1; null until that takes its time. */
  readonly looked: number | null
  readonly error: string | null
  readonly notices: readonly StepperNotice[]
  /** The methods and files that the lesson is about; null: all. */
  readonly focus: readonly string[] | null
  /** Steps stop only in what the lesson is about. */
  readonly isJustLesson: boolean
  readonly folds: Folds
  readonly scope: Scope
  readonly picture: PictureName
  readonly overlay: Overlay | null
  /** The panel in which strategies are written is open. */
  readonly isWriting: boolean
  /** What a link brought and nobody has agreed to yet: a run with somebody's code, and a place in it. */
  readonly offered: { readonly key: RunKey; readonly cursor: Link['cursor'] } | null
  /** How often the reader has left for another place, rather than gone on from where they were. */
  readonly jumps: number
  /** How many places there are to go back to. */
  readonly behind: number
}

/** What has been looked for: `outdated` when there has been a later question, `given-up` when the reader has ended it. */
export type Looked<T> = T | 'outdated' | 'given-up'

export interface StepperActions {
  /** Makes the run and goes to the anchor asked for meanwhile, else to the first anchor. Forgets other branches. */
  open(key: RunKey, anchors?: readonly string[]): Promise<void>
  /**
   * The same for a link's fragment. Without a link, or with one that can't be followed, opens the fallback, which is
   * remembered for the next time.
   */
  openLink(hash: string, fallback?: RunKey, anchors?: readonly string[]): Promise<void>
  /** Ends the making of a run; the one that was shown before stays. */
  cancel(): void
  /** Waits until the run that is shown is there to its end. */
  whole(): Promise<void>
  /** Through time. */
  seek(event: Cursor): Promise<void>
  /** The same for a cursor on its way, which goes on: what is shown follows it a few times a second. */
  drag(event: Cursor): Promise<void>
  /** To a place in the run, from which the browser leads back. */
  goTo(event: Cursor): Promise<void>
  /** The same. False when the run never comes to the anchor. Before there is a run, remembers it. */
  goToAnchor(anchor: string): boolean
  /** Where the run that is being made begins, unless it never comes to the anchor. */
  beginAt(anchor: string): void
  /** To the end of what is shown, of a run that is still being made as soon as it has come to its own end. */
  goToEnd(): Promise<void>
  step(kind: StepKind, back?: boolean): Promise<void>
  /** To the next frame, call, or node at work. */
  next(what: Milestone, back?: boolean): Promise<void>
  runToLine(file: string, line: number): Promise<void>
  nextTimer(): Promise<void>
  play(): void
  pause(): void
  setSpeed(speed: Speed): void
  followThread(thread: number | null): Promise<void>
  /** Shows a call of the stack, by the event that enters it, until the cursor moves again; time stands still. */
  showCall(call: Cursor): Promise<void>
  /** The same with the call around the one shown, or the one within it. */
  showNextCall(isOuter: boolean): Promise<void>
  /** Shows another place in the source until the cursor moves; `from` is where the way back leads. */
  look(at: Look, from: Look | null): void
  /** To the place from which the reader came to look at this one; from the first one, to what runs. */
  lookBack(): void
  /** To what runs. */
  stopLooking(): void
  /** To the first statement of a call. */
  goToBeginning(call: Cursor): Promise<void>
  /** Forks the run at the cursor: the same until here, and then with the fault. */
  breakIt(fault: Fault): Promise<void>
  /** The same run again with another way of choosing the queue. */
  chooseSelector(selector: SelectorName | null): Promise<void>
  /** The same run with another option at one point of its scenario, or with the scenario's own (null). `label`: for the list of runs. */
  chooseVariant(name: string, option: string | null, label: string): Promise<void>
  /**
   * The same run again with the reader's own strategy, from the call at the cursor on to that line of it. The code is one
   * that compiles.
   */
  runCode(code: string, line: number | null): Promise<void>
  /** Runs the code of a link, and goes to the link's place. */
  runOffered(): Promise<void>
  /** To the place of a link. */
  locate(slice: number, offset: number): Promise<void>
  selectBranch(id: string): Promise<void>
  /** Removes a branch and all that were forked from it; the first one stays. */
  removeBranch(id: string): Promise<void>
  frame(frame: number): Promise<FrameView>
  /** The link's fragment for the moment; null before there is a run, and when the reader's code is too long for one. */
  link(): Promise<string | null>
  /** What lies within the variables of a call, one answer for each question. */
  inspect(
    of: VariablesOf, asker: Asker, questions: Extract<RunRequest, { type: 'inspect' }>['questions'],
  ): Promise<Looked<ReadonlyArray<ShownContents | null>>>
  /** Where a value changed before, or changes next; see `worker/Changes.ts`. */
  findChange(of: VariablesOf, slot: ValueSlot, back: boolean): Promise<Looked<ChangeFound>>
  /** Gives up what is being looked for in variables and objects. */
  stopLookups(): void
  /** What refers to what on a node at an event. */
  objects(event: Cursor, node: string, unfolded: readonly string[]): Promise<Looked<readonly ShownObject[]>>
  /** Something has failed that was asked for besides the run. */
  fail(error: unknown): void
  notify(notice: StepperNotice): void
  dismiss(kind: StepperNotice['kind']): void
  setFocus(focus: readonly string[] | null): void
  setJustLesson(isJustLesson: boolean): void
  setFolds(folds: Folds): void
  /** The classes that the lesson's step speaks of; null: there is no lesson. */
  setSpoken(spoken: readonly string[] | null): void
  setScope(scope: Scope): void
  setPicture(picture: PictureName): void
  setOverlay(overlay: Overlay | null): void
  setWriting(isWriting: boolean): void
  setBehind(behind: number): void
}

export type StepperState = StepperData & StepperActions

/** The methods and files in which steps stop; null: all. */
export function focusOf({ focus, isJustLesson }: StepperData): readonly string[] | null {
  return isJustLesson ? focus : null
}
