import { CANCEL } from '../../../engine/worker/protocol'
import type { Cursor, Request, RunKey, RunModel, PlaceInRun } from '../../../engine/worker/protocol'
import { branchId, type Branch, type BranchCause } from './branches'
import { initialFolds } from './folds'
import type { Moves } from './Moves'
import { WorkerFailure } from './PortClient'
import { withinRun, type Change, type StepperCore } from './StepperCore'

/** Gets ready what a page needs to show a run, before it is shown. */
export type Prepare = (key: RunKey) => Promise<void>

/** Is what has been asked for still what the reader wants? */
export type IsCurrent = () => boolean

/** Makes runs, and changes from the run that is shown to another one: all at once, when everything to be seen is there. */
export class Runs {
  private readonly core: StepperCore
  private readonly moves: Moves
  private readonly prepare: Prepare
  private anchors: readonly string[]
  /** Where the run begins that is being made; null: at the first of the anchors. */
  private beginning: string | null
  /** The rest of runs that are shown as far as they are there, by the ids of their branches. */
  private readonly rests: Map<string, Promise<void>>
  /** Counts what has been asked for, so that an answer to an earlier question is recognised. */
  private openings: number

  constructor(core: StepperCore, moves: Moves, prepare: Prepare) {
    this.core = core
    this.moves = moves
    this.prepare = prepare
    this.anchors = []
    this.beginning = null
    this.rests = new Map()
    this.openings = 0
  }

  /** The places that all runs are to say the events of; the first is where the reader begins. */
  useAnchors(anchors: readonly string[]): void {
    this.anchors = anchors
  }

  /** Asked for while a run is being made, and another one may still be shown that has the anchor as well. */
  beginAt(anchor: string): void {
    this.beginning = anchor
  }

  /** Does something during which the page shows that a run is being made. */
  async making(action: (isCurrent: IsCurrent) => Promise<void>): Promise<void> {
    const { core, moves } = this
    const opening = ++this.openings
    const isCurrent = (): boolean => opening === this.openings
    moves.player.pause()
    core.set({ busy: true, progress: null, error: null })
    try {
      await action(isCurrent)
    } catch (error) {
      if (isCurrent()) core.fail(error)
    }
    if (isCurrent()) core.set({ busy: false, progress: null })
  }

  /** Ends the making of a run; the one that was shown before stays. */
  cancel(): void {
    if (!this.core.get().busy) return
    this.openings++
    this.core.cancel()
    this.core.set({ busy: false, progress: null })
    this.core.notify({ kind: 'cancelled' })
  }

  /**
   * The run as far as the reader looks first: from the place, or from the first anchor on.
   * @throws WorkerFailure
   */
  async model(key: RunKey, place: PlaceInRun | null = null): Promise<RunModel> {
    return (await this.core.ask({ type: 'open', key, anchors: this.anchors, place }, 'run')).run
  }

  /** All of it. @throws WorkerFailure */
  async wholeModel(key: RunKey): Promise<RunModel> {
    return (await this.core.ask({ type: 'open', key, anchors: this.anchors, isWhole: true }, 'run')).run
  }

  /** Waits until the run that is shown is there to its end. */
  async whole(): Promise<void> {
    const { run } = this.core.get()
    if (run !== null && !run.isWhole) await this.complete(run)
  }

  /** Begins with a run; all others are forgotten. */
  async begin(model: RunModel, isCurrent: IsCurrent): Promise<void> {
    const wanted = this.moves.takeWantedAnchor() ?? this.beginning
    this.beginning = null
    const cursor = model.anchors[wanted ?? ''] ?? model.anchors[this.anchors[0] ?? ''] ?? model.calls[0]?.from ?? 0
    const id = branchId(model.key)
    const first: Branch = { id, key: model.key, cause: { type: 'start' }, parent: null, forkedAt: null, model, cursor }
    const folds = initialFolds(model.nodes, this.core.get().folds.spoken)
    await this.show(first, cursor, isCurrent, { branches: [first], folds })
    if (!isCurrent()) return
    if (model.storageReason !== null) this.core.notify({ kind: 'memory', reason: model.storageReason })
    // Asked for meanwhile, or not reached yet by what there is of the run.
    const late = this.moves.takeWantedAnchor() ?? wanted
    if (late !== null && model.anchors[late] !== cursor) this.moves.goToAnchor(late)
  }

