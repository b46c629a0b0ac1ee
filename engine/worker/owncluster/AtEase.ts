import type { Steps } from '../archive/Steps'
import type { WorldClock } from './RealTime'

/** Work goes on for as long without a rest, in ms. */
const MILLIS_AT_ONCE = 40

/** The reader does not want any more what was being done. Nothing has changed. */
export class GivenUpError extends Error {
  constructor() {
    super('given up')
    this.name = 'GivenUpError'
  }
}

/** Does work in steps, so that others have their turn and the reader can give it up. */
export class AtEase {
  private readonly clock: WorldClock
  private givenUp: number

  constructor(clock: WorldClock) {
    this.clock = clock
    this.givenUp = 0
  }

  /** Gives up everything that is being done. */
  giveUp(): void {
    this.givenUp++
  }

  /** For what is begun now. @returns throws when it has been given up since: GivenUpError */
  begin(): () => void {
    const before = this.givenUp
    return () => {
      if (this.givenUp !== before) throw new GivenUpError()
    }
  }

  /**
   * @param told is told, at every rest, how much is done, from 0 to 1
   * @throws GivenUpError, and what a step throws
   */
  async do<T>(steps: Steps<T>, told: (done: number) => void): Promise<T> {
    const goOn = this.begin()
    for (let restedAt = this.clock.now(); ;) {
      const step = steps.next()
      if (step.done === true) return step.value
      if (this.clock.now() - restedAt < MILLIS_AT_ONCE) continue
      told(step.value)
      await this.clock.sleep(0)
      goOn()
      restedAt = this.clock.now()
    }
  }
}
