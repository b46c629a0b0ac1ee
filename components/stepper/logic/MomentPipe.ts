import type { Moment, Request } from '../../../engine/worker/protocol'
import type { Later } from './Player'
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
 * How long a moment stays while the cursor is dragged on, in ms. Nobody can read source and variables that change sixty times a second,
 * and drawing them takes longer than a picture lasts: the cursor would lag behind the pointer.
 */
const STAY = 100

interface Submitted {
  readonly job: MomentJob
  readonly isDragged: boolean
}

/**
 * Lets one question through at a time and keeps only the latest of those that wait: who drags the cursor through a run
 * sees where it is now, never a queue of places where it was.
 */
export class MomentPipe {
  private readonly outlet: Outlet
  private readonly wait: Later
  private waiting: Submitted | null
  private generation: number
  private running: Promise<void> | null
  /** Resolves when what is shown has stayed for long enough; null when it may go. */
  private stay: Promise<void> | null
  private endStay: () => void

  constructor(outlet: Outlet, wait: Later) {
    this.outlet = outlet
    this.wait = wait
    this.waiting = null
    this.generation = 0
    this.running = null
    this.stay = null
    this.endStay = () => {}
  }

  /**
   * `isDragged`: one of many that follow each other quickly, which waits until the answer to the one before it has been shown for a
   * while. Resolves when everything that was submitted has been answered or dropped.
   */
  submit(job: MomentJob, isDragged = false): Promise<void> {
    this.waiting = { job, isDragged }
    if (!isDragged) this.endStay()
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
    this.endStay()
  }

  private async pump(): Promise<void> {
    while (this.waiting !== null) {
      if (this.stay !== null) {
        await this.stay
        continue
      }
      const { job, isDragged } = this.waiting
      this.waiting = null
      const { generation } = this
      try {
        const request = job()
        if (request === null) continue
        const reply = await this.outlet.ask(request)
        if (generation !== this.generation) continue
        if (isDragged) this.beginStay()
        if (reply.type === 'moment') this.outlet.arrived(reply.moment, this.waiting === null)
        else this.outlet.missed(reply.file, reply.line)
      } catch (error) {
        if (generation === this.generation) this.outlet.failed(error)
      }
    }
    this.running = null
  }

  private beginStay(): void {
    this.stay = new Promise((resolve) => {
      const end = (): void => {
        this.stay = null
        resolve()
      }
      const stopWaiting = this.wait(end, STAY)
      this.endStay = () => {
        stopWaiting()
        end()
      }
    })
  }
}