  /** Puts the whole run in the place of its beginning, wherever that is shown, as soon as it is there. */
  private complete({ key, isWhole }: RunModel): Promise<void> {
    if (isWhole) return Promise.resolve()
    const id = branchId(key)
    const known = this.rests.get(id)
    if (known !== undefined) return known
    const rest = this.rest(id, key).finally(() => this.rests.delete(id))
    this.rests.set(id, rest)
    return rest
  }

  private async rest(id: string, key: RunKey): Promise<void> {
    const { core, moves } = this
    const isThere = (): boolean => core.get().branches.some((branch) => branch.id === id)
    try {
      const model = await this.wholeModel(key).catch((error: unknown) => {
        // Cancelling ends all runs that are being made; but this one is shown, and still wanted.
        if (error instanceof WorkerFailure && error.message === CANCEL && isThere()) return this.wholeModel(key)
        throw error
      })
      const branches = core.get().branches.map((branch) => (branch.id === id ? { ...branch, model } : branch))
      if (core.get().branch !== id) return core.set({ branches })
      core.set({ branches, run: model })
      this.tell(model)
      moves.runHasGrown()
    } catch (error) {
      if (isThere()) core.fail(error)
    }
  }

  /** Shows a run beside those that are there already, of which it may be one. */
  add(
    model: RunModel, cause: BranchCause, forkedAt: Cursor | null, at: Cursor | PlaceInRun, isCurrent: IsCurrent,
  ): Promise<void> {
    const { branch: parent, cursor } = this.core.get()
    const branches = this.branchesWithCursor()
    const id = branchId(model.key)
    const known = branches.find((branch) => branch.id === id)
    const added: Branch = known ?? { id, key: model.key, cause, parent, forkedAt, model, cursor }
    return this.show(added, at, isCurrent, { branches: known === undefined ? [...branches, added] : branches })
  }

  /** Changes to the branch in one go, when the worker has said what there is to be seen. */
  async show(branch: Branch, at: Cursor | PlaceInRun, isCurrent: IsCurrent, change: Change = {}): Promise<void> {
    const { core, moves } = this
    const { key, model, id } = branch
    const request: Request = typeof at === 'number'
      ? { type: 'seek', key, event: withinRun(model, at) }
      : { type: 'locate', key, slice: at.slice, offset: at.offset }
    const [{ moment }] = await Promise.all([core.ask(request, 'moment'), this.prepare(key)])
    if (!isCurrent()) return
    moves.reset()
    this.tell(model)
    core.set({ ...change, run: model, branch: id, moment, cursor: moment.event, thread: null, looks: [] })
    for (const each of core.get().branches) void this.complete(each.model)
  }

  /** The branches, with where the reader is in the current one. */
  branchesWithCursor(): readonly Branch[] {
    const { branches, branch, cursor } = this.core.get()
    return branches.map((each) => (each.id === branch ? { ...each, cursor } : each))
  }

  /** What has to be said of a run, in place of what was said of the one before. */
  private tell({ truncated, treading, broken, marks, threads }: RunModel): void {
    const { core } = this
    for (const kind of ['truncated', 'treadmill', 'invariant-broken', 'promise-broken'] as const) core.dismiss(kind)
    if (truncated) core.notify({ kind: 'truncated' })
    if (treading !== null) {
      const thread = threads.find(({ id }) => id === treading)
      core.notify({ kind: 'treadmill', thread: thread?.name ?? '', node: thread?.node ?? '' })
    }
    if (broken !== null) core.notify({ kind: 'invariant-broken', broken })
    const mark = marks.find(({ data }) => data['type'] === 'promise-broken')
    if (mark !== undefined) core.notify({ kind: 'promise-broken', mark })
  }
}
