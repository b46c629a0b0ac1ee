import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Cursor, Fault, Request, RunKey, RunModel, StepKind } from '../../../engine/worker/protocol'
import { branchId, forkedKey, forkEvent, keyWith, sameCall, withDescendants, withoutOlder } from './branches'
import type { Branch, BranchCause, Choice } from './branches'
import { initialFolds } from './folds'
import { MomentPipe } from './MomentPipe'
import { NOTHING } from './nothing'
import { WorkerFailure } from './PortClient'
import { Player, type Later } from './Player'
import type { StepperData, StepperNotice, StepperState } from './StepperState'
import { decodeLink, encodeLink, type Link } from './url'
import { UNANSWERED, type WorkerClient } from './workerClient'

const later: Later = (action, millis) => {
  const timer = setTimeout(action, millis)
  return () => clearTimeout(timer)
}

/**
 * The page's side of the stepper. The worker is started with the first run.
 *
 * `prepare` gets ready what a page needs to show a run, before it is shown.
 *
 * What the reader sees is `cursor` (at once) and `moment` (as soon as the worker has answered).
 */
export function createStepper(
  connect: () => WorkerClient,
  wait: Later = later,
  prepare: Prepare = async () => {},
): StoreApi<StepperState> {
  return createStore<StepperState>((set, get) => {
    const session = new StepperSession({ connect, wait, prepare }, set, get)
    return { ...NOTHING, ...session.actions() }
  })
}

/** What the run calls the reader's own code. */
export const READERS_FILE = 'strategy.ts'

type Change = Partial<StepperData>
type Place = { readonly slice: number; readonly offset: number }

type Prepare = (key: RunKey) => Promise<void>
type World = { readonly connect: () => WorkerClient; readonly wait: Later; readonly prepare: Prepare }

class StepperSession {
  private readonly connect: () => WorkerClient
  private readonly set: (change: Change) => void
  private readonly get: () => StepperState
  private readonly pipe: MomentPipe
  private client: WorkerClient | null
  private anchors: readonly string[]
  private fallback: RunKey | null
  private pendingAnchor: string | null
  /** Counts the runs asked for, so that an answer to an earlier question is recognised. */
  private openings: number
  private readonly player: Player
  private readonly prepare: Prepare

  constructor({ connect, wait, prepare }: World, set: (change: Change) => void, get: () => StepperState) {
    this.connect = connect
    this.set = set
    this.get = get
    this.client = null
    this.anchors = []
    this.fallback = null
    this.pendingAnchor = null
    this.openings = 0
    this.prepare = prepare
    this.player = new Player({
      wait, get, set, go: (event) => this.ask(event), ask: (request) => this.worker().ask(request, 'moment'),
    })
    this.pipe = new MomentPipe({
      ask: (request) => this.worker().ask(request, 'moment', 'no-such-line'),
      arrived: (moment, isLast) => set(isLast ? { moment, cursor: moment.event } : { moment }),
      missed: (file, line) => this.notify({ kind: 'no-such-line', file, line }),
      failed: (error) => this.fail(error),
    })
  }

  actions(): Omit<StepperState, keyof StepperData> {
    const { set } = this
    return {
      open: (key, anchors) => this.open(key, anchors),
      openLink: (hash, wanted, anchors) => this.openLink(hash, wanted, anchors),
      seek: (event) => this.seek(event),
      seekAnchor: (anchor) => this.seekAnchor(anchor),
      step: (kind, back = false) => this.step(kind, back),
      runToLine: (file, line) => this.move((key, event) => ({ type: 'run-to-line', key, event, file, line })),
      nextTimer: () => this.move((key, event) => ({ type: 'next-timer', key, event })),
      play: () => this.player.play(),
      pause: () => this.player.pause(),
      setSpeed: (speed) => set({ speed }),
      followThread: (thread) => this.followThread(thread),
      breakIt: (fault) => this.breakIt(fault),
      chooseSelector: (selector) => this.choose({ selector }, { type: 'selector', selector }),
      runCode: (code, line) => this.runCode(code, line),
      runOffered: () => this.runOffered(),
      locate: (slice, offset) => this.move((key) => ({ type: 'locate', key, slice, offset })),
      place: () => this.place(),
      selectBranch: (id) => this.selectBranch(id),
      removeBranch: (id) => this.removeBranch(id),
      faultSlice: async () => (await this.place()).faultSlice,
      frame: async (frame) => (await this.worker().ask({ type: 'frame', key: this.run().key, frame }, 'frame')).frame,
      link: () => this.link(),
      notify: (notice) => this.notify(notice),
      dismiss: (kind) => this.dismiss(kind),
      setFolds: (folds) => set({ folds }),
      setScope: (scope) => set({ scope }),
      setPicture: (picture) => set({ picture }),
      setOverlay: (overlay) => set({ overlay }),
      setWriting: (isWriting) => set({ isWriting }),
    }
  }

