// @notrace-file: telling listeners of an event is no part of the run.
import { assert } from '../kernel/assert'
import type { EventSink } from '../kernel/Kernel'
import type { TraceEvent } from '../trace/events'

/** Hands each event to the listeners that want it, in the order in which they were added. */
export class EventHub implements EventSink {
  /** What any of them wants; undefined when one wants everything. */
  types: ReadonlySet<string> | undefined
  private readonly sinks: EventSink[]

  constructor() {
    this.types = new Set()
    this.sinks = []
  }

  add(sink: EventSink): void {
    assert(!this.sinks.includes(sink), 'a listener is told of an event once')
    this.sinks.push(sink)
    const isAll = this.types === undefined || sink.types === undefined
    this.types = isAll ? undefined : new Set([...this.types!, ...sink.types!])
  }

  get isEmpty(): boolean {
    return this.sinks.length === 0
  }

  emit(event: TraceEvent): void {
    for (const sink of this.sinks) {
      if (sink.types === undefined || sink.types.has(event.type)) sink.emit(event)
    }
  }
}
