import { describe, expect, test } from 'vitest'
import { Random } from '../../../engine/kernel/Random'
import { zipOf } from '../../engine/worker/archive/support/zips'
import type { Files } from './goodArchive'
import { goodFiles } from './goodArchive'
import { handIn } from './handIn'

const WHOLE = 65

/** One of the files that have something in them. */
function someFile(files: Files, random: Random): string {
  const paths = [...files.keys()].filter((path) => files.get(path)!.length > 0)
  return paths[random.nextInt(paths.length)]!
}

/** Where the bytes are, more often than in the zeros behind them. */
function somePlace(bytes: Uint8Array, random: Random): number {
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1
  return random.nextInt(Math.max(1, random.nextInt(10) === 0 ? bytes.length : end))
}

const CHANGES: ReadonlyArray<(files: Files, random: Random) => Uint8Array | void> = [
  function flipBit(files, random) {
    const bytes = files.get(someFile(files, random))!
    bytes[somePlace(bytes, random)]! ^= 1 << random.nextInt(8)
  },
  function fill(files, random) {
    const bytes = files.get(someFile(files, random))!
    const at = somePlace(bytes, random)
    bytes.fill(random.nextInt(256), at, at + 1 + random.nextInt(64))
  },
  function cutOff(files, random) {
    const path = someFile(files, random)
    files.set(path, files.get(path)!.slice(0, random.nextInt(files.get(path)!.length)))
  },
  function leaveOut(files, random) {
    files.delete(someFile(files, random))
  },
  function exchange(files, random) {
    const [one, other] = [someFile(files, random), someFile(files, random)]
    const bytes = files.get(one)!
    files.set(one, files.get(other)!)
    files.set(other, bytes)
  },
  function rename(files, random) {
    const path = someFile(files, random)
    const queue = 'store/consumequeue/T/-1/00000000000000000000'
    const names = ['store/commitlog/x', 'store/config/../../x', `${path}/x`, queue, '__proto__']
    files.set(names[random.nextInt(names.length)]!, files.get(path)!)
    files.delete(path)
  },
  function damageTheZip(files, random) {
    const zip = zipOf(files)
    for (let count = 1 + random.nextInt(4); count > 0; count--) {
      zip[random.nextInt(zip.length)]! ^= 1 + random.nextInt(255)
    }
    return zip
  },
]

/** The archive that a seed makes of a good one. */
async function mutated(seed: number): Promise<Uint8Array> {
  const random = new Random(seed)
  const files = await goodFiles()
  let zip: Uint8Array | void = undefined
  for (let count = 1 + random.nextInt(2); count > 0 && !zip; count--) {
    zip = CHANGES[random.nextInt(CHANGES.length)]!(files, random)
  }
  return zip ?? zipOf(files)
}

/** Each archive is refused, and all is as it was; or a broker runs on it, and what it lacks was told before. */
export function describeMutations(from: number, to: number): void {
  describe(`a good archive with something changed, seeds ${from} to ${to}`, () => {
    const answers = { refused: 0, imported: 0 }
    const seeds = Array.from({ length: to - from + 1 }, (_, index) => from + index)
    test.each(seeds)('seed %d', async (seed) => {
      const { answer, problems, records } = await handIn(await mutated(seed))
      answers[answer]++
      if (answer === 'refused') expect(problems.some(({ level }) => level === 'error')).toBe(true)
      else if (problems.length === 0) expect(records).toBe(WHOLE)
    })

    test('some of them are refused, and some imported', () => {
      expect(answers.refused).toBeGreaterThan(seeds.length / 10)
      expect(answers.imported).toBeGreaterThan(seeds.length / 10)
    })
  })
}