  // Runs

  private async open(key: RunKey, anchors: readonly string[] = this.anchors): Promise<void> {
    this.anchors = anchors
    await this.running(async (isCurrent) => {
      const model = await this.model(key)
      if (isCurrent()) await this.begin(model, isCurrent)
    })
  }

  private async openLink(hash: string, wanted?: RunKey, anchors: readonly string[] = this.anchors): Promise<void> {
    const fallback = wanted ?? this.fallback
    if (fallback === null) return
    this.fallback = fallback
    this.anchors = anchors
    const { link, problem } = decodeLink(hash, [fallback.scenario])
    if (link === null && problem !== 'absent') this.notify({ kind: 'bad-link', problem })
    if (link === null) return this.open(fallback, anchors)
    const isFollowed = typeof link.packed === 'string' ? await this.offer(link, fallback) : await this.follow(link, fallback)
    if (isFollowed) return
    this.notify({ kind: 'bad-link', problem: 'malformed' })
    await this.open(fallback, anchors)
  }

  /** Code that somebody else may have written is shown, and runs when the reader says so. False if it is damaged. */
  private async offer({ key, cursor, packed }: Link, fallback: RunKey): Promise<boolean> {
    const code = (await import('../../strategy/logic/packing')).unpacked(packed!)
    if (code === null) return false
    this.set({ offered: { key: { ...key, code }, cursor }, isWriting: true })
    await this.open({ ...fallback, seed: key.seed })
    return true
  }

  private async runOffered(): Promise<void> {
    const { offered } = this.get()
    if (offered === null || this.fallback === null) return
    this.set({ offered: null })
    await this.follow(offered, this.fallback)
  }

  /** Opens the undisturbed run first, so that the reader can go back to it. False if the link leads nowhere. */
  private async follow(link: Link, fallback: RunKey): Promise<boolean> {
    let isFollowed = true
    await this.running(async (isCurrent) => {
      const { key, cursor } = link
      const base = await this.model({ ...fallback, seed: key.seed })
      if (isCurrent()) await this.begin(base, isCurrent)
      if (!isCurrent()) return
      try {
        if (branchId(key) !== branchId(base.key)) {
          const model = await this.model(key)
          const fork = key.interventions.length > 0 ? forkEvent(model, 0) : null
          if (isCurrent()) await this.add(model, { type: 'link' }, fork, cursor ?? 0, isCurrent)
        } else if (cursor !== null) {
          await this.show(this.get().branches[0]!, cursor, isCurrent)
        }
        isFollowed = !isCurrent() || cursor === null || this.get().moment?.slice === cursor.slice
      } catch {
        isFollowed = !isCurrent()
      }
    })
    return isFollowed
  }

  /** Runs an action during which the page shows that a run is being made. */
  private async running(action: (isCurrent: () => boolean) => Promise<void>): Promise<void> {
    const opening = ++this.openings
    const isCurrent = (): boolean => opening === this.openings
    this.player.pause()
    this.set({ busy: true, progress: null, error: null })
    try {
      await action(isCurrent)
    } catch (error) {
      if (isCurrent()) this.fail(error)
    }
    if (isCurrent()) this.set({ busy: false, progress: null })
  }

  private async model(key: RunKey): Promise<RunModel> {
    return (await this.worker().ask({ type: 'open', key, anchors: this.anchors }, 'run')).run
  }

