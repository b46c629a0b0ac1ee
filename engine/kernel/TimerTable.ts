// @notrace-file: the scheduler and its parts don't show in the trace of what they schedule.
import { assert } from './assert'
import type { Thread } from './Thread'
import { TimerHeap } from './TimerHeap'

/** A timer that was set with {@link TimerTable.schedule}. */
export interface Timer {
  readonly time: number
  readonly label: string
  cancel(): void
}

interface Entry {
  time: number
  label: string
  thread: Thread | null
  token: number
  action: (() => void) | null
}

/** All that is to happen later: threads to be woken and actions to be run, by virtual time in µs. */
export class TimerTable {
  private readonly heap: TimerHeap
  private readonly entries: Entry[]
  private readonly freeSlots: number[]

  constructor() {
    this.heap = new TimerHeap()
    this.entries = []
    this.freeSlots = []
  }

  get isEmpty(): boolean {
    return this.heap.size === 0
  }

  get earliest(): number {
    return this.heap.earliest
  }

  schedule(time: number, label: string, action: () => void): Timer {
    // A function of its own for each timer: the entry may by then belong to another one with the same action.
    const fire = (): void => action()
    const entry = this.entries[this.put(time, label, null, fire)]!
    return {
      time,
      label,
      cancel: () => {
        if (entry.action === fire) entry.action = null
      },
    }
  }

  /** Wakes the thread at `time`, unless what it waits for now is over by then. */
  wakeThread(time: number, thread: Thread): void {
    this.put(time, thread.waitingFor, thread, null)
  }

  /** Removes the earliest timer. The entry is valid until the next call. */
  pop(): Readonly<Entry> {
    assert(!this.isEmpty, 'there is a timer to be taken')
    const slot = this.heap.pop()
    this.freeSlots.push(slot)
    return this.entries[slot]!
  }

  /** The pending timers that still mean something, earliest first. For the page: it costs a pass over all. */
  pending(): Array<{ time: number; label: string; thread: Thread | null }> {
    const free = new Set(this.freeSlots)
    return this.entries
      .filter((entry, slot) => !free.has(slot) && isLive(entry))
      .map(({ time, label, thread }) => ({ time, label, thread }))
      .sort((one, other) => one.time - other.time)
  }

  private put(time: number, label: string, thread: Thread | null, action: (() => void) | null): number {
    assert(!Number.isNaN(time), 'a timer has a time')
    const token = thread?.waitToken ?? 0
    const slot = this.freeSlots.pop() ?? this.entries.length
    if (slot === this.entries.length) this.entries.push({ time, label, thread, token, action })
    else fill(this.entries[slot]!, time, label, thread, token, action)
    this.heap.push(time, slot)
    return slot
  }
}

/** Field by field: this happens at nearly every slice. */
function fill(
  entry: Entry,
  time: number,
  label: string,
  thread: Thread | null,
  token: number,
  action: (() => void) | null,
): void {
  entry.time = time
  entry.label = label
  entry.thread = thread
  entry.token = token
  entry.action = action
}

function isLive(entry: Entry): boolean {
  if (entry.thread === null) return entry.action !== null
  return entry.thread.state === 'WAITING' && entry.thread.waitToken === entry.token
}
