import { assert } from '../kernel/assert'
import type { Random } from '../kernel/Random'

/** Draws numbers from 0 on, each as often as its weight says. */
export class KeyDraw {
  /** The sums of all weights up to each. */
  private readonly sums: readonly number[]
  private readonly random: Random

  /** `weights`: whole numbers, at least one of them positive. */
  constructor(weights: readonly number[], random: Random) {
    let sum = 0
    this.sums = weights.map((weight) => (sum += weight))
    assert(sum > 0, 'one of the weights is positive', sum)
    this.random = random
  }

  next(): number {
    const place = this.random.nextInt(this.sums.at(-1) ?? 0)
    let from = 0
    let to = this.sums.length - 1
    while (from < to) {
      const middle = (from + to) >>> 1
      if (this.sums[middle]! <= place) from = middle + 1
      else to = middle
    }
    return from
  }
}
