/**
 * `npm run -s cluster -- FILE.json --out DIR [--seed N] [--strategy FILE.ts] [--trace]`: runs a scenario in Node on
 * the file system, with a reader's strategy in place of the scenario's own if one is given.
 * Prints a summary as JSON. Exit codes: 0 done, 1 the run failed, 2 the command line, the scenario or the strategy is
 * wrong.
 */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { ClusterOptions } from '../../cluster/Cluster'
import type { ClusterDrillNode } from '../../cluster/clusterdrill/ClusterDrillNode'
import { wholeScenario } from '../../cluster/clusterdrill/wholeScenario'
import type { StoreDrillNode } from '../../cluster/drill/StoreDrillNode'
import { nodeNamesInTheEnd } from '../../cluster/addedConsumers'
import { readersStrategy } from '../../cluster/ReaderStrategy'
import type { Outcomes } from '../../cluster/Outcomes'
import type { Scenario } from '../../cluster/Scenario'
import { ScenarioError } from '../../cluster/ScenarioError'
import type { EventSink, Kernel } from '../../kernel/Kernel'
import { StrategyError } from '../../ports/Sandbox'
import { traceLine } from '../../trace/traceLine'
import { NodeFsDisk } from '../node-fs/NodeFsDisk'
import { compileStrategy } from '../quickjs/compileStrategy'
import { nodeWasm } from '../quickjs/nodeWasm'
import { QuickJsSandbox } from '../quickjs/QuickJsSandbox'
import { runScenario } from '../run/runScenario'
import { parseScenario } from '../scenario/parseScenario'
import { PakoCompressor } from '../zlib/PakoCompressor'
import { CLUSTER_COMMAND } from './clusterCommand.mjs'
import type { CommandLine } from './commandLine.mjs'
import { commandLine, refuse, UsageError } from './commandLine.mjs'

interface Arguments {
  readonly file: string
  readonly out: string
  readonly seed: number | null
  readonly strategy: string | null
  readonly trace: boolean
}

const LINES_AT_ONCE = 1000

function parseArguments({ values, positionals }: CommandLine): Arguments {
  const text = (name: string): string | null => (typeof values[name] === 'string' ? values[name] : null)
  const [file] = positionals
  const out = text('out')
  const seed = text('seed')
  if (file === undefined) throw new UsageError('the scenario file is missing')
  if (out === null) throw new UsageError('--out DIR is missing')
  return { file, out, seed: seed === null ? null : seedOf(seed), strategy: text('strategy'), trace: values['trace'] === true }
}

function seedOf(text: string): number {
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(Number(text))) {
    throw new UsageError(`--seed: expected a whole number, found "${text}"`)
  }
  return Number(text)
}

function readScenario(file: string): Scenario {
  if (!existsSync(file)) throw new UsageError(`no such file: ${file}`)
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`)
  }
  return parseScenario(json)
}

/** @throws StrategyError of kind `syntax` */
async function strategyIn(file: string): Promise<ClusterOptions['createStrategy']> {
  if (!existsSync(file)) throw new UsageError(`no such file: ${file}`)
  const source = readFileSync(file, 'utf8')
  compileStrategy(source)
  return readersStrategy(await QuickJsSandbox.create(await nodeWasm()), source)
}

async function run({ file, out, seed, strategy, trace }: Arguments): Promise<void> {
  const scenario = readScenario(file)
  const createStrategy = strategy === null ? null : await strategyIn(strategy)
  const usedSeed = seed ?? scenario.seed
  for (const node of nodeNamesInTheEnd(wholeScenario(scenario, usedSeed), [])) {
    rmSync(path.join(out, node), { recursive: true, force: true })
    mkdirSync(path.join(out, node), { recursive: true })
  }
  const traceFile = trace ? new TraceFile(path.join(out, 'trace.jsonl')) : null
  const result = await runScenario(
    scenario,
    { seed: usedSeed, interventions: [], selector: null, createStrategy },
    {
      compressor: new PakoCompressor(),
      diskOf: (node) => new NodeFsDisk(path.join(out, node)),
      prepare: (cluster) => {
        if (traceFile !== null) cluster.listen(traceFile.of(cluster.kernel))
      },
    },
  )
  traceFile?.close()
  const { outcomes, kernel, drills, clusterDrill } = result.cluster
  console.log(
    JSON.stringify(
      {
        scenario: scenario.name,
        seed: usedSeed,
        messages: {
          sent: outcomes.sentCount,
          acknowledged: outcomes.acknowledgedCount,
          failed: Object.fromEntries(outcomes.failedByException),
          sendStatus: Object.fromEntries(outcomes.sendStatus),
        },
        ...(scenario.consumers.length === 0 ? {} : { consumed: consumedOf(outcomes) }),
        ...(drills.length === 0 ? {} : { drills: drills.map(summaryOf) }),
        ...(clusterDrill === null ? {} : { clusterDrill: verdictOf(clusterDrill) }),
        virtualTimeMillis: scenario.durationMillis,
        slices: kernel.slice,
        traceEvents: result.traceEvents,
        hashes: { trace: result.traceHash, disks: result.disksHash },
      },
      null,
      2,
    ),
  )
}

/** `duplicates`: successes of a group with a message that it had consumed before. */
function consumedOf(outcomes: Outcomes): object {
  return {
    listeners: Object.fromEntries(outcomes.consumedByOutcome),
    messagesByGroup: Object.fromEntries(outcomes.consumedByGroup()),
    duplicates: outcomes.duplicateCount,
  }
}

/** `brokenPromise`: null when there was none; `atOperation`: the last one that was begun, from 1. */
function summaryOf({ name, outcome }: StoreDrillNode): object {
  const problem = outcome?.problem ?? null
  return {
    name,
    isOver: outcome !== null,
    atOperation: outcome === null ? null : outcome.step + 1,
    brokenPromise: problem && { promise: problem.promise, detail: problem.detail },
  }
}

/** `isOver`: false if it did not come to its end; `isJudged`: false if something outside of the drill was broken. */
function verdictOf({ outcome }: ClusterDrillNode): object {
  const problem = outcome?.problem ?? null
  return {
    isOver: outcome !== null,
    isJudged: outcome?.isJudged ?? false,
    brokenPromise: problem && { promise: problem.promise, detail: problem.detail },
  }
}

/** Writes events as JSON lines. */
class TraceFile {
  private readonly file: number
  private lines: string[]

  constructor(file: string) {
    this.file = openSync(file, 'w')
    this.lines = []
  }

  of(kernel: Kernel): EventSink {
    return { emit: (event) => this.write(traceLine(kernel.slice, kernel.now, event)) }
  }

  close(): void {
    this.flush()
    closeSync(this.file)
  }

  private write(line: string): void {
    this.lines.push(line)
    if (this.lines.length === LINES_AT_ONCE) this.flush()
  }

  private flush(): void {
    writeSync(this.file, this.lines.map((line) => `${line}\n`).join(''))
    this.lines = []
  }
}

async function main(): Promise<number> {
  try {
    await run(parseArguments(commandLine(CLUSTER_COMMAND)))
    return 0
  } catch (error) {
    if (error instanceof ScenarioError) console.error(`the scenario can't be run: ${error.message}`)
    else if (error instanceof StrategyError) console.error(`the strategy does not compile: ${error.message}`)
    else if (error instanceof UsageError) refuse(error.message, CLUSTER_COMMAND.usage)
    else {
      console.error(error)
      return 1
    }
    return 2
  }
}

process.exitCode = await main()
