import { assert } from '../kernel/assert'
import { EventKind } from './EventKind'
import type { Recording } from './Recording'
import type { SiteTable } from './SiteTable'

/** Where a chain of links ends. */
export const NONE = -1

/**
 * What one pass over a recording finds out, so that stepping and call stacks need no search afterwards:
 * the events of each thread, and from each event a link towards its caller.
 */
export class TraceIndex {
  /** By thread id: its events, ascending. */
  readonly threadEvents: Int32Array[]
  /**
   * Of a method's own statements, its EXIT and its THROW: its ENTER. Of every other event the statement that was
   * running, or the ENTER of the method that was running where its statements are not recorded. {@link NONE} at the
   * bottom of a thread.
   */
  readonly links: Int32Array
  /** Of an ENTER its EXIT, {@link NONE} when it never came; meaningless for other events. */
  readonly exits: Int32Array
  /** Of an event its place among those of its thread. */
  private readonly places: Int32Array
  private readonly recording: Recording
  private readonly sites: SiteTable
  private readonly stacks: ThreadStack[]

  constructor(recording: Recording, sites: SiteTable) {
    const { length } = recording
    this.recording = recording
    this.sites = sites
    this.links = new Int32Array(length)
    this.exits = new Int32Array(length).fill(NONE)
    this.places = new Int32Array(length)
    this.stacks = []
    this.threadEvents = this.countEvents(recording)
    const filled = this.threadEvents.map(() => 0)
    for (let event = 0; event < length; event++) {
      const thread = recording.events.thread(event)
      this.places[event] = filled[thread]!
      this.threadEvents[thread]![filled[thread]!++] = event
      this.link(event, this.stacks[thread]!)
      assert(this.links[event]! < event, 'a caller has begun before what it calls', this.links[event], event)
    }
    const total = filled.reduce((sum, count) => sum + count, 0)
    assert(total === length, 'each event belongs to one thread', total, length)
  }

  /** The ENTER of the method that an event is in; an ENTER and an EXIT are in the method that they begin and end. */
  frameOf(event: number): number {
    const { events } = this.recording
    if (events.kind(event) === EventKind.ENTER) return event
    const link = this.links[event]!
    return link === NONE || events.kind(link) === EventKind.ENTER ? link : this.links[link]!
  }

  /** Is the event one of its method's own: its ENTER, a statement of it, its THROW or EXIT? */
  isWithin(event: number): boolean {
    const { events } = this.recording
    const link = this.links[event]!
    switch (events.kind(event)) {
      case EventKind.ENTER:
      case EventKind.EXIT:
      case EventKind.THROW:
        return true
      case EventKind.STMT:
        return link !== NONE && events.kind(link) === EventKind.ENTER && this.hasOwnStatement(event, link)
      default:
        return false
    }
  }

  /** Is it a statement of something that has no ENTER: an expression function such as `x => x + 1`, or an iterator? */
  isForeign(event: number): boolean {
    return this.recording.events.kind(event) === EventKind.STMT && !this.isWithin(event)
  }

  placeOf(event: number): number {
    return this.places[event]!
  }

  private hasOwnStatement(event: number, enter: number): boolean {
    const { events } = this.recording
    return this.sites.symbolIndex(events.site(event)) === this.sites.symbolIndex(events.site(enter))
  }

  private countEvents({ events, length, threads }: Recording): Int32Array[] {
    const counts = new Array<number>(Math.max(1, threads.length)).fill(0)
    for (let event = 0; event < length; event++) counts[events.thread(event)]!++
    for (let thread = 0; thread < counts.length; thread++) this.stacks.push(new ThreadStack())
    return counts.map((count) => new Int32Array(count))
  }

  private link(event: number, stack: ThreadStack): void {
    const { sites } = this
    const { events } = this.recording
    const depth = events.depth(event)
    switch (events.kind(event)) {
      case EventKind.ENTER:
        this.links[event] = stack.running(depth - 1)
        stack.enter(depth, event, sites.symbolIndex(events.site(event)))
        return
      case EventKind.STMT: {
        const isOwn = stack.isSymbol(depth, sites.symbolIndex(events.site(event)))
        this.links[event] = isOwn ? stack.frame(depth) : stack.running(depth)
        if (isOwn) stack.statement(depth, event)
        return
      }
      case EventKind.EXIT:
      case EventKind.THROW:
        this.links[event] = stack.frame(depth)
        if (stack.frame(depth) !== NONE && events.kind(event) === EventKind.EXIT) this.exits[stack.frame(depth)] = event
        return
      default:
        this.links[event] = stack.running(depth)
    }
  }
}

/** The methods that a thread is in, by depth, while the index is made. What is above the depth of an event is over. */
class ThreadStack {
  private readonly frames: number[]
  private readonly symbols: number[]
  private readonly statements: number[]

  constructor() {
    this.frames = [NONE]
    this.symbols = [NONE]
    this.statements = [NONE]
  }

  frame(depth: number): number {
    return this.frames[depth] ?? NONE
  }

  enter(depth: number, event: number, symbol: number): void {
    this.frames[depth] = event
    this.symbols[depth] = symbol
    this.statements[depth] = NONE
  }

  /** An expression function such as `x => x + 1` runs within another method, but isn't part of it. */
  isSymbol(depth: number, symbol: number): boolean {
    return depth > 0 && this.symbols[depth] === symbol
  }

  statement(depth: number, event: number): void {
    this.statements[depth] = event
  }

  /** The statement that was the last to begin at this depth, or the method if none did. */
  running(depth: number): number {
    const statement = this.statements[depth] ?? NONE
    return statement !== NONE ? statement : this.frame(depth)
  }
}
