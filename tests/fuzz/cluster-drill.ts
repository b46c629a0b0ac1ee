/**
 * `npm run cluster-drill -- --seeds A..B`: runs the cluster drill over these seeds and says which of them go wrong. With `--first`
 * it ends at the first one and prints it as JSON.
 */
import { clusterReportOf } from './clusterReport'
import { runClusterSeed } from './runClusterDrill'

const PROGRESS_MILLIS = 5000
const MAX_FAILURES = 5

const [first, last] = seedsOf(process.argv.slice(2))
const failed: number[] = []
const begin = Date.now()
let nextProgress = begin + PROGRESS_MILLIS
for (let seed = first; seed <= last && failed.length < MAX_FAILURES; seed++) {
  const result = runClusterSeed(seed)
  if (result.problem !== null && process.argv.includes('--first')) {
    console.log(JSON.stringify({ seed, problem: result.problem.split('\n')[0] }))
    process.exit(1)
  }
  if (result.problem !== null) {
    failed.push(seed)
    console.log(clusterReportOf(seed, result))
  }
  if (Date.now() < nextProgress || process.argv.includes('--first')) continue
  const perMinute = Math.round(((seed - first + 1) / (Date.now() - begin)) * 60_000)
  console.log(`  seed ${seed} of ${first}..${last}, ${failed.length} failed, ${perMinute} seeds a minute`)
  nextProgress = Date.now() + PROGRESS_MILLIS
}
if (failed.length === 0) console.log(`seeds ${first}..${last}: all is well`)
process.exit(failed.length === 0 ? 0 : 1)

function seedsOf(args: readonly string[]): [number, number] {
  const value = args[args.indexOf('--seeds') + 1]
  const match = /^(\d+)(?:\.\.(\d+))?$/.exec(args.includes('--seeds') ? value ?? '' : '1..1000')
  if (match === null) {
    console.error('usage: npm run cluster-drill -- --seeds A..B')
    process.exit(2)
  }
  return [Number(match[1]), Number(match[2] ?? match[1])]
}
