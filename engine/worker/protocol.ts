import type { NodeStatus } from '../cluster/ClusterNode'
import type { Fault, Intervention } from '../cluster/Fault'
import type { Load } from '../cluster/Load'
import type { ListenerOutcomeName, SelectorName } from '../cluster/Scenario'
import type { LinePart } from '../trace/SiteTable'
import type { ValueTree } from '../trace/ValueTree'
import type { BenchKey, BenchResult } from './bench/BenchKey'
import type { CallError, Measurement } from './Measurement'
import type { FileDiff, FileField, FileLayer, FileState, RecordJourney } from './StoreView'

/**
 * What the page and the worker say to each other. Everything is plain data; the page never sees an engine object.
 *
 *     page  ── Request ──▶  worker: sessions (scenario, seed, interventions, cursor)
 *           ◀── Reply ───
 *           ◀── Notice ──   progress of a long run, the state of the disk
 */

/** A position in a run: the number of an event of its trace, from 0. */
export type Cursor = number

export type { NodeStatus } from '../cluster/ClusterNode'
export { FAULTS, fieldsOfFault } from '../cluster/Fault'
export { LISTENER_OUTCOMES, SELECTORS } from '../cluster/Scenario'
export { ALLOCATION_CHANGES, ALLOCATION_LIMITS } from './bench/AllocationLoad'
export { movedQueues, summaryOfAllocation } from './bench/AllocationResult'
export { LISTENER_LIMITS, LISTENER_MIDDLES, LISTENER_NUMBERS } from './bench/ListenerLoad'
export { isDone } from './bench/ListenerResult'
export { SHOWN_MICROS } from './Measurement'
export { messagesToSend, SIZE_LIMITS } from './large/ClusterSize'
export { LEGAL_TRANSITIONS } from '../common/ServiceState'
export type { LinePart } from '../trace/SiteTable'
export type { ValueTree } from '../trace/ValueTree'
export type { Fault, Intervention, ListenerOutcomeName, SelectorName }
export type {
  ByteRange, FileDiff, FileField, FileLayer, FileLink, FileState, JourneyStop,
} from './StoreView'

/** All that a run depends on. The same key gives the same run, in every browser and in Node. */
export interface RunKey {
  /** The name of a file in `content/scenarios`, without `.json`. */
  readonly scenario: string
  readonly seed: number
  readonly interventions: readonly Intervention[]
  readonly selector: SelectorName | null
  /** What is otherwise than the scenario has it: by the name of the point, the option; absent when nothing is. */
  readonly variants?: Readonly<Record<string, string>>
  /** The reader's own strategy, in TypeScript; takes the place of `selector`. */
  readonly code?: string | null
  /** Takes the place of the scenario. */
  readonly load?: Load | null
}

/** A place as links have it, the same in all runs that begin alike: an event counted from the beginning of its slice. */
export interface PlaceInRun {
  readonly slice: number
  readonly offset: number
}

export type Role = 'namesrv' | 'producer' | 'broker' | 'consumer'

export interface NodeInfo {
  readonly name: string
  readonly role: Role
  readonly host: string
  readonly address: string
  /** Of a consumer that can be changed while it runs; null and absent for all others. */
  readonly consumer?: ConsumerInfo | null
}

/** The listener's setting is the one that it starts with, for messages without a rule of their own. */
export interface ConsumerInfo extends ListenerSetting {
  readonly group: string
  /** It is not there from the beginning: a fault adds it. */
  readonly isAdded: boolean
}

/** How long a listener takes for a batch, in ms, and how it ends. */
export interface ListenerSetting {
  readonly millis: number
  readonly outcome: ListenerOutcomeName
}

export interface ThreadInfo {
  readonly id: number
  readonly name: string
  readonly node: string
}

export type MarkKind = 'call' | 'frame' | 'timer' | 'state' | 'fault' | 'disk' | 'connection' | 'process' | 'error' | 'pull'

/** Something that happened, as the timeline and the list of events show it. */
export interface Mark {
  readonly event: Cursor
  /** Virtual time in µs. */
  readonly time: number
  readonly kind: MarkKind
  readonly node: string
  /** The original event: its `type` and its fields, without bytes. */
  readonly data: Readonly<Record<string, string | number | boolean | null>>
}

/** One call of the scenario's own code, such as `producer.send(msg)`. */
export interface ClientCall {
  readonly from: Cursor
  /** The event at which it returned or threw; null when the run ends before that. */
  readonly to: Cursor | null
  readonly fromTime: number
  readonly toTime: number | null
  readonly label: string
  readonly outcome: 'returned' | 'threw' | 'unfinished'
  /** The SendResult or the exception, in words. */
  readonly result: string
}

