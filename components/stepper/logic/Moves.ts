import type { Cursor, Milestone, Request, RunKey, StepKind } from '../../../engine/worker/protocol'
import type { Look } from '../../source/logic/shownPlace'
import { MomentPipe } from './MomentPipe'
import { Player, type Later } from './Player'
import { withinRun, type StepperCore } from './StepperCore'
import { rangeOf } from './range'
import { focusOf } from './StepperState'

/** A place that lies beyond what there is of the run. */
type Wanted = 'end' | { readonly anchor: string }

/**
 * Moves the cursor within the run that is shown: through time, by steps, and to places.
 *
 * A chosen thread stays chosen while time passes and while the reader steps in it; it gives way as soon as the cursor goes to a
 * place that belongs to another one.
 */
export class Moves {
  readonly player: Player
  private readonly core: StepperCore
  private readonly pipe: MomentPipe
  /** Where the reader wants to be; asked for before that part of the run was there. */
  private wanted: Wanted | null
  /** What is asked for is the place of the reader once more, for what the beginning of a run couldn't know of it. */
  private isRefreshing: boolean

  constructor(core: StepperCore, wait: Later) {
    this.core = core
    this.wanted = null
    this.isRefreshing = false
    this.player = new Player({
      wait, get: core.get, set: core.set, go: (event) => this.toTime(event), ask: (request) => core.ask(request, 'moment'),
    })
    this.pipe = new MomentPipe({
      ask: (request) => core.ask(request, 'moment', 'no-such-line'),
      arrived: (moment, isLast) => {
        const before = core.get()
        const thread = before.thread === moment.thread ? before.thread : null
        const change = { moment, thread, looks: this.isRefreshing ? before.looks : [] }
        core.set(isLast ? { ...change, cursor: moment.event } : change)
      },
      missed: (file, line) => core.notify({ kind: 'no-such-line', file, line }),
      failed: (error) => {
        this.player.pause()
        core.fail(error)
      },
    }, wait)
  }

  /** What is still on its way belongs to another run now. */
  reset(): void {
    this.pipe.reset()
  }

  /** Resolves when the moment at the cursor is there. */
  settled(): Promise<void> {
    return this.pipe.settled()
  }

  /** Through time, as on the timeline. Ends what plays. */
  seek(event: Cursor): Promise<void> {
    this.stopWhatIsUnderWay()
    return this.toTime(event)
  }

  /** The same, from one place to the next: the cursor goes along at once, what is shown of its moment a few times a second. */
  drag(event: Cursor): Promise<void> {
    this.stopWhatIsUnderWay()
    return this.toTime(event, true)
  }

  /** To a place, from which there is a way back. Ends what plays. */
  goTo(event: Cursor): Promise<void> {
    this.leave()
    return this.seek(event)
  }

  /** False when the run never comes to the anchor. Before that part of the run is there, remembers it. */
  goToAnchor(anchor: string): boolean {
    const { run } = this.core.get()
    const event = run?.anchors[anchor] ?? null
    if (event !== null) void this.goTo(event)
    else if (run?.isWhole !== true) this.wanted = { anchor }
    else return false
    return true
  }

  /** To the end of what timeline and diagram show, as soon as it is known where that is. */
  async goToEnd(): Promise<void> {
    const { run, cursor, scope } = this.core.get()
    if (run === null) return
    if (run.isWhole) return await this.goTo(rangeOf(run, cursor, scope).to)
    this.stopWhatIsUnderWay()
    this.wanted = 'end'
  }

  /** The rest of the run is there: the reader stays, or goes where they have wanted to be meanwhile. */
  runHasGrown(): void {
    const { wanted } = this
    this.wanted = null
    if (wanted === 'end') void this.goToEnd()
    else if (wanted === null || !this.goToAnchor(wanted.anchor)) void this.refresh()
  }

  takeWantedAnchor(): string | null {
    if (this.wanted === null || this.wanted === 'end') return null
    const { anchor } = this.wanted
    this.wanted = null
    return anchor
  }

