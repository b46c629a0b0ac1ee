import type { Moment, Reply, PlaceInRun, RunRequest } from './protocol'
import type { RunProgress } from './recordRun'
import type { RunSession } from './RunSession'

/** Events beyond the reader's first place that have to be there before anything is shown. */
const EVENTS_TO_COME = 20_000

/** Events after which a run without a place is looked at first: its clients have started, and their first calls have begun. */
const FIRST_LOOK = 25_000

/** What can be answered by the beginning of a run, as long as the answer lies in it. */
const WITHIN_BEGINNING: ReadonlySet<RunRequest['type']> = new Set<RunRequest['type']>([
  'seek', 'step', 'next', 'next-timer', 'locate',
])

/** Where a reader begins: at a place, otherwise at an anchor, otherwise wherever the run begins. */
export interface Beginning {
  readonly anchor: string | null
  readonly place: PlaceInRun | null
}

/** A run that somebody has asked for. It is looked at as soon as there is enough of it, and goes on behind. */
export class OpenedRun {
  /** What there is of it; null until there is enough. */
  latest: RunSession | null
  /** There is something to look at. @throws what has ended the run */
  readonly begun: Promise<RunSession>
  /** It has come to its end. @throws what has ended it */
  readonly whole: Promise<RunSession>
  private readonly beginning: Beginning
  private show: (run: RunSession) => void
  /** How many events there have to be for the next look. */
  private nextLook: number

  /** @param make makes the run, offering looks at it by calling what it is handed whenever it rests */
  constructor(beginning: Beginning, make: (opened: OpenedRun) => Promise<RunSession>) {
    this.latest = null
    this.beginning = beginning
    this.show = () => {}
    this.nextLook = beginning.place === null ? FIRST_LOOK : Infinity
    const begun = new Promise<RunSession>((resolve) => (this.show = resolve))
    this.whole = make(this).then((run) => (this.latest = run))
    this.begun = Promise.race([begun, this.whole])
    // A failure reaches those who wait for the run; without any it is no error of the worker.
    this.whole.catch(() => undefined)
  }

  /** Is it time to look whether there is enough? To be asked after every slice. */
  isLookDue({ events, slice }: RunProgress): boolean {
    if (this.latest !== null) return false
    const { place } = this.beginning
    if (this.nextLook === Infinity && place !== null && slice > place.slice) this.nextLook = events + EVENTS_TO_COME
    return events >= this.nextLook
  }

  /** Shows what there is of the run, if that is enough. Otherwise there will be another look when it is twice as long. */
  look(soFar: RunSession): void {
    if (this.latest !== null) return
    if (this.isEnough(soFar)) {
      this.latest = soFar
      this.show(soFar)
    } else this.nextLook = 2 * soFar.trace.length
  }

  /** Answers as soon as what there is of the run is enough for it. */
  async answer(request: RunRequest, ask: (run: RunSession) => Promise<Reply>): Promise<Reply> {
    await this.begun
    const run = this.latest!
    if (request.type === 'open') return ask(request.isWhole === true ? await this.whole : run)
    if (run.model.isWhole || !WITHIN_BEGINNING.has(request.type)) return ask(await this.whole)
    const reply = await ask(run)
    return reply.type === 'moment' && isFirm(request, reply.moment, run) ? reply : ask(await this.whole)
  }

  private isEnough(run: RunSession): boolean {
    const { anchor, place } = this.beginning
    const { calls } = run.model
    if (place !== null) return run.locate(place.slice, place.offset).event < run.firmUntil
    if (calls.length === 0) return false
    const start = anchor === null ? calls[0]!.from : run.modelWith([anchor]).anchors[anchor]
    return typeof start === 'number' && start < run.firmUntil
  }
}

/** Is it the moment that the whole run would give as well? A step that led nowhere may lead somewhere when there is more. */
function isFirm(request: RunRequest, { event }: Moment, run: RunSession): boolean {
  const isStuck = 'event' in request && request.type !== 'seek' && event === request.event
  return event < run.firmUntil && !isStuck
}
