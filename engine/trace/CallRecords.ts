import { EventKind } from './EventKind'
import type { Trace } from './Trace'
import { NONE } from './TraceIndex'
import type { ValueTree } from './ValueTree'

/** One call of a method, from its beginning to its end. */
export interface CallRecord {
  readonly enterEvent: number
  /** Null when it never came to an end: the thread was killed, or the recording ends before. */
  readonly exitEvent: number | null
  readonly site: number
  readonly symbol: string
  /** The class of the object, which may be a subclass of the one that has the method; '' for functions. */
  readonly className: string
  /** 0 for functions. */
  readonly thisId: number
  /** The call during which this one was made, in the same thread; null at the bottom of the thread. */
  readonly callerEnterEvent: number | null
  readonly thread: number
  readonly outcome: 'returned' | 'threw' | 'unfinished'
  /** What it returned, if that was captured; what it threw. */
  readonly result: ValueTree | null
}

/** The calls that begin from `from` up to, but not including, `to`, in the order of their beginnings. */
export function callRecords(trace: Trace, from: number, to: number): CallRecord[] {
  const { events } = trace.recording
  const calls: CallRecord[] = []
  for (let event = Math.max(0, from); event < Math.min(to, events.length); event++) {
    if (events.kind(event) === EventKind.ENTER) calls.push(callRecord(trace, event))
  }
  return calls
}

/** The call that begins with this ENTER. */
export function callRecord(trace: Trace, enter: number): CallRecord {
  const { events, objects } = trace.recording
  const { links, exits } = trace.index
  const site = events.site(enter)
  const thisId = trace.thisOf(enter)
  const link = links[enter]!
  const caller = link === NONE ? NONE : trace.index.frameOf(link)
  const exit = exits[enter]!
  const thrown = exit === NONE ? null : throwBefore(trace, exit)
  return {
    enterEvent: enter,
    exitEvent: exit === NONE ? null : exit,
    site,
    symbol: trace.sites.site(site)?.symbol ?? '?',
    className: objects[thisId]?.className ?? '',
    thisId,
    callerEnterEvent: caller === NONE ? null : caller,
    thread: events.thread(enter),
    outcome: exit === NONE ? 'unfinished' : thrown === null ? 'returned' : 'threw',
    result: exit === NONE ? null : (trace.values(thrown ?? exit)?.[0]?.value ?? null),
  }
}

/** The methods' own probes are the outermost, so the exception of a call is the last thing before its exit. */
export function throwBefore(trace: Trace, exit: number): number | null {
  const { events } = trace.recording
  const place = trace.index.placeOf(exit) - 1
  const before = place < 0 ? undefined : trace.index.threadEvents[events.thread(exit)]![place]
  if (before === undefined || events.kind(before) !== EventKind.THROW) return null
  return trace.index.links[before] === trace.index.links[exit] ? before : null
}

/** The first call of a symbol, such as `DefaultMQProducer#send`, at or after an event; null when there is none. */
export function firstCallOf(trace: Trace, symbol: string, from = 0, file?: string): number | null {
  const { events } = trace.recording
  const wanted = new Set(trace.sites.entrances(symbol, file))
  for (let event = from; event < events.length; event++) {
    if (events.kind(event) === EventKind.ENTER && wanted.has(events.site(event))) return event
  }
  return null
}
