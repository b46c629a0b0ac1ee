import { browserWasm } from '../adapters/quickjs/browserWasm'
import { wholeScenario } from '../cluster/clusterdrill/wholeScenario'
import { loadScenario } from '../cluster/loadScenario'
import { parseScenario } from '../adapters/scenario/parseScenario'
import { nodeNamesInTheEnd } from '../cluster/addedConsumers'
import type { Scenario } from '../cluster/Scenario'
import { StrategyError } from '../ports/Sandbox'
import type { SiteTableJson } from '../trace/SiteTable'
import { SiteTable } from '../trace/SiteTable'
import { answerLab } from './answerLab'
import { answerBench } from './bench/answerBench'
import type { LabHost } from './answerLab'
import { answerStore } from './answerStore'
import { DiskOwner, memoryDisks } from './DiskOwner'
import type { Beginning } from './OpenedRun'
import { OpenedRun } from './OpenedRun'
import { keyOfSeed } from './otherSeed'
import { CANCEL, STOP_LOOKING } from './protocol'
import type { Begin, Envelope, Notice, OtherSeedRequest, Reply, Request, RunKey, RunRequest } from './protocol'
import type { ReadersCode } from './ReadersCode'
import { readersCode } from './ReadersCode'
import type { Breath, Storage } from './recordRun'
import { recordRun } from './recordRun'
import type { Pace } from './RunAgain'
import type { RunSession } from './RunSession'
import { traceLines } from './traceLines'
import type { GiveWay } from './Turns'
import { Turns } from './Turns'

/** As many runs are kept; the one that was used longest ago goes first. */
const MAX_RUNS = 6

/** So often the page is told how far a run has come, in ms. */
const PROGRESS_MILLIS = 500

/** So long a run goes on before the worker listens, in ms. */
const REST_MILLIS = 100

/** The same while somebody looks at the beginning of the run, and steps in it. */
const SHORT_REST_MILLIS = 20

/** So long a worker that takes another's place waits for the disks, in ms. */
const PATIENCE_MILLIS = 3000

const scope = self as unknown as DedicatedWorkerGlobalScope
const base = process.env['NEXT_PUBLIC_BASE'] ?? ''
const owner = new DiskOwner()
const owned = owner.acquire(scope.name === 'again' ? PATIENCE_MILLIS : 0)
const runs = new Map<string, OpenedRun>()
/** The files of scenarios, as they are written. */
const scenarios = new Map<string, Promise<unknown>>()
/** Fetched while the page is still getting ready to ask for a run. */
let sites: Promise<SiteTable> | null = null

