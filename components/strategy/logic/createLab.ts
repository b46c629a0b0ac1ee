import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { CallError } from '../../../engine/worker/Measurement'
import type { Notice, RunKey, SelectorName } from '../../../engine/worker/protocol'
import { WorkerFailure } from '../../stepper/logic/PortClient'
import type { WorkerClient } from '../../stepper/logic/workerClient'
import type { BuiltInNames, CheckState, LabActions, LabData, LabState, RunPlace, Side, SideName } from './LabState'
import type { CodeKind } from './CodeKind'
import { SELECTOR } from './CodeKind'
import { LatestQuestion } from './LatestQuestion'
import type { StrategyLink } from './link'
import { decodeCodeLink, encodeCodeLink } from './link'
import type { SlotStore } from './SlotStore'
import { builtIn, builtInName, isSlot, SLOTS } from './subjects'
import type { Slot, Subject } from './subjects'

/** So long the reader has to pause before the code is run, in ms. */
export const DEBOUNCE_MILLIS = 20
/** As many measurements are kept, so that going back and forth costs nothing. */
const MAX_KEPT = 24
/** What the lab needs of the world around it. */
export interface LabWorld {
  readonly connect: () => WorkerClient
  readonly slots: SlotStore
  readonly builtIns: BuiltInNames
  /** Calls back after a while unless told to stop; a timer in the browser. */
  readonly wait: (action: () => void, millis: number) => () => void
}


const NOT_CHECKED: CheckState = { isRunning: false, progress: null, verdict: null, isOld: false, error: null }

export function createLab(world: LabWorld): StoreApi<LabState> {
  return createLabFor(world, SELECTOR)
}

/** The same for another kind of code. */
export function createLabFor<L, K, M>(world: LabWorld, kind: CodeKind<L, K, M>): StoreApi<LabState<L, M>> {
  return createStore<LabState<L, M>>((set, get) => {
    return new Lab(world, kind, (change) => set(change as Partial<LabState<L, M>>), get).state()
  })
}

/** Two pieces of code under the same load, run again whenever one of the three changes. */
class Lab<L, K, M> {
  private readonly world: LabWorld
  private readonly kind: CodeKind<L, K, M>
  private readonly set: (change: Partial<LabData<L, M>>) => void
  private readonly get: () => LabState<L, M>
  private readonly questions: Readonly<Record<SideName, LatestQuestion<K, M>>>
  private readonly kept: Map<string, M>
  private stopWaiting: () => void
  private stopListening: (() => void) | null
  /** The place of a link whose code may not run yet. */
  private pending: RunPlace | null

  constructor(
    world: LabWorld,
    kind: CodeKind<L, K, M>,
    set: (change: Partial<LabData<L, M>>) => void,
    get: () => LabState<L, M>,
  ) {
    this.world = world
    this.kind = kind
    this.set = set
    this.get = get
    this.questions = { before: this.questionOf('before'), after: this.questionOf('after') }
    this.kept = new Map()
    this.stopWaiting = () => {}
    this.stopListening = null
    this.pending = null
  }

  state(): LabState<L, M> {
    const { slots } = this.world
    const { first, firstLoad } = this.kind
    const data: LabData<L, M> = {
      load: firstLoad,
      seed: 1,
      sides: { before: sideOf(builtIn(first.before)), after: sideOf(builtIn(first.after)) },
      // What was kept is read when the page is there: the server has none of it.
      codes: Object.fromEntries(SLOTS.map((slot) => [slot, ''])) as Record<Slot, string>,
      linked: null,
      checks: {},
      stepping: null,
      notice: null,
    }
    const actions: LabActions<L> = {
      start: (hash) => this.start(hash),
      stop: () => this.stop(),
      show: (subject) => this.choose('after', subject),
      compareWith: (subject) => this.choose('before', subject),
      edit: (subject, code) => this.edit(subject, code),
      place: (slot, code) => {
        slots.save(slot, code)
        this.set({ codes: { ...this.get().codes, [slot]: code } })
        this.choose('after', slot)
      },
      bring: (code, isTrusted) => {
        this.set({ linked: { code, isTrusted } })
        this.choose('after', 'link')
      },
      trustLink: () => this.trustLink(),
      setLoad: (load) => this.rerun({ load }),
      setSeed: (seed) => this.rerun({ seed }),
      setCase: (load, seed) => this.rerun({ load, seed }),
      check: (exercise, seeds) => this.check(exercise, seeds),
      stepThrough: (key, call) => this.set({ stepping: { key, at: call } }),
      leaveStepping: () => this.set({ stepping: null }),
      link: (place) => this.link(place),
      notify: (notice) => this.set({ notice }),
    }
    return { ...data, ...actions }
  }