/** A lifeline of the sequence diagram: one object of the engine. */
export interface Lifeline {
  readonly id: number
  readonly className: string
  readonly node: string
  /** Is it what the facade hides: folded into the facade's lifeline when that is folded? */
  readonly isBehindFacade: boolean
  /** The first event in which it takes part. */
  readonly from: Cursor
}

/** An arrow or an activation of the sequence diagram. */
export interface DiagramItem {
  readonly id: number
  readonly kind: 'call' | 'return' | 'throw' | 'frame' | 'state'
  readonly event: Cursor
  /** Call: the event of its return or exception. Frame: its arrival. Null when that never came. */
  readonly endEvent: Cursor | null
  readonly time: number
  readonly endTime: number | null
  /** Lifeline ids; a call to itself has the same twice. */
  readonly from: number
  readonly to: number
  /** Method, request code's name, or the new state. */
  readonly label: string
  readonly thread: number
  /** For frames: the number under which {@link Request} `frame` gives it. */
  readonly frame: number | null
}

/** Something that must hold did not, and ended the run: a bug of the engine. */
export interface BrokenInvariant {
  /** Where the run ends. */
  readonly event: Cursor
  /** What must hold, and what was found. */
  readonly error: string
  /** The statement that asserts it; null in interrupt context, where there is none. */
  readonly place: Pick<StackFrame, 'symbol' | 'file' | 'line'> | null
}

/** What a run is, from the outside; sent once for each run. */
export interface RunModel {
  readonly key: RunKey
  /** False while the run is still being made: then this is its beginning, and everything in it will be in the whole run too. */
  readonly isWhole: boolean
  readonly events: number
  readonly endTime: number
  readonly truncated: boolean
  /** The thread that did the same again and again, which is why the run was ended early; null for other runs. */
  readonly treading: number | null
  /** Null for a run that has come to its proper end. */
  readonly broken: BrokenInvariant | null
  readonly traceHash: string
  readonly disksHash: string
  /** Where the disks of this run are kept. */
  readonly storage: 'opfs' | 'memory'
  /** Why not on OPFS, if not. */
  readonly storageReason: 'no-opfs' | 'second-tab' | 'quota' | null
  readonly nodes: readonly NodeInfo[]
  readonly threads: readonly ThreadInfo[]
  readonly marks: readonly Mark[]
  readonly calls: readonly ClientCall[]
  readonly lifelines: readonly Lifeline[]
  readonly items: readonly DiagramItem[]
  /** Short calls of an object to itself, which are drawn only where a text speaks of them. */
  readonly asides: readonly DiagramItem[]
  /** The event that each anchor of the lesson stands for: `client/producer/DefaultMQProducer#send` → its first call. */
  readonly anchors: Readonly<Record<string, Cursor | null>>
  /** The thread that is followed unless another is chosen: the one that calls send. */
  readonly mainThread: number
  /** The files whose methods are called during the application's calls, in the order of their first calls. */
  readonly files: readonly string[]
  /** For each file of which anything runs, the first event of it. */
  readonly firstRuns: Readonly<Record<string, Cursor>>
}

export interface Variable {
  readonly name: string
  readonly value: ValueTree
  /** Is it another value than at the step before in the same frame? */
  readonly changed: boolean
}

/**
 * What a call has given back. In paths of {@link ShownContents} its `kind` stands for the name of a variable: no variable has such
 * a name.
 */
export interface CallOutcome {
  readonly kind: 'return' | 'throw'
  /** The method: `client/producer/DefaultMQProducerImpl#sendDefaultImpl` */
  readonly symbol: string
  readonly value: ValueTree
}

/** The variables of a call that a thread is in at an event. `call`: the event that enters it. */
export interface VariablesOf {
  readonly event: Cursor
  readonly thread: number
  readonly call: Cursor
}

/** A view that looks into variables: the tree of them, or the source, where the reader points at an expression. */
export type Asker = 'tree' | 'source'

/** What lies within a variable, or within something in it. */
export interface ShownContents {
  /** The name of the variable, or of the {@link CallOutcome}, then names of fields, indexes of elements, previews of keys. */
  readonly path: readonly string[]
  /** How many there are in all. */
  readonly total: number
  /** The number of the first of `entries` among all. */
  readonly from: number
  readonly entries: readonly Variable[]
}