  private async begin(model: RunModel, isCurrent: () => boolean): Promise<void> {
    const id = branchId(model.key)
    const wanted = model.anchors[this.pendingAnchor ?? ''] ?? model.anchors[this.anchors[0] ?? ''] ?? null
    const cursor = wanted ?? model.calls[0]?.from ?? 0
    this.pendingAnchor = null
    const first: Branch = { id, key: model.key, cause: { type: 'start' }, parent: null, forkedAt: null, model, cursor }
    await this.show(first, cursor, isCurrent, { branches: [first], folds: initialFolds(model.nodes) })
    if (model.storageReason !== null) this.notify({ kind: 'memory', reason: model.storageReason })
    if (model.truncated) this.notify({ kind: 'truncated' })
    this.dismiss('promise-broken')
    const mark = model.marks.find(({ data }) => data['type'] === 'promise-broken')
    if (mark !== undefined) this.notify({ kind: 'promise-broken', mark })
    if (this.pendingAnchor !== null && isCurrent()) this.seekAnchor(this.pendingAnchor)
  }

  private tellInvariant({ broken }: RunModel): void {
    this.dismiss('invariant-broken')
    if (broken !== null) this.notify({ kind: 'invariant-broken', broken })
  }

  private add(
    model: RunModel, cause: BranchCause, forkedAt: Cursor | null, at: Cursor | Place, isCurrent: () => boolean,
  ): Promise<void> {
    const { branch: parent, cursor } = this.get()
    const branches = this.withCursor()
    const id = branchId(model.key)
    const known = branches.find((branch) => branch.id === id)
    const added: Branch = known ?? { id, key: model.key, cause, parent, forkedAt, model, cursor }
    return this.show(added, at, isCurrent, { branches: known === undefined ? [...branches, added] : branches })
  }

  /** Changes to the branch in one go, when the worker has said what there is to be seen. */
  private async show(branch: Branch, at: Cursor | Place, isCurrent: () => boolean, change: Change = {}): Promise<void> {
    const { key, model, id } = branch
    const request: Request = typeof at === 'number'
      ? { type: 'seek', key, event: Math.min(at, model.events - 1) }
      : { type: 'locate', key, slice: at.slice, offset: at.offset }
    const [{ moment }] = await Promise.all([this.worker().ask(request, 'moment'), this.prepare(key)])
    if (!isCurrent()) return
    this.pipe.reset()
    this.tellInvariant(model)
    this.set({ ...change, run: model, branch: id, moment, cursor: moment.event, thread: null })
  }

  /** The branches, with where the reader is in the current one. */
  private withCursor(): readonly Branch[] {
    const { branches, branch, cursor } = this.get()
    return branches.map((each) => (each.id === branch ? { ...each, cursor } : each))
  }

  // Moments

  /** Goes to the event without stopping what plays. */
  private ask(event: Cursor): Promise<void> {
    const { run, thread } = this.get()
    if (run === null) return Promise.resolve()
    const target = Math.max(0, Math.min(Math.round(event), run.events - 1))
    this.set({ cursor: target })
    const { key } = run
    return this.pipe.submit(() => ({ type: 'seek', key, event: target, ...(thread === null ? {} : { thread }) }))
  }

  private seek(event: Cursor): Promise<void> {
    this.player.pause()
    return this.ask(event)
  }

  private seekAnchor(anchor: string): boolean {
    const { run } = this.get()
    if (run === null) {
      this.pendingAnchor = anchor
      return true
    }
    const event = run.anchors[anchor] ?? null
    if (event !== null) void this.seek(event)
    return event !== null
  }

  private async step(kind: StepKind, back: boolean): Promise<void> {
    const before = this.get().moment
    await this.move((key, event) => ({ type: 'step', key, event, kind, back }))
    const { moment, dismiss } = this.get()
    if (moment !== null && moment.event === before?.event) this.notify({ kind: 'no-step', step: kind, back })
    else dismiss('no-step')
  }

