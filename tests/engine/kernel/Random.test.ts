import { describe, expect, it } from 'vitest'
import { Random } from '../../../engine/kernel/Random'

/** sfc32 once more, over BigInt: the published definition word for word. */
function* sfc32(seed: bigint): Generator<number> {
  const mask = 0xffffffffn
  let [a, b, c, counter] = [0x9e3779b9n, seed & mask, (seed >> 32n) & mask, 1n]
  for (;;) {
    const result = (a + b + counter) & mask
    counter = (counter + 1n) & mask
    a = b ^ (b >> 9n)
    b = (c + ((c << 3n) & mask)) & mask
    c = ((((c << 21n) & mask) | (c >> 11n)) + result) & mask
    yield Number(BigInt.asIntN(32, result))
  }
}

describe('Random', () => {
  it.each([0, 1, 42, 2 ** 32 + 5, 2 ** 52 - 1])('is sfc32 with seed %d', (seed) => {
    const random = new Random(seed)
    const reference = sfc32(BigInt(seed))
    for (let round = 0; round < 16; round++) reference.next()
    for (let round = 0; round < 100; round++) expect(random.nextInt32()).toBe(reference.next().value)
  })

  it('reaches every integer below the bound, and none beyond', () => {
    const random = new Random(3)
    const counts = new Array<number>(10).fill(0)
    for (let round = 0; round < 10_000; round++) counts[random.nextInt(10)]!++
    expect(counts).toHaveLength(10)
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })

  it('gives fractions from 0 up to but not including 1', () => {
    const random = new Random(4)
    for (let round = 0; round < 10_000; round++) {
      const fraction = random.nextFraction()
      expect(fraction >= 0 && fraction < 1).toBe(true)
    }
  })

  it('forks a generator that its parent does not disturb', () => {
    const take = (random: Random): number[] => Array.from({ length: 8 }, () => random.nextInt32())
    const one = new Random(5)
    const other = new Random(5)
    const forkOfOne = one.fork()
    const forkOfOther = other.fork()
    take(one)
    expect(take(forkOfOne)).toEqual(take(forkOfOther))
    expect(take(new Random(5).fork())).not.toEqual(take(new Random(5)))
  })
})
