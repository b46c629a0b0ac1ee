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

  constructor() {
    this.events = new EventColumns()
    this.clock = new ClockMarks()
    this.domain = []
    this.threads = [undefined]
    this.objects = [undefined]
    this.tape = new ValueTape()
    this.ids = new ObjectIds()
    this.causes = new Map()
    this.truncated = false
  }

  get length(): number {
    return this.events.length
  }
}
