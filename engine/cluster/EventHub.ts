// @notrace-file: telling listeners of an event is no part of the run.
import type { EventSink } from '../kernel/Kernel'

/** Hands each event to several listeners, in the order in which they were added. */
export class EventHub implements EventSink {
  private readonly sinks: EventSink[]

  constructor() {
    this.sinks = []
  }

  add(sink: EventSink): void {
    this.sinks.push(sink)
  }

  get isEmpty(): boolean {
    return this.sinks.length === 0
  }

  emit(event: { readonly type: string }): void {
    for (const sink of this.sinks) sink.emit(event)
  }
}
