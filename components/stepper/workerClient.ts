import type { CallError } from '../../engine/worker/Measurement'
import type { Envelope, Notice, Reply, Request } from '../../engine/worker/protocol'

/** What the page needs of a Worker; tests bring their own. */
export interface WorkerPort {
  postMessage(message: unknown): void
  terminate(): void
  onmessage: ((event: { data: unknown }) => void) | null
  onerror: ((event: { message?: string }) => void) | null
}

export type ReplyOf<T extends Reply['type']> = Extract<Reply, { readonly type: T }>

/** The worker could not do what it was asked for, such as a run of a scenario that does not exist. */
export class WorkerFailure extends Error {
  readonly request: Request['type']
  /** What is wrong with the reader's code, when that is why. */
  readonly error: CallError | null

  constructor(request: Request['type'], message: string, error: CallError | null = null) {
    super(message)
    this.name = 'WorkerFailure'
    this.request = request
    this.error = error
  }
}

interface Pending {
  readonly request: Request['type']
  readonly resolve: (reply: Reply) => void
  readonly reject: (failure: WorkerFailure) => void
}

/** Questions to the worker as promises. Answers are matched by number, so they may come in any order. */
export class WorkerClient {
  onNotice: (notice: Notice) => void
  private readonly port: WorkerPort
  private readonly pending: Map<number, Pending>
  private nextId: number

  constructor(port: WorkerPort) {
    this.onNotice = () => {}
    this.port = port
    this.pending = new Map()
    this.nextId = 1
    port.onmessage = (event) => this.receive(event.data as Envelope<Reply> | Notice)
    port.onerror = (event) => this.breakDown(event.message ?? '')
  }

  /**
   * The answer, which is one of the types named.
   *
   * @throws WorkerFailure when the worker says that it failed, has crashed, or answers with something else.
   */
  async ask<T extends Reply['type']>(body: Request, ...types: readonly T[]): Promise<ReplyOf<T>> {
    const reply = await new Promise<Reply>((resolve, reject) => {
      const id = this.nextId++
      this.pending.set(id, { request: body.type, resolve, reject })
      this.port.postMessage({ id, body } satisfies Envelope<Request>)
    })
    if ((types as readonly string[]).includes(reply.type)) return reply as ReplyOf<T>
    if (reply.type === 'failed') throw new WorkerFailure(body.type, reply.message, reply.error ?? null)
    throw new WorkerFailure(body.type, `answered with ${reply.type}`)
  }

  /** Ends the worker; what was asked and not answered fails. */
  close(): void {
    this.port.terminate()
    this.breakDown('closed')
  }

  private receive(message: Envelope<Reply> | Notice): void {
    if (!('id' in message)) return this.onNotice(message)
    const waiting = this.pending.get(message.id)
    this.pending.delete(message.id)
    waiting?.resolve(message.body)
  }

  private breakDown(message: string): void {
    const all = [...this.pending.values()]
    this.pending.clear()
    for (const { request, reject } of all) reject(new WorkerFailure(request, message))
  }
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
  // The whole expression has to stand here as it is: the bundler looks for it to know what goes into the worker.
  const worker = new Worker(new URL('../../engine/worker/cluster.worker.ts', import.meta.url), { type: 'module' })
  return new WorkerClient(worker as unknown as WorkerPort)
}

let changes: EventSource | null = null

/** While developing: what runs in a worker is not replaced while it runs, so the page begins anew when it changes. */
function reloadWithEngine(): void {
  const address = process.env.NEXT_PUBLIC_ENGINE_CHANGES
  if (address === undefined || changes !== null) return
  changes = new EventSource(address)
  changes.onmessage = () => location.reload()
}
