import type { RunEnvironment } from '../adapters/run/runScenario'
import { runScenario } from '../adapters/run/runScenario'
import { PakoCompressor } from '../adapters/zlib/PakoCompressor'
import type { ClusterOptions } from '../cluster/Cluster'
import { Cluster } from '../cluster/Cluster'
import { readersStrategy } from '../cluster/ReaderStrategy'
import type { Scenario } from '../cluster/Scenario'
import type { Disk } from '../ports/Disk'
import { callRecords } from '../trace/CallRecords'
import { Recorder } from '../trace/Recorder'
import { EventKind } from '../trace/EventKind'
import type { SiteTable } from '../trace/SiteTable'
import { SITES_PER_FILE } from '../trace/SiteTable'
import { Trace } from '../trace/Trace'
import { describeFrame } from './describeFrame'
import { memoryDisks } from './DiskOwner'
import { LessonFocus } from './LessonFocus'
import { FollowingStepper } from './FollowingStepper'
import { MomentBuilder, startOfSlice } from './MomentBuilder'
import { buildClientCalls } from './model/buildClientCalls'
import type { ShownCall } from './model/buildDiagram'
import { buildDiagram } from './model/buildDiagram'
import type { FrameJourney } from './model/buildFrames'
import { buildFrames } from './model/buildFrames'
import type { PlacedEvent } from './model/buildMarks'
import { buildMarks } from './model/buildMarks'
import { buildTransfers } from './model/buildTransfers'
import { NodeTable } from './model/NodeTable'
import type { BrokenInvariant, ClientCall, Cursor, FrameView, Milestone, Moment, RunKey, RunModel, StepKind } from './protocol'
import type { ReadersCode } from './ReadersCode'
import { Repetition } from './Repetition'
import { resolveAnchor } from './resolveAnchor'
import { StoreInspector } from './StoreInspector'
import { Treadmill } from './Treadmill'

/** Events that are captured in one go: few enough that no reader notices. */
const EVENTS_AHEAD = 8192

/** A drill reads the whole store again and again to judge it; that is no part of what the store does. */
const DRILL_ROOMS = ['engine/cluster/drill/', 'engine/cluster/clusterdrill/']

/** A cluster drill with synchronous flush, whose thread looks every 10 ms, takes 4.5 million. */
const MAX_DRILL_EVENTS = 6_000_000

/** In a call that takes long, the rest is mostly what the threads in the background do while they wait. */
const MAX_CALLS_WITHIN_ONE = 1500

/** Between what a run does and what its maker wants to do meanwhile. */
export type Breath = Pick<RunEnvironment, 'isTired' | 'rest'> & {
  /** Told after every slice how far the run has come. */
  told(events: number, time: number): void
}

/** Where the run's disks are, and why. */
export interface Storage {
  readonly storage: RunModel['storage']
  readonly storageReason: RunModel['storageReason']
  diskOf(node: string): Disk
}

/** One run that has been done and recorded, and everything that can be asked of it. */
export class RunSession {
  readonly model: Omit<RunModel, 'anchors'>
  readonly trace: Trace
  private readonly frames: readonly FrameJourney[]
  private readonly values: Repetition
  private readonly moments: MomentBuilder
  private readonly stepper: FollowingStepper
  private readonly scenario: Scenario
  private inspector: StoreInspector | null

  private constructor(
    trace: Trace,
    model: Omit<RunModel, 'anchors'>,
    frames: readonly FrameJourney[],
    values: Repetition,
    scenario: Scenario,
  ) {
    this.trace = trace
    this.model = model
    this.frames = frames
    this.values = values
    this.moments = new MomentBuilder(trace, values, model, frames)
    this.stepper = new FollowingStepper(trace, model.mainThread)
    this.scenario = scenario
    this.inspector = null
  }

  /** The files of the run; made when somebody first asks for them. */
  get store(): StoreInspector {
    this.inspector ??= new StoreInspector(this.trace, this.scenario, this.frames)
    return this.inspector
  }

