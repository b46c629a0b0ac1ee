import { runWithHost } from '../../adapters/host/runWithHost'
import type { Kernel } from '../../kernel/Kernel'

/** The world's time. */
export interface WorldClock {
  /** ms since 1970. */
  now(): number
  /** With 0: lets everybody else have a turn. */
  sleep(millis: number): Promise<void>
}

const TICK_MILLIS = 50
/** The kernel has the worker for so long at a time, in ms. */
const TURN_MILLIS = 50
/** A machine that is further behind than this has slept, as with its lid closed. In ms. */
const MAX_LAG_MILLIS = 60_000

interface Wish {
  readonly isFulfilled: () => boolean
  readonly deadline: number
  readonly resolve: (isFulfilled: boolean) => void
  readonly reject: (error: unknown) => void
}

/** Hears how the kernel that is driven gets on. */
export interface TimeListener {
  /** Called after each turn, before those who wait hear of it. */
  turned(): void
  /** The kernel has thrown and runs no longer. */
  failed(error: unknown): void
}

/**
 * Drives a kernel by the time of the world. As long as somebody waits for something it runs as fast as it can. When its
 * clock gets ahead by that, it goes at half the speed afterwards, until the world has caught up. When computing takes longer
 * than it should in the cluster, the clocks are set: the cluster doesn't live through that time, or else everything that is
 * due in it, such as flushes, would happen at once as soon as nobody waits any more.
 */
export class RealTime {
  private readonly kernel: Kernel
  private readonly clock: WorldClock
  private readonly listener: TimeListener
  private wishes: Wish[]
  private isStopped: boolean
  /** What has ended it, if not {@link stop}. */
  private failure: unknown
  private lastTurn: number
  private nudge: () => void
  private loop: Promise<void>

  constructor(kernel: Kernel, clock: WorldClock, listener: TimeListener) {
    this.kernel = kernel
    this.clock = clock
    this.listener = listener
    this.wishes = []
    this.isStopped = false
    this.failure = null
    this.lastTurn = clock.now()
    this.nudge = () => {}
    this.loop = Promise.resolve()
  }

  start(): void {
    this.loop = this.run()
  }

  /** Stops all movement, and tells those who wait. */
  async stop(): Promise<void> {
    this.isStopped = true
    this.nudge()
    await this.loop
  }

  /**
   * Runs on until something is so. @returns false when it was stopped before, or when `millis` of virtual time were over
   */
  until(isFulfilled: () => boolean, millis = Infinity): Promise<boolean> {
    if (this.failure !== null) return Promise.reject(this.failure)
    if (this.isStopped) return Promise.resolve(isFulfilled())
    return new Promise((resolve, reject) => {
      this.wishes.push({ isFulfilled, deadline: this.kernel.now + millis * 1000, resolve, reject })
      this.nudge()
    })
  }

  private async run(): Promise<void> {
    try {
      await this.runOn()
      for (const { isFulfilled, resolve } of this.wishes.splice(0)) resolve(isFulfilled())
    } catch (error) {
      this.isStopped = true
      this.failure = error
      this.listener.failed(error)
      for (const { reject } of this.wishes.splice(0)) reject(error)
    }
  }

  private async runOn(): Promise<void> {
    while (!this.isStopped) {
      await this.turn()
      this.listener.turned()
      this.settle()
      if (this.isStopped) break
      const nudged = new Promise<void>((resolve) => {
        this.nudge = resolve
      })
      const isBusy = this.wishes.length > 0 || this.lagMillis() > TICK_MILLIS
      await Promise.race([nudged, this.clock.sleep(isBusy ? 0 : TICK_MILLIS)])
    }
  }

  private async turn(): Promise<void> {
    const { kernel, clock } = this
    const end = clock.now() + TURN_MILLIS
    const isWaitedFor = this.wishes.length > 0
    const time = isWaitedFor ? Infinity : this.dueMicros()
    this.lastTurn = clock.now()
    if (kernel.now >= time) return
    await runWithHost(kernel, { time, until: () => this.isStopped || this.isAnyFulfilled() || clock.now() >= end })
    if (isWaitedFor) this.setClocks(0)
  }

  /** How far the kernel's clock is behind the world's; negative: ahead. */
  private lagMillis(): number {
    return this.clock.now() - this.kernel.epochMillis - this.kernel.now / 1000
  }

  /** Up to where it should run now. */
  private dueMicros(): number {
    if (this.lagMillis() > MAX_LAG_MILLIS) this.setClocks(TICK_MILLIS)
    const elapsed = Math.max(0, this.clock.now() - this.lastTurn)
    const lag = this.lagMillis()
    const wanted = lag >= 0 ? lag : elapsed / 2
    return this.kernel.now + Math.floor(wanted * 1000)
  }

  /** Sets the clocks to the world's time less `less` ms, never back. */
  private setClocks(less: number): void {
    this.kernel.epochMillis += Math.max(0, Math.floor(this.lagMillis() - less))
  }

  private isAnyFulfilled(): boolean {
    return this.wishes.some((wish) => this.isOver(wish))
  }

  private isOver({ isFulfilled, deadline }: Wish): boolean {
    return isFulfilled() || this.kernel.now >= deadline
  }

  private settle(): void {
    const over = this.wishes.filter((wish) => this.isOver(wish))
    this.wishes = this.wishes.filter((wish) => !over.includes(wish))
    for (const { isFulfilled, resolve } of over) resolve(isFulfilled())
  }
}
