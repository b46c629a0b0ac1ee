import { expect, test } from 'vitest'
import type { Fuzzed, Fuzzer } from './Fuzzer'
import { reportOf } from './report'

/** Tests for all seeds that the drill runs when it is not told which, some of them in each test. */
export function testSeedBySeed<Result extends Fuzzed>(fuzzer: Fuzzer<Result>, perTest: number): void {
  const begins = Array.from({ length: fuzzer.seeds / perTest }, (_, index) => 1 + index * perTest)
  test.each(begins)('seeds from %i on', (first) => {
    for (let seed = first; seed < first + perTest; seed++) {
      const result = fuzzer.run(seed)
      if (result.problem !== null) expect.fail(reportOf(fuzzer, seed, fuzzer.minimise(result)))
    }
  })
}