  private start(hash: string): void {
    this.stopListening ??= this.world.connect().listen((notice) => this.hear(notice))
    const { slots, builtIns } = this.world
    const codes = Object.fromEntries(SLOTS.map((slot) => [slot, slots.code(slot)])) as Record<Slot, string>
    const link = decodeCodeLink(hash, builtIns, (text) => this.kind.decodeLoad(text))
    const isOther = typeof link !== 'string' && link.isOfOtherEngine === true
    this.set({ codes, stepping: null, notice: link === 'malformed' ? 'bad-link' : isOther ? 'other-engine' : null })
    if (typeof link === 'string') return this.rerun({})
    const { load, seed, shown, against, place = null } = link
    this.pending = place
    const linked = 'code' in shown ? { code: shown.code, isTrusted: false } : null
    const after = sideOf('code' in shown ? 'link' : builtIn(shown.builtIn))
    this.rerun({ load, seed, linked, sides: { before: sideOf(builtIn(against ?? this.kind.first.before)), after } })
    if (linked === null) this.goToPending()
  }

  private stop(): void {
    this.stopListening?.()
    this.stopListening = null
    this.stopWaiting()
    this.questions.before.drop()
    this.questions.after.drop()
  }

  private choose(name: SideName, subject: Subject): void {
    if (this.get().sides[name].subject === subject) return this.run(name)
    this.setSide(name, { subject, measurement: null, error: null })
    this.run(name)
  }

  private edit(subject: Subject, code: string): void {
    const { codes, linked } = this.get()
    if (this.codeOf(subject) === code) return
    if (isSlot(subject)) {
      this.world.slots.save(subject, code)
      this.set({ codes: { ...codes, [subject]: code } })
    } else if (linked !== null) {
      this.set({ linked: { ...linked, code } })
    }
    this.ageChecks()
    this.stopWaiting()
    this.stopWaiting = this.world.wait(() => this.runAll(subject), DEBOUNCE_MILLIS)
  }

  private trustLink(): void {
    const { linked } = this.get()
    if (linked === null) return
    this.set({ linked: { ...linked, isTrusted: true } })
    this.runAll('link')
    this.goToPending()
  }

  /** To the place in a call that a link leads to, once the code may run. */
  private goToPending(): void {
    const key = this.keyOf(this.get().sides.after.subject)
    // Only sends can be stepped through.
    if (this.pending !== null && key !== null && this.kind.name === 'selector') {
      this.set({ stepping: { key: key as unknown as RunKey, at: this.pending } })
    }
    this.pending = null
  }

  private rerun(change: Partial<LabData<L, M>>): void {
    this.set(change)
    this.run('before')
    this.run('after')
  }

  /** Runs whatever side shows the subject. */
  private runAll(subject: Subject): void {
    for (const name of ['before', 'after'] as const) {
      if (this.get().sides[name].subject === subject) this.run(name)
    }
  }

  private run(name: SideName): void {
    const key = this.keyOf(this.get().sides[name].subject)
    const question = this.questions[name]
    const known = key === null ? undefined : this.kept.get(JSON.stringify(key))
    if (key !== null && known === undefined) {
      this.setSide(name, { isRunning: true })
      question.submit(key)
      return
    }
    question.drop()
    this.setSide(name, { measurement: known ?? null, isRunning: false, error: null })
  }

