import type { Keeper } from '../../site/logic/choice'
import { historyOf, parseHistory, recorded, currentText } from './history'
import type { History } from './history'
import { SLOTS } from './subjects'
import type { Slot } from './subjects'

/** The reader's own strategies, each with how it came to be. */
export class SlotStore {
  private readonly keeper: Keeper
  private readonly start: string
  private readonly kind: string
  private readonly histories: Map<Slot, History>

  /** `start`: what stands in a slot that was never written in. `kind`: of code; each has slots of its own. */
  constructor(keeper: Keeper, start: string, kind = 'strategy') {
    this.keeper = keeper
    this.start = start
    this.kind = kind
    this.histories = new Map()
  }

  history(slot: Slot): History {
    const kept = this.histories.get(slot) ?? parseHistory(this.keeper.recall(this.keyOf(slot)))
    const known = kept ?? historyOf(this.start)
    this.histories.set(slot, known)
    return known
  }

  code(slot: Slot): string {
    return currentText(this.history(slot))
  }

  save(slot: Slot, code: string): void {
    const before = this.history(slot)
    const history = recorded(before, code)
    if (history === before) return
    this.histories.set(slot, history)
    this.keeper.remember(this.keyOf(slot), JSON.stringify(history))
  }

  /** The first slot that was never written in. */
  firstUnused(): Slot | null {
    return SLOTS.find((slot) => this.history(slot).edits.length === 0 && this.code(slot) === this.start) ?? null
  }

  private keyOf(slot: Slot): string {
    return `${this.kind}-${slot}`
  }
}