  /**
   * Does the run on the given disks and records it.
   *
   * @param code what the key's code has been compiled to; null when it has none
   * @param breath what happens beside the run
   * @throws what `rest` of the breath throws, to end the run
   */
  static async open(
    key: RunKey,
    scenario: Scenario,
    engineSites: SiteTable,
    storage: Storage,
    code: ReadersCode | null = null,
    breath: Breath = { told: () => {} },
  ): Promise<RunSession> {
    const sites = code === null ? engineSites : engineSites.with(code.file)
    const fileIndex = engineSites.files.length
    const recorder = new Recorder(scenario.clusterDrill === null ? {} : { maxEvents: MAX_DRILL_EVENTS })
    const treadmill = new Treadmill()
    let treading: number | null = null
    let effects = 0
    const result = await runScenario(scenario, await optionsOf(key, code, fileIndex), {
      compressor: new PakoCompressor(),
      diskOf: (node) => storage.diskOf(node),
      ran: ({ kernel: { now } }) => {
        const { events, domain } = recorder.recording
        const thread = events.thread(events.length - 1)
        if (treadmill.sliceEnded(thread, now, domain.length > effects)) treading = thread
        effects = domain.length
        breath.told(events.length, now)
      },
      isOver: () => treading !== null,
      ...(breath.isTired === undefined ? {} : { isTired: breath.isTired }),
      ...(breath.rest === undefined ? {} : { rest: breath.rest }),
      prepare: (cluster) => recorder.attach(cluster.kernel),
      ended: () => recorder.detach(),
      // The reader sees where it broke: the recording ends there.
      invariantBroken: () => {},
    }).finally(() => recorder.detach())
    const { recording } = recorder
    // A cluster drill has nodes that are not in the file.
    const whole = result.cluster.scenario
    const trace = new Trace(recording, sites)
    const events = placedEvents(trace)
    const frames = buildFrames(events)
    const model = {
      key,
      events: trace.length,
      endTime: scenario.durationMillis * 1000,
      truncated: recording.truncated,
      treading,
      broken: brokenInvariant(trace, events),
      traceHash: result.traceHash,
      disksHash: result.disksHash,
      storage: storage.storage,
      storageReason: storage.storageReason,
      ...describe(trace, whole, events, frames),
    }
    const options = await optionsOf(key, code, fileIndex)
    const again = new Cluster(scenario, options, { compressor: new PakoCompressor(), diskOf: memoryDisks() })
    return new RunSession(trace, model, frames, new Repetition(recording, sites, again), whole)
  }

  /** The model with the cursors that the anchors stand for in this run. */
  modelWith(anchors: readonly string[]): RunModel {
    const start = this.model.calls.find((call) => call.label.startsWith('producer.send'))?.from ?? 0
    const resolved = anchors.map((anchor) => [anchor, resolveAnchor(this.trace, anchor, start)] as const)
    return { ...this.model, anchors: Object.fromEntries(resolved) }
  }

  /** `call`: the one to show, by the event that enters it, if it is on the stack. */
  moment(event: Cursor, thread?: number, call?: Cursor): Moment {
    return this.moments.build(Math.min(Math.max(0, event), this.trace.length - 1), thread, call)
  }

  /**
   * Captures some more of the variables, so that they are ready when they are asked for.
   * @returns false when all have been captured
   */
  captureMore(): boolean {
    this.values.advance(Math.min(this.values.length + EVENTS_AHEAD, this.trace.length))
    return this.values.length < this.trace.length
  }

  /**
   * At the end of what can be stepped, the cursor stays.
   * @param focus the methods and files in which a step into stops, or null if it stops everywhere
   * @param thread steps in that one, if it has begun by then
   */
  step(event: Cursor, kind: StepKind, back: boolean, focus: readonly string[] | null = null, thread?: number): Moment {
    const from = thread === undefined ? event : (this.moments.stopOf(event, thread) ?? event)
    return this.moment(this.stepper.step(from, kind, back, new LessonFocus(this.trace, focus)) ?? event)
  }

  /** To the next place of a kind; the cursor stays if none comes. */
  next(event: Cursor, what: Milestone, back: boolean, focus: readonly string[] | null = null): Moment {
    return this.moment(this.milestone(event, what, back, new LessonFocus(this.trace, focus)) ?? event)
  }

  private milestone(event: Cursor, what: Milestone, back: boolean, focus: LessonFocus): Cursor | null {
    const direction = back ? -1 : 1
    switch (what) {
      case 'frame': {
        const ends = this.frames.flatMap(({ sent, arrived }) => [sent.event, arrived?.event ?? sent.event])
        return nearest(ends, event, direction)
      }
      case 'call': {
        const calls = this.model.items.filter(({ kind, event: at }) => kind === 'call' && focus.has(at))
        const found = nearest(calls.map((call) => call.event), event, direction)
        return found === null ? null : this.trace.stepper.stepInto(found)
      }
      case 'node':
        return this.stepper.nextNode(event, back, focus)
    }
  }

  /**
   * To where the line runs in one of the calls that the thread is in, be it ahead or behind; otherwise ahead, otherwise
   * behind; null when it never runs.
   */
  runToLine(event: Cursor, file: string, line: number): Moment | null {
    const { stepper, index } = this.trace
    const ahead = stepper.runTo(file, line, event, 1)
    const behind = stepper.runTo(file, line, event, -1)
    const calls = new Set(this.trace.callStack(event).map(({ enterEvent }) => enterEvent))
    const isInCall = (found: Cursor | null): boolean => found !== null && calls.has(index.frameOf(found))
    const found = [ahead, behind].find(isInCall) ?? ahead ?? behind
    return found === null ? null : this.beginningOf(found)
  }

  /** Of a call that the event enters, its first statement: where it is entered, its caller's line still runs. */
  beginningOf(event: Cursor): Moment {
    const isEntered = this.trace.recording.events.kind(event) === EventKind.ENTER
    return this.moment(isEntered ? (this.trace.stepper.stepInto(event) ?? event) : event)
  }

