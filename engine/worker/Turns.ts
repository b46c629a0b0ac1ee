import { assert } from '../kernel/assert'

/** Gives up one's turn until everybody else who waits has had one. */
export type GiveWay = () => Promise<void>

/** One thing at a time: all runs share the probes and the disk. */
export class Turns {
  /** Those who wait, in the order in which they came. */
  private readonly waiting: Array<() => void>
  private isTaken: boolean

  constructor() {
    this.waiting = []
    this.isTaken = false
  }

  /** Does the work when its turn comes. */
  async take<T>(work: (giveWay: GiveWay) => T | Promise<T>): Promise<T> {
    await this.begin()
    try {
      return await work(async () => {
        this.end()
        await nextTask()
        await this.begin()
      })
    } finally {
      this.end()
    }
  }

  private begin(): Promise<void> {
    if (this.isTaken) return new Promise((resolve) => this.waiting.push(resolve))
    this.isTaken = true
    return Promise.resolve()
  }

  /** Hands the turn to the next in line at once: a newcomer can't take it in between. */
  private end(): void {
    assert(this.isTaken, 'a turn that ends has begun')
    const next = this.waiting.shift()
    if (next === undefined) this.isTaken = false
    else next()
  }
}

/** Lets the worker hear what the page says. Unlike a timer it doesn't wait 4 ms. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