/** An object of a node as the picture of what refers to what has it, or a table (Map), or a list (array or Set). */
export interface ShownObject {
  /** The shortest way to it, as JSON: names of fields, keys, indexes. The same at every moment with that way. */
  readonly key: string
  /** Key of the one through which it is reached; null where the looking begins. Parents stand before their children. */
  readonly parent: string | null
  /** The field of the parent, or the key or index in it. */
  readonly label: string
  readonly kind: 'object' | 'table' | 'list'
  readonly className: string
  /** `client/producer/DefaultMQProducer`; null for tables and lists. */
  readonly symbol: string | null
  /** Positive once one of its methods has been called: the number that variables show. */
  readonly objectId: number
  /** How many fields, entries or elements it has. */
  readonly size: number
  /** Is it static in Java: one for each process? */
  readonly isStatic: boolean
  /** The first of its fields, entries or elements. */
  readonly fields: ReadonlyArray<{ readonly name: string; readonly value: ValueTree }>
  /** What it refers to that stands elsewhere in the picture. */
  readonly references: ReadonlyArray<{ readonly label: string; readonly to: string }>
  /** How many objects, tables and lists it refers to that are folded away. */
  readonly hidden: number
}

/** A place for a value that can be followed through a run. */
export interface ValueSlot {
  /** The number of the object that the path begins in; null if it begins with a variable of the call. */
  readonly object: number | null
  /** Names as in {@link ShownContents}. */
  readonly path: readonly string[]
}

/** What has been found where a value changes. */
export interface ChangeFound {
  /** The statement that makes the change, about to run; null when there is no such change. */
  readonly event: Cursor | null
  /** False when the object may have changed before it got its number: nothing is known of that. */
  readonly isFromBirth: boolean
}

export interface StackFrame {
  /** `client/producer/DefaultMQProducerImpl#sendDefaultImpl` */
  readonly symbol: string
  /** `engine/client/producer/DefaultMQProducerImpl.ts` */
  readonly file: string
  readonly line: number
  /** The part of the line that runs, where the line has several stops. */
  readonly part: LinePart | null
  readonly enterEvent: Cursor
}

/** What the source pane shows for one file at one moment. */
export interface LineState {
  readonly line: number
  /** How often it has run in the current call of the frame. */
  readonly hits: number
  /** Short values to be written behind the line, such as `times = 0`. */
  readonly values: string
}

/** The view at a cursor. */
export interface Moment {
  readonly event: Cursor
  readonly events: number
  /** Virtual time in µs. */
  readonly time: number
  /** The place as links have it, the same in all runs that begin alike: the slice, and the event counted from its beginning. */
  readonly slice: number
  readonly offset: number
  /** Before which slice a fault takes effect: one that has begun can't be broken off. */
  readonly faultSlice: number
  readonly thread: number
  /** Innermost first. */
  readonly stack: readonly StackFrame[]
  /** The call whose variables and lines are shown, by its place in the stack: 0 unless another one was asked for. */
  readonly call: number
  readonly variables: readonly Variable[]
  /**
   * Where a method is left, what it returns or throws; at a statement, what the last call returned or threw that the statement before
   * has made. Null when nothing was given back, and for a call that waits.
   */
  readonly outcome: CallOutcome | null
  /** For that call's file. */
  readonly lines: readonly LineState[]
  readonly kind: 'statement' | 'enter' | 'exit' | 'throw' | 'other'
  /** Null when none comes. */
  readonly nextTimer: NextTimer | null
  /** What each node is doing. */
  readonly nodes: ReadonlyArray<{ readonly name: string; readonly status: NodeStatus }>
  /** Objects with a ServiceState, and what it is. */
  readonly states: readonly ObjectState[]
  /** Frames that have been sent and have not arrived. */
  readonly inFlight: ReadonlyArray<{ readonly item: number; readonly fraction: number }>
}

/** The next scheduled task to begin. */
export interface NextTimer {
  readonly label: string
  readonly node: string
  /** The name of the thread that runs the task. */
  readonly thread: string
  /** When it begins, in µs of virtual time. */
  readonly time: number
  /** The first line of the task itself. */
  readonly event: Cursor
}

/** An object with a ServiceState. */
export interface ObjectState {
  readonly node: string
  readonly className: string
  readonly name: string
  readonly state: string
}

/** A frame on the wire as fields beside bytes. */
export interface FrameView {
  readonly frame: number
  readonly from: string
  readonly to: string
  readonly time: number
  readonly bytes: Uint8Array
  readonly fields: readonly FrameField[]
}

export interface FrameField {
  readonly name: string
  readonly offset: number
  readonly length: number
  readonly value: string
  readonly children?: readonly FrameField[]
}

export type StepKind = 'into' | 'over' | 'out'

