import { assert } from '../kernel/assert'
import { EventKind } from '../trace/EventKind'
import { NOWHERE, SlotWatch } from '../trace/SlotWatch'
import type { Trace } from '../trace/Trace'
import { NONE } from '../trace/TraceIndex'
import { LatestAnswers } from './LatestAnswers'
import type { ChangeFound, Cursor, ValueSlot, VariablesOf } from './protocol'
import type { Pace, RunAgain } from './RunAgain'

/** A change of a value. */
export interface ValueChange {
  /** The statement during which it was made. */
  readonly made: Cursor
  /** The first event at which there is the other value. */
  readonly seen: Cursor
}

/** As many slots are remembered. */
const MAX_SLOTS = 20

/**
 * When the values of a run change. A recording does not tell, so the run is done once more, and what is asked for is compared
 * after each statement: of a variable, and what is reached from one through nothing that has a number, after the statements of
 * its call; of an object that has a number after all statements of all threads, as any of them may change it.
 */
export class Changes {
  private readonly trace: Trace
  private readonly again: RunAgain
  /** By slot, and by call if it is one of a call. */
  private readonly answers: LatestAnswers<readonly ValueChange[]>

  constructor(trace: Trace, again: RunAgain) {
    this.trace = trace
    this.again = again
    this.answers = new LatestAnswers(MAX_SLOTS)
  }

  /**
   * Where the value changed before the moment, or changes next. That is the event of the statement that makes the change, which
   * is about to run there: its line is lit, and the value is still the old one. So a change that the statement at the moment is
   * about to make is not the next one: the reader is there. The next change may be one that a statement further up the stack is
   * about to make, which waits for the moment's method; then the place lies before the moment.
   * @param event the moment
   * @returns null when another question has been asked since, or this one is not wanted any more
   */
  async find({ event, call }: VariablesOf, slot: ValueSlot, back: boolean, pace: Pace): Promise<ChangeFound | null> {
    const isLatest = this.answers.ask()
    const isWanted = (): boolean => isLatest() && pace.isWanted?.() !== false
    const name = JSON.stringify([slot, slot.object === null ? call : null])
    const changes = this.answers.get(name) ?? await this.look(call, slot, { ...pace, isWanted })
    if (changes === null) return null
    this.answers.remember(name, changes)
    const found = back
      ? changes.findLast(({ made, seen }) => seen <= event && made !== event)
      : changes.find(({ made, seen }) => seen > event && made !== event)
    return { event: found?.made ?? null, isFromBirth: slot.object === null || this.isSeenFromBirth(slot.object) }
  }

  private look(call: Cursor, slot: ValueSlot, pace: Pace): Promise<ValueChange[] | null> {
    return slot.object === null ? this.lookInCall(call, slot, pace) : this.lookAtObject(slot.object, slot, pace)
  }

  /**
   * In the call's own statements. What its last statement changes is seen when the call ends, unless it is the variable itself,
   * which is gone by then.
   *
   * A `for … of` that takes the next element has no event: that counts as made by the last statement of the round before.
   */
  private async lookInCall(call: Cursor, { path: [variable = '', ...rest] }: ValueSlot, pace: Pace): Promise<ValueChange[] | null> {
    const statements = this.statementsOf(call)
    const exit = this.trace.index.exits[call] ?? NONE
    const end = Math.max(exit, statements.at(-1) ?? NONE) + 1
    const changes: ValueChange[] = []
    let last: Cursor = NONE
    let living: unknown = NOWHERE
    const isWhole = await this.again.upTo(end, (ids) => {
      const watch = new SlotWatch(rest, ids)
      const compare = (event: Cursor): void => {
        if (watch.hasChanged(living)) changes.push({ made: last, seen: event })
        last = event
      }
      return {
        events: new Set(statements),
        see: (event, site, values) => {
          const index = this.trace.sites.site(site)?.names.indexOf(variable) ?? -1
          // Where it is out of scope, it is as it was.
          if (index >= 0) living = values[index]
          compare(event)
        },
        passed: (event) => {
          if (event === exit && rest.length > 0) compare(event)
        },
      }
    }, pace)
    return isWhole ? changes : null
  }

  /** The object is kept while the run goes on, from when it gets its number: one of its methods is called first. */
  private async lookAtObject(object: number, { path }: ValueSlot, pace: Pace): Promise<ValueChange[] | null> {
    const changes: ValueChange[] = []
    let living: object | null = null
    const isWhole = await this.again.upTo(this.trace.length, (ids) => {
      const watch = new SlotWatch(path, ids)
      return {
        events: new Set(),
        see: () => undefined,
        met: (each, id) => {
          if (id === object) living = each
        },
        passed: (event) => {
          if (living !== null && watch.hasChanged(living)) changes.push({ made: this.makerOf(event), seen: event })
        },
      }
    }, pace)
    return isWhole ? changes : null
  }

  /** A call's own statements; of an expression function, such as `x => x + 1`, its evaluation. */
  private statementsOf(call: Cursor): Cursor[] {
    const { index, recording } = this.trace
    const { events } = recording
    if (events.kind(call) === EventKind.STMT) return [call]
    assert(events.kind(call) === EventKind.ENTER, 'a call begins with its ENTER', events.kind(call))
    const exit = index.exits[call]!
    const found: Cursor[] = []
    const all = index.threadEvents[events.thread(call)]!
    for (let place = index.placeOf(call); place < all.length && (exit === NONE || all[place]! < exit); place++) {
      const event = all[place]!
      const isOwn = events.kind(event) === EventKind.STMT && index.frameOf(event) === call && !index.isForeign(event)
      if (isOwn) found.push(event)
    }
    return found
  }

  /** The statement that was running when what is seen at an event was changed: the one of the event before, in whatever thread. */
  private makerOf(seen: Cursor): Cursor {
    const { index, recording } = this.trace
    const before = Math.max(0, seen - 1)
    switch (recording.events.kind(before)) {
      case EventKind.STMT:
        return before
      case EventKind.ENTER:
        return before
      case EventKind.EXIT:
      case EventKind.THROW: {
        // The method is over: its caller's statement goes on.
        const enter = index.links[before]!
        const statement = enter === NONE ? NONE : index.links[enter]!
        return statement === NONE ? before : statement
      }
      default:
        return index.links[before] === NONE ? before : index.links[before]!
    }
  }

  /** Did the object get its number when it was made, so that no change of it went unseen? */
  private isSeenFromBirth(object: number): boolean {
    const { recording, index, sites } = this.trace
    const known = recording.objects[object]
    if (known === undefined || known.firstEvent >= this.trace.length) return false
    const enter = index.frameOf(known.firstEvent)
    return enter !== NONE && sites.site(recording.events.site(enter))?.symbol.endsWith('#constructor') === true
  }
}
