import type { SendResult } from '../client/producer/SendResult'

/** What has become of the messages that the applications sent. */
export class Outcomes {
  sentCount: number
  acknowledgedCount: number
  readonly failedByException: Map<string, number>
  readonly sendStatus: Map<string, number>

  constructor() {
    this.sentCount = 0
    this.acknowledgedCount = 0
    this.failedByException = new Map()
    this.sendStatus = new Map()
  }

  sent(): void {
    this.sentCount++
  }

  acknowledged(result: SendResult | null): void {
    this.acknowledgedCount++
    if (result !== null) count(this.sendStatus, result.sendStatus)
  }

  failed(error: unknown): void {
    count(this.failedByException, error instanceof Error ? error.name : typeof error)
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
