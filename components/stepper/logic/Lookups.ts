import type { Asker, ChangeFound, Cursor, ShownContents, ShownObject, ValueSlot, VariablesOf } from '../../../engine/worker/protocol'
import type { StepperCore } from './StepperCore'
import type { Looked, StepperActions } from './StepperState'

type Questions = Parameters<StepperActions['inspect']>[2]

/** Looks for what a recording does not have, which may take the worker a while: it has to do the run once more. */
export class Lookups {
  private readonly core: StepperCore

  constructor(core: StepperCore) {
    this.core = core
  }

  inspect(of: VariablesOf, asker: Asker, questions: Questions): Promise<Looked<ReadonlyArray<ShownContents | null>>> {
    const { key } = this.core.run()
    return this.looking(async () => {
      const reply = await this.core.ask({ type: 'inspect', key, of, asker, questions }, 'contents', 'outdated', 'given-up')
      return reply.type === 'contents' ? reply.contents : reply.type
    })
  }

  findChange(of: VariablesOf, slot: ValueSlot, back: boolean): Promise<Looked<ChangeFound>> {
    const { key } = this.core.run()
    return this.looking(async () => {
      const reply = await this.core.ask({ type: 'change', key, of, slot, back }, 'change', 'outdated', 'given-up')
      return reply.type === 'change' ? reply.change : reply.type
    })
  }

  objects(event: Cursor, node: string, unfolded: readonly string[]): Promise<Looked<readonly ShownObject[]>> {
    const { key } = this.core.run()
    return this.looking(async () => {
      const reply = await this.core.ask({ type: 'objects', key, event, node, unfolded }, 'objects', 'outdated', 'given-up')
      return reply.type === 'objects' ? reply.objects : reply.type
    })
  }

  stop(): void {
    if (this.core.get().lookups > 0) this.core.stopLooking()
  }

  private async looking<T>(look: () => Promise<T>): Promise<T> {
    const { get, set } = this.core
    set({ lookups: get().lookups + 1 })
    try {
      return await look()
    } finally {
      const lookups = get().lookups - 1
      set(lookups === 0 ? { lookups, looked: null } : { lookups })
    }
  }
}
