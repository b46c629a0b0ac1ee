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

  constructor(request: Request['type'], message: string) {
    super(message)
    this.name = 'WorkerFailure'
    this.request = request
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
    throw new WorkerFailure(body.type, reply.type === 'failed' ? reply.message : `answered with ${reply.type}`)
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

/** Starts the engine in a worker of its own. Only in a browser. */
export function startWorker(): WorkerClient {
  // The whole expression has to stand here as it is: the bundler looks for it to know what goes into the worker.
  const worker = new Worker(new URL('../../engine/worker/cluster.worker.ts', import.meta.url), { type: 'module' })
  return new WorkerClient(worker as unknown as WorkerPort)
}
