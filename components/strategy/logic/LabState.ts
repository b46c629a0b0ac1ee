import type { Load } from '../../../engine/cluster/Load'
import type { BenchKey } from '../../../engine/worker/bench/BenchKey'
import type { CallError, Measurement } from '../../../engine/worker/Measurement'
import type { CheckPhase, RunKey } from '../../../engine/worker/protocol'
import type { Slot, Subject } from './subjects'

/** One of the two pieces of code that are compared, and what came of it. */
export interface Side<M = Measurement> {
  readonly subject: Subject
  /** Of the last run that came to its end; it stays while the next one is made and while the code doesn't compile. */
  readonly measurement: M | null
  readonly isRunning: boolean
  /** Why there is no newer measurement. */
  readonly error: CallError | null
}

export type SideName = 'before' | 'after'

/** Code that came with a link. It does not run before the reader has said so. */
export interface LinkedCode {
  readonly code: string
  readonly isTrusted: boolean
}

/** How far a check has come: seeds of seeds, then attempts at a smaller run. */
export interface ShownProgress {
  readonly phase: CheckPhase
  readonly done: number
  readonly of: number
}

/** What came of a check. */
export interface ShownVerdict {
  readonly passed: boolean
  readonly seedsRun: number
  readonly counterexample: { readonly key: RunKey | BenchKey; readonly call: number; readonly reason: string } | null
}

export interface CheckState {
  readonly isRunning: boolean
  /** Null until the worker has said something, and when it is over. */
  readonly progress: ShownProgress | null
  readonly verdict: ShownVerdict | null
  /** The code changed after the verdict. */
  readonly isOld: boolean
  readonly error: CallError | null
}

/** A call that is looked at statement by statement. */
export interface SteppedCall {
  readonly key: RunKey
  /** The call's number, or the place that a link leads to. */
  readonly at: number | RunPlace
}

/** A place in a run, as links have it. */
export interface RunPlace {
  readonly slice: number
  readonly offset: number
}

export type LabNotice =
  | 'bad-link' | 'other-engine' | 'link-copied' | 'link-too-long' | 'not-copied' | 'not-copied-here' | 'not-imported'

/** `L`: what the code has to cope with, `M`: what came of it; by default those of strategies that choose a queue. */
export interface LabData<L = Load, M = Measurement> {
  readonly load: L
  readonly seed: number
  /** `after` is the one whose code is shown. */
  readonly sides: Readonly<Record<SideName, Side<M>>>
  readonly codes: Readonly<Record<Slot, string>>
  readonly linked: LinkedCode | null
  readonly checks: Readonly<Record<string, CheckState>>
  readonly stepping: SteppedCall | null
  readonly notice: LabNotice | null
}

export interface LabActions<L = Load> {
  /** Reads what was kept, follows the link if there is one, and makes the first two runs. */
  start(hash: string): void
  /** Leaves nothing running. */
  stop(): void
  show(subject: Subject): void
  compareWith(subject: Subject): void
  /** The code of the slot, or of the link, is now this. The run follows when the typing pauses. */
  edit(subject: Subject, code: string): void
  /** Puts code into a slot and shows it. */
  place(slot: Slot, code: string): void
  /** Shows code that came with a link of another page. */
  bring(code: string, isTrusted: boolean): void
  /** The reader wants to run what the link brought. */
  trustLink(): void
  setLoad(load: L): void
  /** Both at once, as when a case of an exercise is shown. */
  setCase(load: L, seed: number): void
  setSeed(seed: number): void
  check(exercise: string, seeds: number): Promise<void>
  stepThrough(key: RunKey, call: number): void
  leaveStepping(): void
  /**
   * The link's fragment for what is on the page, or for a place of the call that is stepped through; null when it would
   * be too long.
   */
  link(place?: RunPlace): string | null
  notify(notice: LabNotice | null): void
}

export type LabState<L = Load, M = Measurement> = LabData<L, M> & LabActions<L>

export type BuiltInNames = readonly string[]