async function fetchJson(path: string): Promise<unknown> {
  const response = await fetch(`${base}${path}`)
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`)
  return response.json()
}

function siteTable(): Promise<SiteTable> {
  sites ??= fetchJson('/engine-sites.json').then((json) => new SiteTable(json as SiteTableJson))
  sites.catch(() => (sites = null))
  return sites
}

function scenario(name: string): Promise<unknown> {
  const known = scenarios.get(name) ?? fetchJson(`/scenarios/${name}.json`)
  scenarios.set(name, known)
  known.catch(() => scenarios.delete(name))
  return known
}

/** With all nodes that a run of this key has: those of a cluster drill follow from the seed. */
async function specOf({ scenario: name, variants, load, seed }: RunKey): Promise<Scenario> {
  return load ? loadScenario(load) : wholeScenario(parseScenario(await scenario(name), variants), seed)
}

/** Null when no code of the reader's runs. @throws StrategyError */
async function codeOf({ code }: RunKey): Promise<ReadersCode | null> {
  return code ? readersCode(code, browserWasm) : null
}

/** The run of a key, as far as it is there; it is made when it is asked for first, and anew when it has failed. */
function opened(key: RunKey, beginning: Beginning): OpenedRun {
  const text = JSON.stringify(key)
  const known = runs.get(text) ?? open(key, beginning)
  runs.delete(text)
  runs.set(text, known)
  known.whole.catch(() => runs.get(text) === known && runs.delete(text))
  if (runs.size > MAX_RUNS) runs.delete(runs.keys().next().value!)
  return known
}

const turns = new Turns()

function open(key: RunKey, beginning: Beginning): OpenedRun {
  const takenBack = cancelled
  return new OpenedRun(beginning, async (shown) => {
    const [table] = await Promise.all([siteTable(), owned])
    return turns.take(async (giveWay) => {
      const [spec, code] = await Promise.all([specOf(key), codeOf(key)])
      const storage = await storageFor(nodeNamesInTheEnd(spec, key.interventions), shown)
      return recordRun(key, spec, table, storage, code, breath(shown, takenBack, giveWay))
    })
  })
}

/** How often the page has taken back what it wanted. */
let cancelled = 0

/**
 * `takenBack`: how often it was when the run was asked for.
 *
 * Now and then a run tells how far it has come, and lets the worker hear what the page says, in the reader's time.
 */
function breath(run: OpenedRun, takenBack: number, giveWay: GiveWay): Breath {
  let said = performance.now()
  let rested = said
  let isLookDue = false
  return {
    told: (progress) => {
      isLookDue ||= run.isLookDue(progress)
      const now = performance.now()
      if (now - said < PROGRESS_MILLIS) return
      said = now
      tell({ type: 'progress', events: progress.events, time: progress.time })
    },
    isTired: () => {
      const period = run.latest === null ? REST_MILLIS : SHORT_REST_MILLIS
      return isLookDue || performance.now() - rested > period
    },
    rest: async (soFar) => {
      if (isLookDue) run.look(soFar())
      isLookDue = false
      await giveWay()
      if (cancelled !== takenBack) throw new Error(CANCEL)
      rested = performance.now()
    },
  }
}

/** The run that is looked at. */
let latest: OpenedRun | null = null

/** While nobody asks for anything, the variables of the run that is looked at are captured, piece by piece. */
async function captureAhead(shown: OpenedRun): Promise<void> {
  if (latest === shown) return
  latest = shown
  const run = await shown.whole
  const more = (): void => {
    if (latest !== shown) return
    void turns.take(() => run.captureMore()).then((isMore) => isMore && setTimeout(more, 0), ignore)
  }
  setTimeout(more, 0)
}

/** A request for the variables themselves reports the error. */
function ignore(): void {}

async function storageFor(nodes: readonly string[], { whole }: OpenedRun): Promise<Storage> {
  const isOnOpfs = owner.storage === 'opfs'
  const diskOf = isOnOpfs ? await owner.freshDisks(nodes, whole) : memoryDisks()
  return { storage: owner.storage, storageReason: owner.reason, diskOf }
}

const lab: LabHost = {
  specOf,
  compile: (source) => readersCode(source, browserWasm),
  enqueue: (work) => turns.take(work),
  later: (work) => setTimeout(() => void turns.take(work).catch(ignore), 0),
}

function tell(notice: Notice): void {
  scope.postMessage(notice)
}

async function answer(request: Request): Promise<Reply> {
  if (request.type === 'measure' || request.type === 'check') return answerLab(request, lab, tell)
  if (request.type === 'bench' || request.type === 'bench-check') return answerBench(request, lab, tell)
  if (request.type === 'other-seed') return turns.take(() => answerOtherSeed(request))
  const { anchors, place } = request.type === 'open' ? request : { anchors: [], place: null }
  const run = opened(request.key, { anchor: anchors[0] ?? null, place: place ?? null })
  void captureAhead(run).catch(ignore)
  return run.answer(request, (session) => turns.take((giveWay) => answerOf(session, request, giveWay)))
}

async function answerOtherSeed({ key, seed }: OtherSeedRequest): Promise<Reply> {
  const [own, spec, code, table] = await Promise.all([specOf(key), specOf({ ...key, seed }), codeOf(key), siteTable()])
  const other = await keyOfSeed(key, (of) => (of === seed ? spec : own), seed, code)
  const storage = { storage: 'memory', storageReason: null, diskOf: memoryDisks() } as const
  const run = await recordRun(other, spec, table, storage, code, {}, 'events')
  return { type: 'run', run: run.modelWith([]) }
}

function answerOf(run: RunSession, request: RunRequest, giveWay: GiveWay): Reply | Promise<Reply> {
  switch (request.type) {
    case 'inspect':
    case 'change':
    case 'objects':
      return look(run, request, giveWay)
    case 'open':
      return { type: 'run', run: run.modelWith(request.anchors) }
    case 'seek':
      return { type: 'moment', moment: run.moment(request.event, request.thread, request.call) }
    case 'step':
      return { type: 'moment', moment: run.step(request.event, request.kind, request.back, request.focus, request.thread) }
    case 'next':
      return { type: 'moment', moment: run.next(request.event, request.what, request.back, request.focus) }
    case 'run-to-line': {
      const moment = run.runToLine(request.event, request.file, request.line)
      return moment === null ? { type: 'no-such-line', file: request.file, line: request.line } : { type: 'moment', moment }
    }
    case 'beginning':
      return { type: 'moment', moment: run.beginningOf(request.call) }
    case 'next-timer':
      return { type: 'moment', moment: run.nextTimer(request.event) }
    case 'frame': {
      const frame = run.frame(request.frame)
      return frame === null ? { type: 'failed', message: `no frame ${request.frame}` } : { type: 'frame', frame }
    }
    case 'locate':
      return { type: 'moment', moment: run.locate(request.slice, request.offset) }
    case 'trace-lines':
      return { type: 'trace-lines', ...traceLines(run.trace, request.from, request.count) }
    default:
      return answerStore(run.store, request)
  }
}

/** How often the page has taken back what it wanted to be looked for. */
let stopped = 0

type LookRequest = Extract<RunRequest, { type: 'inspect' | 'change' | 'objects' }>

/** What takes long says how far it is, and ends when it is not wanted any more. */
async function look(run: RunSession, request: LookRequest, giveWay: GiveWay): Promise<Reply> {
  const before = stopped
  let said = performance.now()
  const pace: Pace = {
    giveWay,
    isWanted: () => stopped === before,
    told: (done, of) => {
      if (performance.now() - said < PROGRESS_MILLIS) return
      said = performance.now()
      tell({ type: 'looking', done, of })
    },
  }
  const reply = await lookedFor(run, request, pace)
  return reply ?? { type: stopped === before ? 'outdated' : 'given-up' }
}

async function lookedFor(run: RunSession, request: LookRequest, pace: Pace): Promise<Reply | null> {
  switch (request.type) {
    case 'inspect': {
      const contents = await run.inspect(request.of, request.asker, request.questions, pace)
      return contents && { type: 'contents', contents }
    }
    case 'change': {
      const change = await run.change(request.of, request.slot, request.back, pace)
      return change && { type: 'change', change }
    }
    case 'objects': {
      const objects = await run.objects(request.event, request.node, request.unfolded, pace)
      return objects && { type: 'objects', objects }
    }
  }
}

function failure(error: unknown): Reply {
  if (error instanceof StrategyError) {
    const { kind, detail, line, column } = error
    return { type: 'failed', message: error.message, error: { kind, message: detail, line, column } }
  }
  return { type: 'failed', message: error instanceof Error ? error.message : String(error) }
}

scope.onmessage = async ({ data }: MessageEvent<Envelope<Request> | Begin | typeof CANCEL | typeof STOP_LOOKING>) => {
  if (data === CANCEL) return void cancelled++
  if (data === STOP_LOOKING) return void stopped++
  if ('type' in data) return void opened(data.key, { anchor: data.anchor, place: null })
  const body = await answer(data.body).catch(failure)
  const envelope: Envelope<Reply> = { id: data.id, body }
  scope.postMessage(envelope)
}

siteTable().catch(ignore)
tell({ type: 'ready' })
