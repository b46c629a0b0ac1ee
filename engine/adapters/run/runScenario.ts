import type { ClusterOptions } from '../../cluster/Cluster'
import { Cluster } from '../../cluster/Cluster'
import type { Scenario } from '../../cluster/Scenario'
import { AssertionError } from '../../kernel/assert'
import type { Compressor } from '../../ports/Compressor'
import type { Disk } from '../../ports/Disk'
import { hashDisks } from '../hash/hashDisks'
import { TraceHasher } from '../hash/TraceHasher'
import { runWithHost } from '../host/runWithHost'

/** What a run leaves behind. */
export interface RunResult {
  readonly cluster: Cluster
  readonly traceEvents: number
  readonly traceHash: string
  /** Empty for a run that a broken invariant has ended. */
  readonly disksHash: string
}

export interface RunEnvironment {
  readonly compressor: Compressor
  diskOf(node: string): Disk
  /** Called after every slice. */
  ran?(cluster: Cluster): void
  /** Called after every slice: is there nothing more to be learned from this run? Then it ends here. */
  isOver?(): boolean
  /** Called after every slice: is it time to let the world outside have its turn? */
  isTired?(): boolean
  /** Waits until the run may go on. What it throws ends the run. */
  rest?(): Promise<void>
  /** Called before the run begins, for those who want to listen. */
  prepare?(cluster: Cluster): void
  /** Called at the scenario's end, before the page caches are written back. */
  ended?(cluster: Cluster): void
  /** Called when a broken invariant has ended the run. Without it the error is thrown. */
  invariantBroken?(error: AssertionError): void
}

/** Virtual time, in µs, that the operating systems have for writing back what is in their page caches. */
const WRITE_BACK_MICROS = 60_000_000

/**
 * Runs a scenario to its end on the given disks: the same steps and the same hashes everywhere.
 * @throws AssertionError when an invariant is broken, unless the environment wants to hear of it
 */
export async function runScenario(
  scenario: Scenario,
  options: ClusterOptions,
  environment: RunEnvironment,
): Promise<RunResult> {
  const disks = new Map<string, Disk>()
  const diskOf = (node: string): Disk => {
    const disk = environment.diskOf(node)
    disks.set(node, disk)
    return disk
  }
  const cluster = new Cluster(scenario, options, { compressor: environment.compressor, diskOf })
  const { kernel } = cluster
  const hasher = new TraceHasher(kernel)
  cluster.listen(hasher)
  environment.prepare?.(cluster)
  try {
    await runWithRests(cluster, environment)
  } catch (error) {
    if (!(error instanceof AssertionError) || environment.invariantBroken === undefined) throw error
    environment.invariantBroken(error)
  }
  environment.ended?.(cluster)
  const { events } = hasher
  const traceHash = hasher.digest()
  const disksHash = kernel.broken === null ? await writeBackAndHash(cluster, disks) : ''
  return { cluster, traceEvents: events, traceHash, disksHash }
}

/** To the scenario's end, or to where the run is over. When it rests makes no difference to it. */
async function runWithRests(cluster: Cluster, { ran, isOver, isTired, rest }: RunEnvironment): Promise<void> {
  for (;;) {
    let isResting = false
    const until = (): boolean => {
      ran?.(cluster)
      if (isOver?.() === true) return true
      isResting = isTired?.() === true
      return isResting
    }
    await runWithHost(cluster.kernel, { time: cluster.endTime, until })
    if (!isResting) return
    await rest?.()
  }
}

async function writeBackAndHash(cluster: Cluster, disks: ReadonlyMap<string, Disk>): Promise<string> {
  const { kernel } = cluster
  cluster.stop()
  cluster.writeBack()
  await runWithHost(kernel, { time: kernel.now + WRITE_BACK_MICROS })
  let hash = ''
  let failure: unknown = null
  kernel.onUncaught = (_thread, error) => (failure = error)
  const observer = kernel.createProcess({ name: 'observer', host: 'nowhere' })
  const reading = observer.spawn('reading', function* () {
    hash = yield* hashDisks(disks)
  })
  await runWithHost(kernel, { until: () => !reading.isAlive, time: kernel.now + WRITE_BACK_MICROS })
  if (hash === '') throw new Error('the disks could not be read', { cause: failure })
  return hash
}
