import type { Cursor, Request, RunModel } from '../../../engine/worker/protocol'
import { eventsAFrame, nextStop, pauseMillis, STEPWISE, stops } from './playback'
import { focusOf, type StepperData, type StepperState } from './StepperState'
import type { ReplyOf } from './workerClient'

/** Calls back after so many ms and returns how to prevent it. */
export type Later = (action: () => void, millis: number) => () => void

/** What playing needs of the stepper. */
interface Deck {
  readonly wait: Later
  get(): StepperState
  set(change: Partial<StepperData>): void
  /** Goes to the event without stopping what plays. */
  go(event: Cursor): Promise<void>
  ask(request: Request): Promise<ReplyOf<'moment'>>
}

/** Moves the cursor by itself: statement by statement, or by so many events for each picture. */
export class Player {
  private readonly deck: Deck
  private stopTicking: () => void

  constructor(deck: Deck) {
    this.deck = deck
    this.stopTicking = () => {}
  }

  play(): void {
    const { run, playing, cursor } = this.deck.get()
    if (run === null || playing) return
    this.deck.set({ playing: true })
    if (cursor >= run.events - 1) void this.deck.go(0)
    this.tick()
  }

  pause(): void {
    this.stopTicking()
    this.stopTicking = () => {}
    if (this.deck.get().playing) this.deck.set({ playing: false })
  }

  private tick(): void {
    this.stopTicking = this.deck.wait(() => void this.advance(), pauseMillis(this.deck.get().speed))
  }

  private async advance(): Promise<void> {
    const { run, speed, cursor } = this.deck.get()
    if (run === null) return
    if (speed > STEPWISE) await this.deck.go(cursor + eventsAFrame(speed))
    else await this.advanceOneStop(run, cursor)
    if (!this.deck.get().playing || this.deck.get().run !== run) return
    if (this.deck.get().cursor >= run.events - 1) this.pause()
    else this.tick()
  }

  /** To the thread's next statement, or to what happens elsewhere before that. */
  private async advanceOneStop(run: RunModel, cursor: Cursor): Promise<void> {
    const { key } = run
    const { moment } = await this.deck.ask({ type: 'step', key, event: cursor, kind: 'into', back: false, focus: focusOf(this.deck.get()) })
    const { playing, run: shown, cursor: at } = this.deck.get()
    if (!playing || shown !== run || at !== cursor) return
    const elsewhere = nextStop(stops(run), cursor) ?? run.events - 1
    if (moment.event > cursor && moment.event <= elsewhere) this.deck.set({ moment, cursor: moment.event })
    else await this.deck.go(elsewhere)
  }
}
