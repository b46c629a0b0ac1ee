import { browserWasm } from '../adapters/quickjs/browserWasm'
import { wholeScenario } from '../cluster/clusterdrill/wholeScenario'
import { loadScenario } from '../cluster/loadScenario'
import { parseScenario } from '../adapters/scenario/parseScenario'
import { nodeNames } from '../cluster/nodeNames'
import type { Scenario } from '../cluster/Scenario'
import { StrategyError } from '../ports/Sandbox'
import type { SiteTableJson } from '../trace/SiteTable'
import { SiteTable } from '../trace/SiteTable'
import { answerLab } from './answerLab'
import type { LabHost } from './answerLab'
import { answerStore } from './answerStore'
import { DiskOwner, memoryDisks } from './DiskOwner'
import { CANCEL } from './protocol'
import type { Envelope, Notice, Reply, Request, RunKey, RunRequest } from './protocol'
import type { ReadersCode } from './ReadersCode'
import { readersCode } from './ReadersCode'
import type { Breath } from './RunSession'
import { RunSession } from './RunSession'

/** As many runs are kept; the one that was used longest ago goes first. */
const MAX_SESSIONS = 6

/** So often the page is told how far a run has come, in ms. */
const PROGRESS_MILLIS = 500

/** So long a run goes on before the worker listens, in ms. */
const REST_MILLIS = 100

/** So long a worker that takes another's place waits for the disks, in ms. */
const PATIENCE_MILLIS = 3000

const scope = self as unknown as DedicatedWorkerGlobalScope
const base = process.env['NEXT_PUBLIC_BASE'] ?? ''
const owner = new DiskOwner()
const owned = owner.acquire(scope.name === 'again' ? PATIENCE_MILLIS : 0)
const sessions = new Map<string, Promise<RunSession>>()
const scenarios = new Map<string, Promise<Scenario>>()
let sites: Promise<SiteTable> | null = null

async function fetchJson(path: string): Promise<unknown> {
  const response = await fetch(`${base}${path}`)
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`)
  return response.json()
}

function siteTable(): Promise<SiteTable> {
  sites ??= fetchJson('/engine-sites.json').then((json) => new SiteTable(json as SiteTableJson))
  return sites
}

function scenario(name: string): Promise<Scenario> {
  const known = scenarios.get(name) ?? fetchJson(`/scenarios/${name}.json`).then(parseScenario)
  scenarios.set(name, known)
  return known
}

/** With all nodes that a run of this key has: those of a cluster drill follow from the seed. */
async function specOf({ scenario: name, load, seed }: RunKey): Promise<Scenario> {
  return load ? loadScenario(load) : wholeScenario(await scenario(name), seed)
}

/** Null when no code of the reader's runs. @throws StrategyError */
async function codeOf({ code }: RunKey): Promise<ReadersCode | null> {
  return code ? readersCode(code, browserWasm) : null
}

async function session(key: RunKey): Promise<RunSession> {
  const text = JSON.stringify(key)
  const known = sessions.get(text) ?? open(key)
  sessions.delete(text)
  sessions.set(text, known)
  known.catch(() => sessions.delete(text))
  if (sessions.size > MAX_SESSIONS) sessions.delete(sessions.keys().next().value!)
  return known
}

let queue: Promise<unknown> = Promise.resolve()

/** One thing at a time: all runs share the probes and the disk. */
function enqueue<T>(work: () => T | Promise<T>): Promise<T> {
  const done = queue.then(work)
  queue = done.catch(() => undefined)
  return done
}

function open(key: RunKey): Promise<RunSession> {
  return enqueue(async () => {
    await owned
    const [table, spec, code] = await Promise.all([siteTable(), specOf(key), codeOf(key)])
    return RunSession.open(key, spec, table, await storageFor(spec), code, breath())
  })
}

/** How often the page has taken back what it wanted. */
let cancelled = 0

/**
 * Now and then a run tells how far it has come, and lets the worker hear what the page says, in the reader's time.
 */
function breath(): Breath {
  const before = cancelled
  let said = performance.now()
  let rested = said
  return {
    told: (events, time) => {
      const now = performance.now()
      if (now - said < PROGRESS_MILLIS) return
      said = now
      tell({ type: 'progress', events, time })
    },
    isTired: () => performance.now() - rested > REST_MILLIS,
    rest: async () => {
      await new Promise((resolve) => setTimeout(resolve, 0))
      if (cancelled !== before) throw new Error(CANCEL)
      rested = performance.now()
    },
  }
}

let latest: RunSession | null = null

/** While nobody asks for anything, the variables of the run that is looked at are captured, piece by piece. */
function captureAhead(run: RunSession): void {
  if (latest === run) return
  latest = run
  const more = (): void => {
    if (latest === run) void enqueue(() => run.captureMore()).then((isMore) => isMore && setTimeout(more, 0), ignore)
  }
  setTimeout(more, 0)
}

/** A request for the variables themselves reports the error. */
function ignore(): void {}

async function storageFor(spec: Scenario): Promise<Parameters<typeof RunSession.open>[3]> {
  const isOnOpfs = owner.storage === 'opfs'
  const diskOf = isOnOpfs ? await owner.freshDisks(nodeNames(spec)) : memoryDisks()
  return { storage: owner.storage, storageReason: owner.reason, diskOf }
}

const lab: LabHost = {
  specOf,
  compile: (source) => readersCode(source, browserWasm),
  enqueue,
  later: (work) => setTimeout(() => void enqueue(work).catch(ignore), 0),
}

function tell(notice: Notice): void {
  scope.postMessage(notice)
}

async function answer(request: Request): Promise<Reply> {
  if (request.type === 'measure' || request.type === 'check') return answerLab(request, lab, tell)
  const run = await session(request.key)
  captureAhead(run)
  return enqueue(() => answerOf(run, request))
}

function answerOf(run: RunSession, request: RunRequest): Reply {
  switch (request.type) {
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
    default:
      return answerStore(run.store, request)
  }
}

function failure(error: unknown): Reply {
  if (error instanceof StrategyError) {
    const { kind, detail, line, column } = error
    return { type: 'failed', message: error.message, error: { kind, message: detail, line, column } }
  }
  return { type: 'failed', message: error instanceof Error ? error.message : String(error) }
}

scope.onmessage = async ({ data }: MessageEvent<Envelope<Request> | typeof CANCEL>) => {
  if (data === CANCEL) return void cancelled++
  const body = await answer(data.body).catch(failure)
  const envelope: Envelope<Reply> = { id: data.id, body }
  scope.postMessage(envelope)
}

tell({ type: 'ready' })