  nextTimer(event: Cursor): Moment {
    return this.moment(this.moments.nextTimer(event)?.event ?? event)
  }

  frame(number: number): FrameView | null {
    const frame = this.frames[number]
    if (frame === undefined) return null
    const { bytes, from, to, sent } = frame
    return { frame: number, from, to, time: sent.time, bytes, fields: describeFrame(bytes) }
  }

  /** The moment at a place that {@link Moment} has named; the nearest event that there is. */
  locate(slice: number, offset: number): Moment {
    const first = startOfSlice(this.trace, slice)
    return this.moment(first === null ? this.trace.length - 1 : first + offset)
  }
}

/** Every run has a sandbox of its own: what the reader's code remembers must not come from another run. */
async function optionsOf(key: RunKey, code: ReadersCode | null, fileIndex: number): Promise<ClusterOptions> {
  const { seed, interventions, selector } = key
  if (code === null) return { seed, interventions, selector }
  const createStrategy = readersStrategy(await code.createSandbox(fileIndex), code.source)
  return { seed, interventions, selector: null, createStrategy }
}

function brokenInvariant(trace: Trace, events: readonly PlacedEvent[]): BrokenInvariant | null {
  const broken = events.find(({ data }) => data.type === 'invariant-broken')
  if (broken?.data.type !== 'invariant-broken') return null
  const frame = trace.callStack(broken.event)[0]
  const place = frame === undefined ? null : { symbol: frame.symbol, file: frame.file, line: frame.line }
  return { event: broken.event, error: String(broken.data['error']), place }
}

function placedEvents(trace: Trace): PlacedEvent[] {
  return trace.domain(0, trace.length).map(({ event, data }) => ({ event, time: trace.time(event), data: { ...data } }))
}

function describe(
  trace: Trace,
  scenario: Scenario,
  events: readonly PlacedEvent[],
  frames: readonly FrameJourney[],
): Pick<RunModel, 'nodes' | 'threads' | 'marks' | 'calls' | 'lifelines' | 'items' | 'mainThread' | 'files' | 'firstRuns'> {
  const nodes = new NodeTable(scenario)
  const marks = buildMarks(events, nodes)
  const calls = buildClientCalls(marks)
  const nodeOfThread = (thread: number): string => trace.recording.threads[thread]?.process ?? ''
  const judges = new Set([...scenario.drills, scenario.clusterDrill].flatMap((drill) => drill?.name ?? []))
  const isJudging = ({ file, thread }: ShownCall): boolean =>
    judges.has(nodeOfThread(thread)) && !DRILL_ROOMS.some((room) => file.startsWith(room))
  const shown = shownCalls(trace, calls, (call) => !isJudging(call))
  const diagram = buildDiagram({
    calls: shown, frames, transfers: buildTransfers(events), nodes, timeOf: (event) => trace.time(event), nodeOfThread,
  })
  return {
    nodes: nodes.nodes,
    threads: trace.threads().map(({ id, name, process }) => ({ id, name, node: process })),
    marks,
    calls,
    ...diagram,
    files: [...new Set(shown.map(({ file }) => file))],
    firstRuns: firstRuns(trace),
    mainThread: calls.length === 0 ? 1 : trace.at(calls[0]!.from).thread,
  }
}

function firstRuns({ recording: { events }, sites: { files } }: Trace): Record<string, Cursor> {
  const found: Record<string, Cursor> = {}
  const isKnown = new Uint8Array(files.length)
  for (let event = 0; event < events.length; event++) {
    const file = Math.floor(events.site(event) / SITES_PER_FILE)
    // What stands for no place in the source has a number that no file has.
    if (isKnown[file] !== 0) continue
    isKnown[file] = 1
    found[files[file]!] = event
  }
  return found
}

/** The calls of methods that were made during the application's calls. */
function shownCalls(trace: Trace, calls: readonly ClientCall[], isWanted: (call: ShownCall) => boolean): ShownCall[] {
  const found: ShownCall[] = []
  let done = 0
  for (const { from, to } of calls) {
    const end = to ?? trace.length
    const most = found.length + MAX_CALLS_WITHIN_ONE
    for (const call of callRecords(trace, Math.max(from, done), end)) {
      const { symbol, outcome, result, thisId, callerEnterEvent, ...rest } = call
      const file = trace.sites.site(call.site)?.file ?? ''
      const method = symbol.slice(symbol.indexOf('#') + 1)
      const threw = outcome === 'threw' ? (result?.className ?? 'Error') : null
      const shown = { ...rest, file, method, objectId: thisId, threw, caller: callerEnterEvent }
      if (isWanted(shown)) found.push(shown)
      if (found.length === most) break
    }
    done = Math.max(done, end)
  }
  return found
}

/** The nearest of the events after or before one; null when there is none. */
function nearest(events: readonly Cursor[], from: Cursor, direction: 1 | -1): Cursor | null {
  let best: Cursor | null = null
  for (const event of events) {
    const distance = (event - from) * direction
    if (distance > 0 && (best === null || distance < (best - from) * direction)) best = event
  }
  return best
}
