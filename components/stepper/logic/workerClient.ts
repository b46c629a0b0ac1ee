import { CANCEL, STOP_LOOKING } from '../../../engine/worker/protocol'
import type { Begin, Envelope, Notice, Reply, Request } from '../../../engine/worker/protocol'
import { PortClient, WorkerFailure, type WorkerPort } from './PortClient'

export type ReplyOf<T extends Reply['type']> = Extract<Reply, { readonly type: T }>

/** The worker is silent for so long, in s, before the page says so. Whatever takes long gives signs of life. */
export const SILENCE_SECONDS = 8

/**
 * So long, in s, a worker that runs code of the reader's may be silent while something else is wanted of it. Code that can be
 * stopped gives signs of life many times as often.
 */
export const BLOCKED_SECONDS = 4

/** The kind of failure of a question that a worker was ended over. */
export const UNANSWERED = 'unanswered'

/**
 * The page's side of the worker that makes runs. A worker that has gone silent can be replaced by another one: it remembers
 * nothing that can't be made again from the keys of the runs.
 */
export class WorkerClient extends PortClient<Request, Reply, Notice> {
  private readonly again: (() => WorkerPort) | null
  private readonly listeners: Set<(notice: Notice) => void>
  private readonly watchers: Set<() => void>
  private silence: number
  /** Does the code run that is being asked for? While the worker, the compiler and the sandbox are loaded, nothing is blocked. */
  private isCodeRunning: boolean
  /** Is something else wanted than what is being asked? */
  private isHurried: boolean

  /** `again` starts another worker. */
  constructor(port: WorkerPort, again: (() => WorkerPort) | null = null) {
    super(port)
    this.again = again
    this.listeners = new Set()
    this.watchers = new Set()
    this.silence = 0
    this.isCodeRunning = false
    this.isHurried = false
    this.onNotice = (notice) => {
      for (const listener of this.listeners) listener(notice)
    }
  }

  /** Hears what the worker says unasked. @returns how to stop that */
  listen(listener: (notice: Notice) => void): () => void {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** Is called when {@link isSilent} changes. @returns how to stop that */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher)
    return () => void this.watchers.delete(watcher)
  }

  /** Has something been asked, and nothing been heard for {@link SILENCE_SECONDS}? */
  get isSilent(): boolean {
    return this.silence >= SILENCE_SECONDS
  }

  /** To be called every second: a tab that sleeps must not count the time. */
  tick(): void {
    this.silentFor(this.pending.size === 0 ? 0 : this.silence + 1)
    this.endBlocked()
  }

  override ask<T extends Reply['type']>(body: Request, ...types: readonly T[]): Promise<Extract<Reply, { readonly type: T }>> {
    this.hurry()
    if (!this.isHoldingCode()) this.isCodeRunning = false
    return super.ask(body, ...types)
  }

  /** Something else is wanted than what is asked: code that holds the worker is ended, now or as soon as that shows. */
  hurry(): void {
    this.isHurried = this.isHoldingCode()
    this.endBlocked()
  }

  private endBlocked(): void {
    if (this.isHurried && this.isCodeRunning && this.silence >= BLOCKED_SECONDS && this.isHoldingCode()) this.restart()
  }

  private isHoldingCode(): boolean {
    return [...this.pending.values()].some(({ body }) => hasCode(body))
  }

  /**
   * Ends the worker and goes on with another. What was asked of it is asked again, but for questions with code of the
   * reader's: that is what may have stopped it, so they fail.
   */
  restart(): void {
    if (this.again === null) return
    this.port.onmessage = this.port.onerror = null
    this.port.terminate()
    this.port = this.again()
    this.attach()
    this.isCodeRunning = this.isHurried = false
    this.silentFor(0)
    for (const [id, { body, reject }] of [...this.pending]) {
      if (!hasCode(body)) this.port.postMessage({ id, body } satisfies Envelope<Request>)
      else {
        this.pending.delete(id)
        reject(new WorkerFailure(body.type, UNANSWERED, { kind: UNANSWERED, message: '', line: null, column: null }))
      }
    }
  }

  /** A run is likely to be asked for soon: it is made meanwhile. */
  begin(run: Begin): void {
    this.port.postMessage(run)
  }

  /** The runs that are being made are not wanted any more: the questions for them fail. */
  cancel(): void {
    this.port.postMessage(CANCEL)
  }

  /** What is looked for in variables is not wanted any more: the questions are answered with `given-up`. */
  stopLooking(): void {
    this.port.postMessage(STOP_LOOKING)
  }

  protected override receive(message: Envelope<Reply> | Notice): void {
    this.silentFor(0)
    if ('type' in message && message.type === 'alive') this.isCodeRunning = this.isHoldingCode()
    super.receive(message)
  }

  private silentFor(seconds: number): void {
    const wasSilent = this.isSilent
    this.silence = seconds
    if (wasSilent !== this.isSilent) for (const watcher of this.watchers) watcher()
  }
}

function hasCode(body: Request): boolean {
  return body.type === 'check' || body.type === 'bench-check' || typeof body.key.code === 'string'
}

let shared: WorkerClient | null = null

/** The page's one engine: the stepper and whatever else asks for runs share it. Only in a browser. */
export function sharedWorker(): WorkerClient {
  shared ??= startWorker()
  return shared
}

/** Starts the engine in a worker of its own. Only in a browser. */
export function startWorker(): WorkerClient {
  if (process.env.NODE_ENV === 'development') reloadWithEngine()
  const client = new WorkerClient(firstWorker(), () => newWorker('again'))
  setInterval(() => client.tick(), 1000)
  return client
}

/** The worker that a page has started before its scripts were there, null if it is not wanted any more: see `EarlyEngine`. */
declare global {
  var rocketscopeEngine: Worker | null | undefined
}

function firstWorker(): WorkerPort {
  const early = globalThis.rocketscopeEngine
  globalThis.rocketscopeEngine = null
  return (early as WorkerPort | null | undefined) ?? newWorker('first')
}

/** The bundler, which would bundle once more what it knows the address of, must not know it. */
export function addressOf(worker: string | undefined): URL {
  return new URL(worker ?? '', location.href)
}

/** `again`: the disks still belong to a worker that is about to be gone. */
function newWorker(name: 'first' | 'again'): WorkerPort {
  return new Worker(addressOf(process.env.NEXT_PUBLIC_CLUSTER_WORKER), { type: 'module', name }) as unknown as WorkerPort
}

let changes: EventSource | null = null

/** While developing: what runs in a worker is not replaced while it runs, so the page begins anew when it changes. */
export function reloadWithEngine(): void {
  const address = process.env.NEXT_PUBLIC_ENGINE_CHANGES
  if (address === undefined || changes !== null) return
  changes = new EventSource(address)
  changes.onmessage = () => location.reload()
}
