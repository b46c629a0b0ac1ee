/** How the application's own part of a transaction has ended. */
export type LocalOutcome = 'commit' | 'rollback'

/**
 * What the application's database knows of its transactions, by the keys of their messages. All members of a group ask the same
 * one, and it outlives them: what was written before a process died is there afterwards.
 */
export class ApplicationDatabase {
  private readonly outcomes: Map<string, LocalOutcome>

  constructor() {
    this.outcomes = new Map()
  }

  write(keys: string, outcome: LocalOutcome): void {
    this.outcomes.set(keys, outcome)
  }

  /** Null if nothing is known: it has not happened, or not yet. */
  read(keys: string): LocalOutcome | null {
    return this.outcomes.get(keys) ?? null
  }
}
