import type { CallError } from '../../../engine/worker/Measurement'
import type { Envelope } from '../../../engine/worker/protocol'

/** What the page needs of a Worker; tests bring their own. */
export interface WorkerPort {
  postMessage(message: unknown): void
  terminate(): void
  onmessage: ((event: { data: unknown }) => void) | null
  onerror: ((event: { message?: string }) => void) | null
}

/** Requests, replies and notices are told apart by their type. */
interface Typed {
  readonly type: string
}

interface Failed extends Typed {
  readonly message: string
  readonly error?: CallError
}

/** The worker could not do what it was asked for, such as a run of a scenario that does not exist. */
export class WorkerFailure extends Error {
  /** The type of what was asked. */
  readonly request: string
  /** What is wrong with the reader's code, when that is why. */
  readonly error: CallError | null

  constructor(request: string, message: string, error: CallError | null = null) {
    super(message)
    this.name = 'WorkerFailure'
    this.request = request
    this.error = error
  }
}

interface Pending<Q, R> {
  readonly body: Q
  readonly resolve: (reply: R) => void
  readonly reject: (failure: WorkerFailure) => void
}

/** Questions to a worker as promises. Answers are matched by number, so they may come in any order. */
export class PortClient<Q extends Typed, R extends Typed, N extends Typed> {
  onNotice: (notice: N) => void
  /** The worker has ended by itself, and why. Not called for one that was closed. */
  onBreakDown: (message: string) => void
  protected port: WorkerPort
  protected readonly pending: Map<number, Pending<Q, R>>
  private nextId: number

  constructor(port: WorkerPort) {
    this.onNotice = () => {}
    this.onBreakDown = () => {}
    this.port = port
    this.pending = new Map()
    this.nextId = 1
    this.attach()
  }

  /**
   * The answer, which is one of the types named.
   *
   * @throws WorkerFailure when the worker says that it failed, has crashed, or answers with something else.
   */
  async ask<T extends R['type']>(body: Q, ...types: readonly T[]): Promise<Extract<R, { readonly type: T }>> {
    const reply = await new Promise<R>((resolve, reject) => {
      const id = this.nextId++
      this.pending.set(id, { body, resolve, reject })
      this.port.postMessage({ id, body } satisfies Envelope<Q>)
    })
    if ((types as readonly string[]).includes(reply.type)) return reply as Extract<R, { readonly type: T }>
    if (reply.type !== 'failed') throw new WorkerFailure(body.type, `answered with ${reply.type}`)
    const { message, error } = reply as Typed as Failed
    throw new WorkerFailure(body.type, message, error ?? null)
  }

  /** Ends the worker; what was asked and not answered fails. */
  close(): void {
    this.port.terminate()
    this.rejectAll('closed')
  }

  protected attach(): void {
    this.port.onmessage = (event) => this.receive(event.data as Envelope<R> | N)
    this.port.onerror = (event) => {
      this.rejectAll(event.message ?? '')
      this.onBreakDown(event.message ?? '')
    }
  }

  protected receive(message: Envelope<R> | N): void {
    if (!('id' in message)) return this.onNotice(message)
    const waiting = this.pending.get(message.id)
    this.pending.delete(message.id)
    waiting?.resolve(message.body)
  }

  private rejectAll(message: string): void {
    const all = [...this.pending.values()]
    this.pending.clear()
    for (const { body, reject } of all) reject(new WorkerFailure(body.type, message))
  }
}
