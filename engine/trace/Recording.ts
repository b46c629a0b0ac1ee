import { ClockMarks } from './ClockMarks'
import { EventColumns } from './EventColumns'
import type { TraceEvent } from './events'
import { ObjectIds } from './ObjectIds'
import { ValueTape } from './ValueTape'

/** A thread of a recorded run. */
export interface RecordedThread {
  readonly id: number
  readonly name: string
  readonly process: string
}

/** An object that has had a method called. */
export interface RecordedObject {
  readonly id: number
  readonly className: string
  /** The process whose thread called that method; '' for what happened outside threads. */
  readonly process: string
  readonly firstEvent: number
}

/** If set, the rest of an event's value is a position on the tape, and not a number in itself. */
export const ON_TAPE = 0x8000_0000

/** What a recorder has written down. Plain data: nothing in it refers to a living object of the run. */
export class Recording {
  readonly events: EventColumns
  readonly clock: ClockMarks
  readonly domain: TraceEvent[]
  /** By id; thread ids begin at 1. */
  readonly threads: Array<RecordedThread | undefined>
  /** By id; object ids begin at 1. */
  readonly objects: Array<RecordedObject | undefined>
  readonly tape: ValueTape
  readonly ids: ObjectIds
  /** Of a RESUME the event because of which the thread runs, if there is one: who sent, completed, spawned or timed out. */
  readonly causes: Map<number, number>
  /** Has the run gone on after the recording was full? */
  truncated: boolean

  /** @param begun what it has in common with one that goes on; null for a new one */
  constructor(begun: Recording | null = null) {
    this.events = begun?.events.prefix(begun.length) ?? new EventColumns()
    this.clock = begun?.clock.copy() ?? new ClockMarks()
    this.domain = begun?.domain.slice() ?? []
    this.threads = begun?.threads.slice() ?? [undefined]
    this.objects = begun?.objects.slice() ?? [undefined]
    this.tape = begun?.tape ?? new ValueTape()
    this.ids = begun?.ids ?? new ObjectIds()
    this.causes = begun?.causes ?? new Map()
    this.truncated = begun?.truncated ?? false
  }

  /** The recording as it is now; what is recorded from now on doesn't become part of it. */
  soFar(): Recording {
    return new Recording(this)
  }

  get length(): number {
    return this.events.length
  }
}
