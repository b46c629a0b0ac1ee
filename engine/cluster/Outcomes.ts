import type { SendResult } from '../client/producer/SendResult'

/** How the sends of the applications have ended. */
export class Outcomes {
  sentCount: number
  acknowledgedCount: number
  readonly failedByException: Map<string, number>
  readonly sendStatus: Map<string, number>
  /** How the last send ended: its result, null for a oneway send, or what was thrown. */
  last: unknown

  constructor() {
    this.sentCount = 0
    this.acknowledgedCount = 0
    this.failedByException = new Map()
    this.sendStatus = new Map()
    this.last = null
  }

  sent(): void {
    this.sentCount++
  }

  acknowledged(result: SendResult | null): void {
    this.acknowledgedCount++
    this.last = result
    if (result !== null) count(this.sendStatus, result.sendStatus)
  }

  failed(error: unknown): void {
    this.last = error
    count(this.failedByException, error instanceof Error ? error.name : typeof error)
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
