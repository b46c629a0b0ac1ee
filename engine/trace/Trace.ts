import { assert } from '../kernel/assert'
import { lastAtMost } from './ClockMarks'
import type { EventKind as Kind } from './EventKind'
import { EventKind, EVENT_KIND_NAMES, unpackWait } from './EventKind'
import type { TraceEvent, TraceEventOf, TraceEventType } from './events'
import type { RecordedObject, RecordedThread, Recording } from './Recording'
import { ON_TAPE } from './Recording'
import type { LinePart, Site, SiteTable } from './SiteTable'
import { Stepper } from './Stepper'
import { NONE, TraceIndex } from './TraceIndex'
import type { NamedValue } from './ValueReader'
import { ValueReader } from './ValueReader'

/** One event, with what is known of it. */
export interface TracedEvent {
  readonly event: number
  readonly kind: Kind
  readonly kindName: keyof typeof EventKind
  /** Null where no place in the source stands for the event. */
  readonly site: Site | null
  /** Id of the thread, 0 for what happens outside threads. */
  readonly thread: number
  /** How many methods the thread is in. */
  readonly depth: number
  /** Virtual time in µs. */
  readonly time: number
  readonly slice: number
}

/** One method on a call stack. */
export interface Frame {
  readonly symbol: string
  readonly file: string
  readonly line: number
  /** Of the line, where it has several stops. */
  readonly part: LinePart | null
  /** The object whose method it is; 0 for functions and static methods. */
  readonly thisId: number
  /** Of an expression function, such as `x => x + 1`: the event of its evaluation. */
  readonly enterEvent: number
}

/** A domain event and its place in the trace. */
export interface DomainMoment<E extends TraceEvent = TraceEvent> {
  readonly event: number
  readonly data: E
}

/** Reads a recording that is finished. All positions are event indexes. */
export class Trace {
  readonly recording: Recording
  readonly sites: SiteTable
  readonly index: TraceIndex
  readonly stepper: Stepper
  private readonly reader: ValueReader
  /** The events of kind DOMAIN, ascending. */
  private readonly domainEvents: Int32Array

  constructor(recording: Recording, sites: SiteTable) {
    this.recording = recording
    this.sites = sites
    this.index = new TraceIndex(recording, sites)
    this.stepper = new Stepper(recording, this.index, sites)
    this.reader = new ValueReader(recording, sites)
    this.domainEvents = new Int32Array(recording.domain.length)
    let found = 0
    for (let event = 0; event < recording.length; event++) {
      if (recording.events.kind(event) === EventKind.DOMAIN) this.domainEvents[found++] = event
    }
    const { length } = recording.domain
    assert(found === length, 'each domain event has its place among the events', found, length)
  }

  get length(): number {
    return this.recording.length
  }

  /** @throws RangeError for an event that there isn't */
  at(event: number): TracedEvent {
    const { events, clock } = this.recording
    if (!(event >= 0 && event < events.length)) throw new RangeError(`no event ${event} among ${events.length}`)
    const kind = events.kind(event)
    return {
      event,
      kind,
      kindName: EVENT_KIND_NAMES[kind]!,
      site: this.sites.site(events.site(event)),
      thread: events.thread(event),
      depth: events.depth(event),
      time: clock.timeOf(event),
      slice: clock.sliceOf(event),
    }
  }

  /** Virtual time of an event, in µs. */
  time(event: number): number {
    return this.recording.clock.timeOf(event)
  }

  /** How many slices had begun at an event. */
  slice(event: number): number {
    return this.recording.clock.sliceOf(event)
  }

  /** The last event at or before a virtual time (µs); 0 when there is none. */
  eventAtTime(time: number): number {
    return Math.max(0, this.recording.clock.firstEventAfter(time, this.length) - 1)
  }

  /** The event with which a slice begins; null when it isn't in the recording. */
  eventOfSlice(slice: number): number | null {
    const first = this.recording.clock.eventOfSlice(slice)
    if (first === null) return null
    for (let event = first; event < this.length && this.slice(event) === slice; event++) {
      if (this.recording.events.kind(event) === EventKind.RESUME) return event
    }
    return null
  }

  threads(): RecordedThread[] {
    return this.recording.threads.filter((thread) => thread !== undefined)
  }

  /** The objects that had a method called, in the order in which that first happened. */
  objects(): RecordedObject[] {
    return this.recording.objects.filter((object) => object !== undefined)
  }

  /** What the thread of a PAUSE waits for; null for other events. */
  waitOf(event: number): { readonly wait: string; readonly label: string } | null {
    const { events, tape } = this.recording
    if (events.kind(event) !== EventKind.PAUSE) return null
    const { wait, label } = unpackWait(events.value(event))
    return { wait, label: tape.string(label) }
  }

  /**
   * The methods that the event's thread is in, innermost first. An ENTER and an EXIT are in the method they belong to.
   */
  callStack(event: number): Frame[] {
    const { links } = this.index
    const frames: Frame[] = []
    if (this.index.isForeign(event)) frames.push(this.frame(event, event))
    let at = this.index.isWithin(event) ? event : links[event]!
    while (at !== NONE) {
      const enter = this.index.frameOf(at)
      if (enter === NONE) break
      frames.push(this.frame(enter, at))
      at = links[enter]!
    }
    return frames
  }

  /** The object whose method a call is; 0 for functions. */
  thisOf(enter: number): number {
    const value = this.recording.events.value(enter)
    return value >= ON_TAPE ? this.recording.tape.reader(value - ON_TAPE).readWord() : value
  }

  /** What was captured at an event, named as in the source; null when nothing was. */
  values(event: number): NamedValue[] | null {
    return this.reader.values(event)
  }

  /** The domain events from `from` up to, but not including, `to`, of one type or of all. */
  domain(from: number, to: number): DomainMoment[]
  domain<T extends TraceEventType>(from: number, to: number, type: T): Array<DomainMoment<TraceEventOf<T>>>
  domain(from: number, to: number, type?: TraceEventType): DomainMoment[] {
    const found: DomainMoment[] = []
    for (let index = lastAtMost(this.domainEvents, from - 1) + 1; index < this.domainEvents.length; index++) {
      const event = this.domainEvents[index]!
      if (event >= to) break
      const data = this.recording.domain[index]!
      if (type === undefined || data.type === type) found.push({ event, data })
    }
    return found
  }

  private frame(enter: number, at: number): Frame {
    const { events } = this.recording
    const site = this.sites.site(events.site(enter))
    const isCall = events.kind(enter) === EventKind.ENTER
    return {
      symbol: site?.symbol ?? '?',
      file: site?.file ?? '?',
      line: this.sites.site(events.site(at))?.line ?? site?.line ?? 0,
      part: this.sites.partOf(events.site(at)),
      thisId: isCall ? this.thisOf(enter) : 0,
      enterEvent: enter,
    }
  }
}
