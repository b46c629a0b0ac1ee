import { commandLine, refuse } from '../../engine/adapters/cli/commandLine.mjs'
import { drillCommand } from './drillCommand.mjs'
import type { Fuzzed, Fuzzer } from './Fuzzer'
import { reportOf } from './report'

const PROGRESS_MILLIS = 5000
const MAX_FAILURES = 5

/**
 * Runs the seeds of `--seeds A..B` and ends the process: with 1 when any goes wrong. With `--first` it ends at the first that
 * does and prints only that, as JSON.
 */
export function runSeeds<Result extends Fuzzed>(fuzzer: Fuzzer<Result>): never {
  const { values } = commandLine(drillCommand(fuzzer.command))
  const { first, last } = seedsOf(values.seeds ?? `1..${fuzzer.seeds}`, fuzzer)
  const isFirstWanted = values.first === true
  const failed: number[] = []
  const begin = Date.now()
  let nextProgress = begin + PROGRESS_MILLIS
  for (let seed = first; seed <= last && failed.length < MAX_FAILURES; seed++) {
    const result = withoutStacks(() => fuzzer.run(seed))
    if (result.problem !== null && isFirstWanted) {
      console.log(JSON.stringify({ seed, problem: result.problem.split('\n')[0] }))
      process.exit(1)
    }
    if (result.problem !== null) {
      failed.push(seed)
      console.log(reportOf(fuzzer, seed, fuzzer.minimise(fuzzer.run(seed))))
    }
    if (Date.now() < nextProgress || isFirstWanted) continue
    const perMinute = Math.round(((seed - first + 1) / (Date.now() - begin)) * 60_000)
    console.log(`  seed ${seed} of ${first}..${last}, ${failed.length} failed, ${perMinute} seeds a minute`)
    nextProgress = Date.now() + PROGRESS_MILLIS
  }
  if (failed.length === 0) console.log(`seeds ${first}..${last}: all is well`)
  process.exit(failed.length === 0 ? 0 : 1)
}

/** A store whose disk is full throws an error every millisecond. Only the report, which runs a seed again, shows where from. */
function withoutStacks<T>(run: () => T): T {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    return run()
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

function seedsOf(text: unknown, { command }: Pick<Fuzzer, 'command'>): { first: number; last: number } {
  const match = /^(\d+)(?:\.\.(\d+))?$/.exec(String(text))
  if (match === null) refuse(`--seeds: expected A..B, found "${text}"`, drillCommand(command).usage)
  return { first: Number(match[1]), last: Number(match[2] ?? match[1]) }
}
