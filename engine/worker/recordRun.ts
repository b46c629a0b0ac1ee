import type { RunEnvironment, RunResult } from '../adapters/run/runScenario'
import { runScenario } from '../adapters/run/runScenario'
import { PakoCompressor } from '../adapters/zlib/PakoCompressor'
import type { ClusterOptions } from '../cluster/Cluster'
import { Cluster } from '../cluster/Cluster'
import { readersStrategy } from '../cluster/ReaderStrategy'
import type { Scenario } from '../cluster/Scenario'
import type { Disk } from '../ports/Disk'
import { Recorder } from '../trace/Recorder'
import type { SiteTable } from '../trace/SiteTable'
import { Trace } from '../trace/Trace'
import { memoryDisks } from './DiskOwner'
import { buildFrames } from './model/buildFrames'
import { brokenInvariant, describeRun, placedEvents } from './model/describeRun'
import type { RunKey, RunModel } from './protocol'
import type { ReadersCode } from './ReadersCode'
import { Repetition } from './Repetition'
import { RunAgain } from './RunAgain'
import { RunSession } from './RunSession'
import { Treadmill } from './Treadmill'

/** A cluster drill with synchronous flush, whose thread looks every 10 ms, takes 4.5 million. */
const MAX_DRILL_EVENTS = 6_000_000

/** Where the run's disks are, and why. */
export interface Storage {
  readonly storage: RunModel['storage']
  readonly storageReason: RunModel['storageReason']
  diskOf(node: string): Disk
}

/** Between what a run does and what its maker wants to do meanwhile. */
export interface Breath {
  /** Called after every slice. */
  told?(progress: RunProgress): void
  /** Called after every slice: is it time to rest? */
  isTired?(): boolean
  /**
   * Waits until the run may go on. Meanwhile other runs may be made and repeated. What it throws ends the run.
   * @param soFar what can be asked of the run already
   */
  rest?(soFar: () => RunSession): Promise<void>
}

/** How far a run has come. */
export interface RunProgress {
  readonly events: number
  readonly slice: number
  /** Virtual time in µs. */
  readonly time: number
}

/**
 * Does a run on the given disks and records it.
 *
 * @param code what the key's code has been compiled to; null when it has none
 * @param detail `events`: neither statements nor calls are recorded, which takes a third of the time
 * @throws what `rest` of the breath throws
 */
export async function recordRun(
  key: RunKey,
  scenario: Scenario,
  engineSites: SiteTable,
  storage: Storage,
  code: ReadersCode | null = null,
  breath: Breath = {},
  detail: 'statements' | 'events' = 'statements',
): Promise<RunSession> {
  const sites = code === null ? engineSites : engineSites.with(code.file)
  const fileIndex = engineSites.files.length
  /** One that does the same as the run, for those who want to look closer. */
  const again = async (): Promise<Cluster> => {
    const environment = { compressor: new PakoCompressor(), diskOf: memoryDisks() }
    return new Cluster(scenario, await optionsOf(key, code, fileIndex), environment)
  }
  const options = await optionsOf(key, code, fileIndex)
  const making = new RunMaking(key, sites, storage, await again(), new RunAgain(again), detail === 'statements')
  return making.make(options, breath)
}

/** Every run has a sandbox of its own: what the reader's code remembers must not come from another run. */
export async function optionsOf(key: RunKey, code: ReadersCode | null, fileIndex: number): Promise<ClusterOptions> {
  const { seed, interventions, selector } = key
  if (code === null) return { seed, interventions, selector }
  const createStrategy = readersStrategy(await code.createSandbox(fileIndex), code.source)
  return { seed, interventions, selector: null, createStrategy }
}

/** A run while it is being made. */
class RunMaking {
  private readonly key: RunKey
  private readonly sites: SiteTable
  private readonly storage: Storage
  private readonly recorder: Recorder
  /** With the nodes of a cluster drill, which are not in the file. */
  private readonly scenario: Scenario
  /** With the consumers that the interventions add. */
  private readonly described: Scenario
  private readonly added: ReadonlySet<string>
  private readonly values: Repetition
  private readonly again: RunAgain
  private readonly isInDetail: boolean
  private readonly treadmill: Treadmill
  private treading: number | null
  /** How many domain events there were at the end of the slice before. */
  private effects: number

  constructor(
    key: RunKey, sites: SiteTable, storage: Storage, repeated: Cluster, again: RunAgain, isInDetail: boolean,
  ) {
    const isDrill = repeated.scenario.clusterDrill !== null
    const limit = isDrill ? { maxEvents: MAX_DRILL_EVENTS } : {}
    this.key = key
    this.sites = sites
    this.storage = storage
    this.recorder = new Recorder(limit)
    this.scenario = repeated.scenario
    this.described = repeated.scenarioInTheEnd
    this.added = new Set(repeated.addedNames)
    this.values = new Repetition(this.recorder.recording, sites, repeated, limit)
    this.again = again
    this.isInDetail = isInDetail
    this.treadmill = new Treadmill()
    this.treading = null
    this.effects = 0
  }

  async make(options: ClusterOptions, breath: Breath): Promise<RunSession> {
    const { recorder, storage } = this
    const environment: RunEnvironment = {
      compressor: new PakoCompressor(),
      diskOf: (node) => storage.diskOf(node),
      ran: (cluster) => this.ran(cluster, breath),
      isOver: () => this.treading !== null,
      isTired: () => breath.isTired?.() === true,
      rest: () => this.rest(breath),
      prepare: (cluster) => this.attach(cluster),
      ended: () => recorder.detach(),
      // The reader sees where it broke: the recording ends there.
      invariantBroken: () => {},
    }
    const result = await runScenario(this.scenario, options, environment).finally(() => recorder.detach())
    return this.session(result)
  }

  private attach({ kernel }: Cluster): void {
    this.recorder.attach(kernel)
    if (!this.isInDetail) this.recorder.suspendProbes()
  }

  private ran({ kernel: { now, slice } }: Cluster, breath: Breath): void {
    const { events, domain } = this.recorder.recording
    const thread = events.thread(events.length - 1)
    if (this.treadmill.sliceEnded(thread, now, domain.length > this.effects)) this.treading = thread
    this.effects = domain.length
    breath.told?.({ events: events.length, slice, time: now })
  }

  private async rest(breath: Breath): Promise<void> {
    this.recorder.suspendProbes()
    await breath.rest?.(() => this.session(null))
    if (this.isInDetail) this.recorder.resumeProbes()
  }

  /** @param result null while the run goes on */
  private session(result: RunResult | null): RunSession {
    const recording = result === null ? this.recorder.recording.soFar() : this.recorder.recording
    const trace = new Trace(recording, this.sites)
    const events = placedEvents(trace)
    const frames = buildFrames(events)
    const { storage, storageReason } = this.storage
    const model = {
      key: this.key,
      isWhole: result !== null,
      events: trace.length,
      endTime: this.scenario.durationMillis * 1000,
      truncated: recording.truncated,
      treading: this.treading,
      broken: brokenInvariant(trace, events),
      traceHash: result?.traceHash ?? '',
      disksHash: result?.disksHash ?? '',
      storage,
      storageReason,
      ...describeRun(trace, this.described, this.added, events, frames),
    }
    return new RunSession(trace, model, frames, this.values, this.described, this.again)
  }
}
