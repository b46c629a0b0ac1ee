import type { Scenario } from '../../cluster/Scenario'
import { callRecords, type CallRecord } from '../../trace/CallRecords'
import { SITES_PER_FILE } from '../../trace/SiteTable'
import type { Trace } from '../../trace/Trace'
import type { BrokenInvariant, ClientCall, Cursor, RunModel } from '../protocol'
import { buildClientCalls } from './buildClientCalls'
import type { ShownCall } from './buildDiagram'
import { buildDiagram } from './buildDiagram'
import type { FrameJourney } from './buildFrames'
import type { PlacedEvent } from './buildMarks'
import { buildMarks } from './buildMarks'
import { buildTransfers } from './buildTransfers'
import { NodeTable } from './NodeTable'

/** A drill reads the whole store again and again to judge it; that is no part of what the store does. */
const DRILL_ROOMS = ['engine/cluster/drill/', 'engine/cluster/clusterdrill/']

/** In a call that takes long, the rest is mostly what the threads in the background do while they wait. */
const MAX_CALLS_WITHIN_ONE = 1500

/** A consumer's threads are at work without a call of the application's: they pull, rebalance, and call the listener. */
const CONSUMERS_ROOMS = /^engine\/(client\/|broker\/(longpolling\/|processor\/(Pull|ConsumerSend)|offset\/))/

/** The invariant that has ended a run; null for a run that came to its proper end. */
export function brokenInvariant(trace: Trace, events: readonly PlacedEvent[]): BrokenInvariant | null {
  const broken = events.find(({ data }) => data.type === 'invariant-broken')
  if (broken?.data.type !== 'invariant-broken') return null
  const frame = trace.callStack(broken.event)[0]
  const place = frame === undefined ? null : { symbol: frame.symbol, file: frame.file, line: frame.line }
  return { event: broken.event, error: String(broken.data['error']), place }
}

/** What the run has told of itself. */
export function placedEvents(trace: Trace): PlacedEvent[] {
  return trace.domain(0, trace.length).map(({ event, data }) => ({ event, time: trace.time(event), data: { ...data } }))
}

/** Everything that pictures are made of. */
export function describeRun(
  trace: Trace,
  scenario: Scenario,
  added: ReadonlySet<string>,
  events: readonly PlacedEvent[],
  frames: readonly FrameJourney[],
): Pick<RunModel, 'nodes' | 'threads' | 'marks' | 'calls' | 'lifelines' | 'items' | 'asides' | 'mainThread' | 'files' | 'firstRuns'> {
  const nodes = new NodeTable(scenario, added)
  const marks = buildMarks(events, nodes)
  const calls = buildClientCalls(marks)
  const nodeOfThread = (thread: number): string => trace.recording.threads[thread]?.process ?? ''
  const judges = new Set([...scenario.drills, scenario.clusterDrill].flatMap((drill) => drill?.name ?? []))
  const isJudging = ({ file, thread }: ShownCall): boolean =>
    judges.has(nodeOfThread(thread)) && !DRILL_ROOMS.some((room) => file.startsWith(room))
  const hasConsumers = scenario.consumers.length > 0
  const shown = shownCalls(trace, calls, hasConsumers, (call) => !isJudging(call))
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

/** The calls of methods that were made during the application's calls; where there are consumers, what these live by as well. */
function shownCalls(
  trace: Trace, calls: readonly ClientCall[], hasConsumers: boolean, isWanted: (call: ShownCall) => boolean,
): ShownCall[] {
  const found: ShownCall[] = []
  let done = 0
  for (const { from, to } of calls) {
    const end = to ?? trace.length
    const start = Math.max(from, done)
    if (hasConsumers) found.push(...consumersCalls(trace, done, start).filter(isWanted))
    const most = found.length + MAX_CALLS_WITHIN_ONE
    for (const record of callRecords(trace, start, end)) {
      const shown = shownCall(trace, record)
      if (isWanted(shown)) found.push(shown)
      if (found.length === most) break
    }
    done = Math.max(done, end)
  }
  if (hasConsumers) found.push(...consumersCalls(trace, done, trace.length).filter(isWanted))
  return found
}

function consumersCalls(trace: Trace, from: Cursor, to: Cursor): ShownCall[] {
  const calls = callRecords(trace, from, to).map((call) => shownCall(trace, call))
  return calls.filter(({ file }) => CONSUMERS_ROOMS.test(file))
}

function shownCall(trace: Trace, call: CallRecord): ShownCall {
  const { symbol, outcome, result, thisId, callerEnterEvent, ...rest } = call
  const file = trace.sites.site(call.site)?.file ?? ''
  const [owner, method] = symbol.includes('#') ? symbol.split('#') as [string, string] : ['', symbol]
  const threw = outcome === 'threw' ? (result?.className ?? 'Error') : null
  // What is a class of static methods in Java is an object of its own name here, one for all nodes.
  const isStatic = call.className === 'Object' && owner !== ''
  const className = isStatic ? owner : call.className
  return { ...rest, className, isStatic, file, method, objectId: thisId, threw, caller: callerEnterEvent }
}
