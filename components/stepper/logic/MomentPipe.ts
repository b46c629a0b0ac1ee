import type { Moment, Request } from '../../../engine/worker/protocol'
import type { ReplyOf } from './workerClient'

/** A question whose answer is a moment; made when its turn comes, so that it starts from where one is by then. */
export type MomentJob = () => Request | null

export type MomentReply = ReplyOf<'moment' | 'no-such-line'>

interface Outlet {
  ask(request: Request): Promise<MomentReply>
  /** `isLast`: nothing else is waiting. */
  arrived(moment: Moment, isLast: boolean): void
  missed(file: string, line: number): void
  failed(error: unknown): void
}

/**
 * Lets one question through at a time and keeps only the latest of those that wait: who drags the cursor through a run
 * sees where it is now, never a queue of places where it was.
 */
export class MomentPipe {
  private readonly outlet: Outlet
  private waiting: MomentJob | null
  private generation: number
  private running: Promise<void> | null

  constructor(outlet: Outlet) {
    this.outlet = outlet
    this.waiting = null
    this.generation = 0
    this.running = null
  }

  /** Resolves when everything that was submitted has been answered or dropped. */
  submit(job: MomentJob): Promise<void> {
    this.waiting = job
    this.running ??= this.pump()
    return this.running
  }

  /** Resolves when nothing waits for an answer. */
  settled(): Promise<void> {
    return this.running ?? Promise.resolve()
  }

  /** Answers that are still on their way belong to another run now. */
  reset(): void {
    this.waiting = null
    this.generation++
  }

  private async pump(): Promise<void> {
    while (this.waiting !== null) {
      const job = this.waiting
      this.waiting = null
      const { generation } = this
      try {
        const request = job()
        if (request === null) continue
        const reply = await this.outlet.ask(request)
        if (generation !== this.generation) continue
        if (reply.type === 'moment') this.outlet.arrived(reply.moment, this.waiting === null)
        else this.outlet.missed(reply.file, reply.line)
      } catch (error) {
        if (generation === this.generation) this.outlet.failed(error)
      }
    }
    this.running = null
  }
}