/** Where one may want to be next: a frame leaves or arrives, a method is called, another node is at work. */
export type Milestone = 'frame' | 'call' | 'node'

export type Request = RunRequest | OtherSeedRequest | LabRequest | BenchRequest

/** A stretch of a file of one machine, as of a cursor. */
export interface FileWindow {
  readonly key: RunKey
  readonly event: Cursor
  readonly node: string
  readonly path: string
  readonly from: number
  readonly length: number
}

/** About one run, which is recorded statement by statement. */
export type RunRequest =
  /**
   * Runs, or takes from the cache, what the key says. The answer is a `run`: the beginning of it, as far as a reader at the first
   * anchor or at the place looks first, or all of it.
   */
  | {
    readonly type: 'open'; readonly key: RunKey; readonly anchors: readonly string[]
    readonly place?: PlaceInRun | null
    readonly isWhole?: boolean
  }
  /** `call`: the call of the stack to show, by the event that enters it; the innermost one if it isn't there. */
  | { readonly type: 'seek'; readonly key: RunKey; readonly event: Cursor; readonly thread?: number; readonly call?: Cursor }
  /** In the thread of the event, or in the one named, from where that is at the event. */
  | {
    readonly type: 'step'; readonly key: RunKey; readonly event: Cursor; readonly kind: StepKind; readonly back: boolean
    /** The methods and files in which a step into stops, such as `client/Validators#checkMessage`, or null if everywhere. */
    readonly focus: readonly string[] | null
    readonly thread?: number
  }
  | {
    readonly type: 'next'; readonly key: RunKey; readonly event: Cursor; readonly what: Milestone; readonly back: boolean
    readonly focus: readonly string[] | null
  }
  /** To where the line runs in a call that the thread is in, ahead or behind; otherwise ahead, otherwise behind. */
  | { readonly type: 'run-to-line'; readonly key: RunKey; readonly event: Cursor; readonly file: string; readonly line: number }
  /** To the first statement of a call, which the event enters. */
  | { readonly type: 'beginning'; readonly key: RunKey; readonly call: Cursor }
  | { readonly type: 'next-timer'; readonly key: RunKey; readonly event: Cursor }
  /**
   * The answer is `contents`, one for each question; `outdated`, when the same asker has asked again since; or `given-up`, when the
   * reader has said {@link STOP_LOOKING}.
   */
  | {
    readonly type: 'inspect'; readonly key: RunKey; readonly of: VariablesOf; readonly asker: Asker
    readonly questions: ReadonlyArray<{
      readonly path: readonly string[]; readonly from: number; readonly count: number
    }>
  }
  /** Where a value changed before the moment of the variables, or changes next. The answer is a `change`, `outdated` or `given-up`. */
  | { readonly type: 'change'; readonly key: RunKey; readonly of: VariablesOf; readonly slot: ValueSlot; readonly back: boolean }
  /**
   * What refers to what on a node. `unfolded`: keys of objects with nothing folded away. The answer is `objects`, `outdated` or
   * `given-up`.
   */
  | {
    readonly type: 'objects'; readonly key: RunKey; readonly event: Cursor; readonly node: string
    readonly unfolded: readonly string[]
  }
  | { readonly type: 'frame'; readonly key: RunKey; readonly frame: number }
  /** The cursor that was at this place in a run with the same beginning, for links. */
  | { readonly type: 'locate'; readonly key: RunKey; readonly slice: number; readonly offset: number }
  /** The events of the run as JSON lines, from an event of the trace on, as far as `count` events go. */
  | { readonly type: 'trace-lines'; readonly key: RunKey; readonly from: Cursor; readonly count: number }
  | StoreRequest

/**
 * The same experiment under another seed: the key's faults come at the same virtual times. Nothing but events is recorded. The answer
 * is a `run`, whose key says at which slices the faults have come there.
 */
export interface OtherSeedRequest {
  readonly type: 'other-seed'
  readonly key: RunKey
  readonly seed: number
}

/** About the files of a run. */
export type StoreRequest =
  | { readonly type: 'files'; readonly key: RunKey; readonly event: Cursor }
  /** The answer has fewer bytes than were asked for where the file ends, and none when there is no such file. */
  | (FileWindow & { readonly type: 'bytes'; readonly layer?: FileLayer })
  /** The fields that lie in the window, whole. */
  | (FileWindow & { readonly type: 'file-fields' })
  /** What is different at `b`. */
  | { readonly type: 'file-diff'; readonly key: RunKey; readonly a: Cursor; readonly b: Cursor }
  /** Of the message at the event, or of the one whose append is named. */
  | { readonly type: 'journey'; readonly key: RunKey; readonly event: Cursor; readonly append?: Cursor }