  private move(request: (key: RunKey, event: Cursor) => Request): Promise<void> {
    this.player.pause()
    return this.pipe.submit(() => {
      const { run, cursor } = this.get()
      return run === null ? null : request(run.key, cursor)
    })
  }

  private followThread(thread: number | null): Promise<void> {
    this.set({ thread })
    return this.seek(this.get().cursor)
  }

  // Branches

  private async breakIt(fault: Fault): Promise<void> {
    if (this.get().run === null) return
    await this.running(async (isCurrent) => {
      const { key } = this.run()
      const place = await this.place()
      const { cursor } = this.get()
      const intervention = { slice: place.faultSlice, fault }
      const model = await this.model(forkedKey(key, intervention))
      if (isCurrent()) await this.add(model, { type: 'fault', intervention }, forkEvent(model, cursor), place, isCurrent)
    })
  }

  private async choose(choice: Choice, cause: BranchCause): Promise<void> {
    const { run } = this.get()
    if (run === null) return
    await this.running(async (isCurrent) => {
      const model = await this.model(keyWith(run.key, choice))
      const cursor = sameCall(run, this.get().cursor, model)
      if (isCurrent()) await this.add(model, cause, null, cursor, isCurrent)
    })
  }

  /** Code that has changed since takes the place of the run that was made with it, unless others came of that. */
  private async runCode(code: string, line: number | null): Promise<void> {
    const { branch } = this.get()
    await this.choose({ code }, { type: 'code' })
    this.set({ branches: withoutOlder(this.get().branches, branch, this.get().branch) })
    if (line === null || this.get().run?.key.code !== code) return
    await this.move((key, event) => ({ type: 'run-to-line', key, event, file: READERS_FILE, line }))
    // A strategy that never got as far as that line is no mistake of the reader's.
    this.dismiss('no-such-line')
  }

  private async selectBranch(id: string): Promise<void> {
    const branch = this.get().branches.find((each) => each.id === id)
    if (branch === undefined || id === this.get().branch) return
    await this.running((isCurrent) => this.show(branch, branch.cursor, isCurrent, { branches: this.withCursor() }))
  }

  private async removeBranch(id: string): Promise<void> {
    const { branches, branch } = this.get()
    const removed = branches.find((each) => each.id === id)
    if (removed === undefined || removed.parent === null) return
    const gone = withDescendants(branches, id)
    if (branch !== null && gone.has(branch)) await this.selectBranch(removed.parent)
    this.set({ branches: this.get().branches.filter((each) => !gone.has(each.id)) })
  }

  // Places

  private run(): RunModel {
    const { run } = this.get()
    if (run === null) throw new Error('there is no run yet')
    return run
  }

  private place() {
    return this.worker().ask({ type: 'slice-of', key: this.run().key, event: this.get().cursor }, 'slice')
  }

  private async link(): Promise<string | null> {
    const { run } = this.get()
    if (run === null) return null
    const { slice, offset } = await this.place()
    const cursor = { slice, offset }
    if (typeof run.key.code !== 'string') return encodeLink({ key: run.key, cursor })
    const { MAX_LINK, packed } = await import('../../strategy/logic/packing')
    const link = encodeLink({ key: run.key, cursor, packed: packed(run.key.code) })
    return link.length > MAX_LINK ? null : link
  }

  // The rest

  private worker(): WorkerClient {
    if (this.client === null) {
      this.client = this.connect()
      this.client.listen((notice) => {
        if (notice.type === 'progress' && this.get().busy) this.set({ progress: { events: notice.events, time: notice.time } })
      })
    }
    return this.client
  }

  private notify(notice: StepperNotice): void {
    const others = this.get().notices.filter(({ kind }) => kind !== notice.kind)
    this.set({ notices: [...others, notice] })
  }

  private dismiss(kind: StepperNotice['kind']): void {
    this.set({ notices: this.get().notices.filter((notice) => notice.kind !== kind) })
  }

  private fail(error: unknown): void {
    this.player.pause()
    if (error instanceof WorkerFailure && error.error?.kind === UNANSWERED) return this.notify({ kind: 'restarted' })
    this.set({ error: error instanceof Error ? error.message : String(error) })
  }
}