  /** Null for code that must not run yet. */
  private keyOf(subject: Subject): K | null {
    const { load, seed, linked } = this.get()
    if (subject === 'link' && linked?.isTrusted !== true) return null
    const code = this.codeOf(subject)
    return this.kind.keyOf(load, seed, builtInName(subject), code)
  }

  private codeOf(subject: Subject): string | null {
    const { codes, linked } = this.get()
    return isSlot(subject) ? codes[subject] : subject === 'link' ? linked?.code ?? '' : null
  }

  private questionOf(name: SideName): LatestQuestion<K, M> {
    const ask = (key: K): Promise<M> => this.kind.measure(this.world.connect(), key)
    const answered = (key: K, measurement: M): void => {
      this.kept.set(JSON.stringify(key), measurement)
      if (this.kept.size > MAX_KEPT) this.kept.delete(this.kept.keys().next().value!)
      this.setSide(name, { measurement, isRunning: false, error: null })
    }
    const failed = (_key: K, error: unknown): void => {
      this.setSide(name, { isRunning: false, error: errorOf(error) })
    }
    return new LatestQuestion(ask, answered, failed, () => this.world.connect().hurry())
  }

  private async check(exercise: string, seeds: number): Promise<void> {
    const { subject } = this.get().sides.after
    const code = this.codeOf(subject)
    if (code === null || this.keyOf(subject) === null || this.get().checks[exercise]?.isRunning === true) return
    this.setCheck(exercise, { ...NOT_CHECKED, isRunning: true })
    try {
      const verdict = await this.kind.check(this.world.connect(), exercise, code, seeds)
      this.setCheck(exercise, { isRunning: false, progress: null, verdict })
    } catch (error) {
      this.setCheck(exercise, { isRunning: false, progress: null, error: errorOf(error) })
    }
  }

  private hear(notice: Notice): void {
    if (notice.type !== 'checking') return
    const { exercise, phase, done, of } = notice
    if (this.get().checks[exercise]?.isRunning === true) this.setCheck(exercise, { progress: { phase, done, of } })
  }

  private ageChecks(): void {
    const aged = Object.entries(this.get().checks).map(([id, check]) => [id, { ...check, isOld: true }] as const)
    this.set({ checks: Object.fromEntries(aged) })
  }

  private link(place: RunPlace | null = null): string | null {
    const { stepping, sides } = this.get()
    const against = builtInName(sides.before.subject)
    if (place !== null && stepping !== null) {
      const { key } = stepping
      const run = typeof key.code === 'string' ? { code: key.code } : { builtIn: key.selector ?? 'round-robin' satisfies SelectorName }
      return this.encoded({ load: (key.load ?? this.kind.firstLoad) as L, seed: key.seed, against, shown: run, place })
    }
    const { load, seed } = this.get()
    const name = builtInName(sides.after.subject)
    const shown = name === null ? { code: this.codeOf(sides.after.subject) ?? '' } : { builtIn: name }
    return this.encoded({ load, seed, against, shown })
  }

  private encoded(link: StrategyLink<L>): string | null {
    return encodeCodeLink(link, (load) => this.kind.encodeLoad(load))
  }

  private setSide(name: SideName, change: Partial<Side<M>>): void {
    const { sides } = this.get()
    this.set({ sides: { ...sides, [name]: { ...sides[name], ...change } } })
  }

  private setCheck(exercise: string, change: Partial<CheckState>): void {
    const before = this.get().checks[exercise] ?? NOT_CHECKED
    this.set({ checks: { ...this.get().checks, [exercise]: { ...before, ...change } } })
  }
}

function sideOf(subject: Subject): Side<never> {
  return { subject, measurement: null, isRunning: false, error: null }
}

/** What went wrong; of the code when the worker says so, otherwise of the worker. */
function errorOf(error: unknown): CallError {
  if (error instanceof WorkerFailure && error.error !== null) return error.error
  return { kind: 'engine', message: error instanceof Error ? error.message : String(error), line: null, column: null }
}
