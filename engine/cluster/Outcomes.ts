import type { SendResult } from '../client/producer/SendResult'
import { MessageIds } from './MessageIds'

/** How the sends of the applications have ended, and what their listeners have consumed. */
export class Outcomes {
  sentCount: number
  acknowledgedCount: number
  readonly failedByException: Map<string, number>
  readonly sendStatus: Map<string, number>
  /** How the last send ended: its result, null for a oneway send, or what was thrown. */
  last: unknown
  /** How often listeners have ended how, message by message: `success`, `later`, … */
  readonly consumedByOutcome: Map<string, number>
  /** Messages that a group has consumed with success although it had done so before. */
  duplicateCount: number
  /** Group → the ids of what it has consumed with success. */
  private readonly consumedIds: Map<string, MessageIds>

  constructor() {
    this.sentCount = 0
    this.acknowledgedCount = 0
    this.failedByException = new Map()
    this.sendStatus = new Map()
    this.last = null
    this.consumedByOutcome = new Map()
    this.duplicateCount = 0
    this.consumedIds = new Map()
  }

  sent(): void {
    this.sentCount++
  }

  acknowledged(result: SendResult | null): void {
    this.acknowledgedCount++
    this.last = result
    if (result !== null) count(this.sendStatus, result.sendStatus)
  }

  /** A listener of a group has ended with these messages. */
  consumed(group: string, outcome: string, ids: readonly string[]): void {
    let known = this.consumedIds.get(group)
    if (known === undefined) this.consumedIds.set(group, (known = new MessageIds()))
    for (const id of ids) {
      count(this.consumedByOutcome, outcome)
      if (outcome === 'success' && !known.add(id)) this.duplicateCount++
    }
  }

  /** How many different messages each group has consumed with success. */
  consumedByGroup(): Map<string, number> {
    return new Map([...this.consumedIds].map(([group, ids]) => [group, ids.size]))
  }

  failed(error: unknown): void {
    this.last = error
    count(this.failedByException, error instanceof Error ? error.name : typeof error)
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
