import type { Cursor, Reply, Request, RunModel } from '../../../engine/worker/protocol'
import { WorkerFailure } from './PortClient'
import type { StepperData, StepperNotice, StepperState } from './StepperState'
import { UNANSWERED, type ReplyOf, type WorkerClient } from './workerClient'

export type Change = Partial<StepperData>

/** What all parts of the stepper stand on: the store's state, the worker, and what the reader is told. */
export class StepperCore {
  readonly set: (change: Change) => void
  readonly get: () => StepperState
  private readonly connect: () => WorkerClient
  private client: WorkerClient | null

  constructor(connect: () => WorkerClient, set: (change: Change) => void, get: () => StepperState) {
    this.set = set
    this.get = get
    this.connect = connect
    this.client = null
  }

  /** Starts the worker if this is the first question. @throws WorkerFailure */
  ask<T extends Reply['type']>(request: Request, ...types: readonly T[]): Promise<ReplyOf<T>> {
    return this.worker().ask(request, ...types)
  }

  /** What the worker is running is not wanted any more. */
  cancel(): void {
    this.client?.cancel()
  }

  /** What the worker looks for in variables is not wanted any more. */
  stopLooking(): void {
    this.client?.stopLooking()
  }

  /** @throws Error before there is a run: callers have to look first */
  run(): RunModel {
    const { run } = this.get()
    if (run === null) throw new Error('there is no run yet')
    return run
  }

  notify(notice: StepperNotice): void {
    const others = this.get().notices.filter(({ kind }) => kind !== notice.kind)
    this.set({ notices: [...others, notice] })
  }

  dismiss(kind: StepperNotice['kind']): void {
    this.set({ notices: this.get().notices.filter((notice) => notice.kind !== kind) })
  }

  fail(error: unknown): void {
    if (error instanceof WorkerFailure && error.error?.kind === UNANSWERED) return this.notify({ kind: 'restarted' })
    this.set({ error: error instanceof Error ? error.message : String(error) })
  }

  private worker(): WorkerClient {
    if (this.client === null) {
      this.client = this.connect()
      this.client.listen((notice) => {
        const { busy, lookups } = this.get()
        if (notice.type === 'progress' && busy) this.set({ progress: { events: notice.events, time: notice.time } })
        if (notice.type === 'looking' && lookups > 0) this.set({ looked: notice.done / notice.of })
      })
    }
    return this.client
  }
}

/** The event itself, or the nearest end of the run. */
export function withinRun({ events }: RunModel, event: Cursor): Cursor {
  return Math.max(0, Math.min(Math.round(event), events - 1))
}
