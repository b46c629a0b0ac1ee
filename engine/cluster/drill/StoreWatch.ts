import { assert } from '../../kernel/assert'
import type { Process } from '../../kernel/Process'
import type { Thread } from '../../kernel/Thread'
import { broken } from './StorePromise'

interface Period {
  /** From the start of the store to the first round, in ms. */
  readonly first: number
  readonly period: number
}

/** What the store does over and over, by the labels of its scheduled tasks. */
const PERIODIC_TASKS: Readonly<Record<string, Period>> = {
  'flush store checkpoint': { first: 1000, period: 1000 },
  'clean the commit log': { first: 60_000, period: 10_000 },
  'clean the queues': { first: 60_000, period: 10_000 },
}

/** A round of cleaning pauses after each file; after this many periods a task is missed for certain. */
const MISSED_PERIODS = 5

/** Threads that come to an end by themselves. */
const SHORT_LIVED: ReadonlySet<string> = new Set(['main', 'FlushIndexFileThread'])

/** Looks after the threads of a store and after its periodic tasks, from one start to the next end. */
export class StoreWatch {
  private process: Process | null
  private threads: readonly Thread[]
  private startedAt: number
  private readonly lastRounds: Map<string, number>

  constructor() {
    this.process = null
    this.threads = []
    this.startedAt = 0
    this.lastRounds = new Map()
  }

  /** The store has just been started in this process. */
  began(process: Process): void {
    assert(this.process === null, 'one life of a store is watched at a time', process.name)
    assert(process.alive, 'what is watched lives', process.name)
    this.process = process
    this.threads = [...process.threads].filter((thread) => !SHORT_LIVED.has(thread.name))
    this.startedAt = process.kernel.now
    this.lastRounds.clear()
  }

  /** The store is about to end, one way or the other. */
  ended(): void {
    this.process = null
  }

  /** A scheduled task of some process begins. */
  taskBegan(processName: string, label: string): void {
    if (this.process?.name === processName) this.lastRounds.set(label, this.process.kernel.now)
  }

  /** @throws BrokenPromiseError when a thread has ended, or a task has not come for several periods */
  check(): void {
    if (this.process === null) return
    for (const { name, isAlive } of this.threads) if (!isAlive) broken('lives', `thread ${name} has ended`)
    const { now } = this.process.kernel
    for (const [label, { first, period }] of Object.entries(PERIODIC_TASKS)) {
      const last = this.lastRounds.get(label) ?? this.startedAt + (first - period) * 1000
      const missed = Math.floor((now - last) / (period * 1000))
      if (missed >= MISSED_PERIODS) broken('lives', `the task '${label}' has not come for ${missed} periods`)
    }
  }
}
