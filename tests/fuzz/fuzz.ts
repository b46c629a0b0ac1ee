/**
 * `npm run fuzz -- --seeds A..B`: runs the store's fuzzer over these seeds and says which of them go wrong. With `--first` it
 * prints only the first that does, as JSON.
 */
import { reportOf } from './report'
import { runSeed } from './runDrill'

const PROGRESS_MILLIS = 5000
const MAX_FAILURES = 5

const [first, last] = seedsOf(process.argv.slice(2))
const isFirstWanted = process.argv.includes('--first')
const failed: number[] = []
let nextProgress = Date.now() + PROGRESS_MILLIS
for (let seed = first; seed <= last && failed.length < MAX_FAILURES; seed++) {
  const result = runSeed(seed)
  if (result.problem !== null && isFirstWanted) {
    console.log(JSON.stringify({ seed, problem: result.problem.split('\n')[0] }))
    process.exit(1)
  }
  if (result.problem !== null) {
    failed.push(seed)
    console.log(reportOf(seed, result))
  }
  if (Date.now() < nextProgress || isFirstWanted) continue
  console.log(`  seed ${seed} of ${first}..${last}, ${failed.length} failed`)
  nextProgress = Date.now() + PROGRESS_MILLIS
}
if (failed.length === 0) console.log(`seeds ${first}..${last}: all is well`)
process.exit(failed.length === 0 ? 0 : 1)

function seedsOf(args: readonly string[]): [number, number] {
  const value = args[args.indexOf('--seeds') + 1]
  const match = /^(\d+)(?:\.\.(\d+))?$/.exec(args.includes('--seeds') ? value ?? '' : '1..2000')
  if (match === null) {
    console.error('usage: npm run fuzz -- --seeds A..B')
    process.exit(2)
  }
  return [Number(match[1]), Number(match[2] ?? match[1])]
}
