import type { Fault, RunKey, SelectorName } from '../../../engine/worker/protocol'
import { branchId, forkedKey, forkEvent, keyWith, placeOf, sameCall, variantKey, withDescendants, withoutOlder } from './branches'
import type { BranchCause } from './branches'
import type { Moves } from './Moves'
import type { Runs } from './Runs'
import type { StepperCore } from './StepperCore'

/** What the run calls the reader's own code. */
export const READERS_FILE = 'strategy.ts'

/** Makes other runs out of the one that is shown: with a fault, or with another choice of the queue. */
export class Branching {
  private readonly core: StepperCore
  private readonly runs: Runs
  private readonly moves: Moves

  constructor(core: StepperCore, runs: Runs, moves: Moves) {
    this.core = core
    this.runs = runs
    this.moves = moves
  }

  async breakIt(fault: Fault): Promise<void> {
    if (this.core.get().run === null) return
    await this.moves.settled()
    await this.runs.making(async (isCurrent) => {
      const { key } = this.core.run()
      const { cursor, moment } = this.core.get()
      const intervention = { slice: moment!.faultSlice, fault }
      const model = await this.runs.model(forkedKey(key, intervention), placeOf(moment!))
      if (!isCurrent()) return
      this.moves.leave()
      await this.runs.add(model, { type: 'fault', intervention }, forkEvent(model, cursor), moment!, isCurrent)
      // A picture that the reader has chosen stays.
      if (isCurrent() && this.core.get().picture === 'sequence') this.core.set({ picture: 'story' })
    })
  }

  chooseSelector(selector: SelectorName | null): Promise<void> {
    return this.choose((key) => keyWith(key, { selector }), { type: 'selector', selector })
  }

  /** With another option at one point of the scenario; null for the scenario's own. A run that is there already is shown again. */
  async chooseVariant(name: string, option: string | null, label: string): Promise<void> {
    const { run, branches } = this.core.get()
    if (run === null) return
    const known = branches.find(({ id }) => id === branchId(variantKey(run.key, name, option)))
    if (known !== undefined) return this.selectBranch(known.id)
    await this.choose((key) => variantKey(key, name, option), { type: 'variant', label })
  }

  /** Code that has changed since takes the place of the run that was made with it, unless others came of that. */
  async runCode(code: string, line: number | null): Promise<void> {
    const { core, moves } = this
    const { branch } = core.get()
    await this.choose((key) => keyWith(key, { code }), { type: 'code' })
    core.set({ branches: withoutOlder(core.get().branches, branch, core.get().branch) })
    if (line === null || core.get().run?.key.code !== code) return
    await moves.move((key, event) => ({ type: 'run-to-line', key, event, file: READERS_FILE, line }))
    // A strategy that never got as far as that line is no mistake of the reader's.
    core.dismiss('no-such-line')
  }

  async selectBranch(id: string): Promise<void> {
    const branch = this.core.get().branches.find((each) => each.id === id)
    if (branch === undefined || id === this.core.get().branch) return
    this.moves.leave()
    await this.runs.making((isCurrent) => {
      return this.runs.show(branch, branch.cursor, isCurrent, { branches: this.runs.branchesWithCursor() })
    })
  }

  /** Removes a branch and all that were forked from it; the first one stays. */
  async removeBranch(id: string): Promise<void> {
    const { get, set } = this.core
    const { branches, branch } = get()
    const removed = branches.find((each) => each.id === id)
    if (removed === undefined || removed.parent === null) return
    const gone = withDescendants(branches, id)
    if (branch !== null && gone.has(branch)) await this.selectBranch(removed.parent)
    set({ branches: get().branches.filter((each) => !gone.has(each.id)) })
  }

  private async choose(change: (key: RunKey) => RunKey, cause: BranchCause): Promise<void> {
    const { run } = this.core.get()
    if (run === null) return
    await this.runs.making(async (isCurrent) => {
      // The two are compared from end to end.
      const [model] = await Promise.all([this.runs.wholeModel(change(run.key)), this.runs.whole()])
      const cursor = sameCall(run, this.core.get().cursor, model)
      if (!isCurrent()) return
      this.moves.leave()
      await this.runs.add(model, cause, null, cursor, isCurrent)
    })
  }
}
