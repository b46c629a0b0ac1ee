// @notrace-file: the scheduler and its parts don't show in the trace of what they schedule.
import { assert } from './assert'
import type { Thread } from './Thread'

/** The runnable threads, first come, first served: a ring that grows. */
export class RunQueue {
  private ring: Array<Thread | null>
  private head: number
  private count: number

  constructor() {
    this.ring = new Array<Thread | null>(64).fill(null)
    this.head = 0
    this.count = 0
  }

  push(thread: Thread): void {
    if (this.count === this.ring.length) this.grow()
    this.ring[(this.head + this.count++) & (this.ring.length - 1)] = thread
  }

  pop(): Thread | null {
    if (this.count === 0) return null
    const thread = this.ring[this.head] ?? null
    assert(thread !== null, 'a counted place of the queue holds a thread')
    this.ring[this.head] = null
    this.head = (this.head + 1) & (this.ring.length - 1)
    this.count--
    return thread
  }

  private grow(): void {
    const grown = new Array<Thread | null>(this.ring.length * 2).fill(null)
    for (let index = 0; index < this.count; index++) {
      grown[index] = this.ring[(this.head + index) & (this.ring.length - 1)]!
    }
    this.ring = grown
    this.head = 0
  }
}