  /** Says that the reader leaves for another place: the address keeps the one where they are. */
  leave(): void {
    const { get, set } = this.core
    this.wanted = null
    set({ jumps: get().jumps + 1, thread: null })
  }

  step(kind: StepKind, back: boolean): Promise<void> {
    const { thread } = this.core.get()
    return this.moveOrSay(kind, back, (key, event) => {
      const focus = focusOf(this.core.get())
      return { type: 'step', key, event, kind, back, focus, ...(thread === null ? {} : { thread }) }
    })
  }

  next(what: Milestone, back: boolean): Promise<void> {
    this.leave()
    return this.moveOrSay(what, back, (key, event) => ({ type: 'next', key, event, what, back, focus: focusOf(this.core.get()) }))
  }

  /** Says so when that leads nowhere. */
  private async moveOrSay(
    step: StepKind | Milestone, back: boolean, request: (key: RunKey, event: Cursor) => Request,
  ): Promise<void> {
    const { core } = this
    const before = core.get().moment
    await this.move(request)
    const { moment } = core.get()
    if (moment !== null && moment.event === before?.event) core.notify({ kind: 'no-step', step, back })
    else core.dismiss('no-step')
  }

  /** By a question that is made when its turn comes. Ends what plays. */
  move(request: (key: RunKey, event: Cursor) => Request): Promise<void> {
    this.stopWhatIsUnderWay()
    return this.pipe.submit(() => {
      const { run, cursor } = this.core.get()
      return run === null ? null : request(run.key, cursor)
    })
  }

  followThread(thread: number | null): Promise<void> {
    this.core.set({ thread })
    return this.seek(this.core.get().cursor)
  }

  /** Another call of the stack than the innermost one is shown until the next move: who steps wants to see what runs. */
  showCall(call: Cursor): Promise<void> {
    const thread = this.core.get().moment?.thread
    return this.move((key, event) => ({ type: 'seek', key, event, call, ...(thread === undefined ? {} : { thread }) }))
  }

  async showNextCall(isOuter: boolean): Promise<void> {
    const { moment } = this.core.get()
    const next = moment?.stack[moment.call + (isOuter ? 1 : -1)]
    if (next !== undefined) await this.showCall(next.enterEvent)
  }

  /** The source shows another place; a run that plays would take it away at once. */
  look(at: Look, from: Look | null): void {
    this.player.pause()
    const { looks } = this.core.get()
    this.core.set({ looks: [...(looks.length === 0 && from !== null ? [from] : looks), at] })
  }

  goToBeginning(call: Cursor): Promise<void> {
    this.leave()
    return this.move((key) => ({ type: 'beginning', key, call }))
  }

  private stopWhatIsUnderWay(): void {
    this.player.pause()
    this.wanted = null
    this.isRefreshing = false
  }

  /** The same moment, call and place in the source, with what is known by now. */
  private async refresh(): Promise<void> {
    // A move that is under way is the reader's, and goes first: only the latest question that waits is asked.
    await this.pipe.settled()
    this.isRefreshing = true
    await this.pipe.submit(() => {
      const { run, cursor, moment, thread } = this.core.get()
      if (run === null) return null
      const call = moment?.event === cursor ? moment.stack[moment.call]?.enterEvent : undefined
      return {
        type: 'seek', key: run.key, event: cursor, ...(thread === null ? {} : { thread }), ...(call === undefined ? {} : { call }),
      }
    })
    this.isRefreshing = false
  }

  private toTime(event: Cursor, isDragged = false): Promise<void> {
    const { run } = this.core.get()
    if (run === null) return Promise.resolve()
    const target = withinRun(run, event)
    this.core.set({ cursor: target })
    const { key } = run
    return this.pipe.submit(() => {
      const { thread } = this.core.get()
      return { type: 'seek', key, event: target, ...(thread === null ? {} : { thread }) }
    }, isDragged)
  }
}