/** About what a strategy makes of a load; nothing is recorded. */
export type LabRequest =
  /** Runs without recording statements. The answer is a `measurement`, or a `failed` when the code doesn't compile. */
  | { readonly type: 'measure'; readonly key: RunKey }
  /** Runs the code under as many seeds as an exercise is to hold for. The answer is a `verdict`. */
  | { readonly type: 'check'; readonly exercise: string; readonly code: string; readonly seeds: number }

/** About the two other kinds of code that a reader may write: ways to share queues, and listeners. */
export type BenchRequest =
  /** Runs the code. The answer is a `benched`, or a `failed` when it doesn't compile. */
  | { readonly type: 'bench'; readonly key: BenchKey }
  /** Runs the code under as many seeds as an exercise is to hold for. The answer is a `bench-verdict`. */
  | {
    readonly type: 'bench-check'; readonly kind: BenchKey['kind']; readonly exercise: string; readonly code: string
    readonly seeds: number
  }

export type Reply =
  | { readonly type: 'run'; readonly run: RunModel }
  | { readonly type: 'moment'; readonly moment: Moment }
  | { readonly type: 'no-such-line'; readonly file: string; readonly line: number }
  | { readonly type: 'contents'; readonly contents: ReadonlyArray<ShownContents | null> }
  | { readonly type: 'change'; readonly change: ChangeFound }
  | { readonly type: 'objects'; readonly objects: readonly ShownObject[] }
  | { readonly type: 'outdated' }
  | { readonly type: 'given-up' }
  | { readonly type: 'frame'; readonly frame: FrameView }
  /** `next`: where the next lines begin; null after the last. */
  | { readonly type: 'trace-lines'; readonly lines: string; readonly next: Cursor | null }
  | { readonly type: 'files'; readonly files: readonly FileState[] }
  | { readonly type: 'bytes'; readonly from: number; readonly bytes: Uint8Array }
  | { readonly type: 'file-fields'; readonly fields: readonly FileField[] }
  | { readonly type: 'file-diff'; readonly diffs: readonly FileDiff[] }
  | { readonly type: 'journey'; readonly journey: RecordJourney | null }
  | { readonly type: 'measurement'; readonly measurement: Measurement }
  | { readonly type: 'verdict'; readonly passed: boolean; readonly seedsRun: number; readonly counterexample: Counterexample | null }
  | { readonly type: 'benched'; readonly result: BenchResult }
  | {
    readonly type: 'bench-verdict'; readonly passed: boolean; readonly seedsRun: number
    readonly counterexample: BenchCounterexample | null
  }
  | { readonly type: 'failed'; readonly message: string; readonly error?: CallError }

/** The smallest case that was found to show why code isn't an answer to an exercise. */
export interface BenchCounterexample {
  readonly key: BenchKey
  /** Index of what shows it: a call of the listener, a queue or a member. */
  readonly call: number
  /** Id of a text beside the exercise. */
  readonly reason: string
}

/** The smallest run that was found to show why a strategy isn't an answer to an exercise. */
export interface Counterexample {
  readonly key: RunKey
  /** Index of the call that shows it. */
  readonly call: number
  /** Id of a text beside the exercise. */
  readonly reason: string
}

/** Every message to the worker carries a number, and so does its answer. */
export interface Envelope<T> {
  readonly id: number
  readonly body: T
}

/** A check first runs under many seeds, and then looks for the smallest run that shows what is wrong. */
export type CheckPhase = 'seeds' | 'smaller'

export { LIMITS as STORE_LIMITS } from './archive/limits'

/** Said to the worker beside its questions: the runs that are being made are not wanted any more, and fail. */
export const CANCEL = 'cancel'

/** The same of what is being looked for in variables. */
export const STOP_LOOKING = 'stop-looking'

/** Said likewise: the page is about to ask for this run, to look at it from the anchor on, and has not got so far yet. */
export interface Begin {
  readonly type: 'begin'
  readonly key: RunKey
  readonly anchor: string
}

export type Notice =
  | { readonly type: 'ready' }
  /** Something takes its time, and goes on. */
  | { readonly type: 'alive' }
  | { readonly type: 'checking'; readonly exercise: string; readonly phase: CheckPhase; readonly done: number; readonly of: number }
  | { readonly type: 'progress'; readonly events: number; readonly time: number }
  /** Something is being looked for in variables. `done`: how many events `of` all have been looked at. */
  | { readonly type: 'looking'; readonly done: number; readonly of: number }
