// @notrace-file: the scheduler and its parts don't show in the trace of what they schedule.
import { assert } from './assert'
import type { Thread } from './Thread'
import { TimerHeap } from './TimerHeap'

/** An action that waits for its time. */
export class Timer {
  readonly time: number
  readonly label: string
  private action: (() => void) | null

  constructor(time: number, label: string, action: () => void) {
    this.time = time
    this.label = label
    this.action = action
  }

  get isCancelled(): boolean {
    return this.action === null
  }

  cancel(): void {
    this.action = null
  }

  fire(): void {
    this.action?.()
  }
}

/**
 * Of a thread that wakes at `time`, if its token is still this one by then; or of a timer. Most threads are woken long before, so an
 * entry must not hold on to anything that would have been garbage by then: what the thread waits for is asked of the thread.
 */
interface Entry {
  time: number
  thread: Thread | null
  token: number
  timer: Timer | null
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
    const timer = new Timer(time, label, action)
    this.put(time, null, timer)
    return timer
  }

  /** Wakes the thread at `time`, unless what it waits for now is over by then. */
  wakeThread(time: number, thread: Thread): void {
    this.put(time, thread, null)
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
      .map(({ time, thread, timer }) => ({ time, label: timer?.label ?? thread!.waitingFor, thread }))
      .sort((one, other) => one.time - other.time)
  }

  private put(time: number, thread: Thread | null, timer: Timer | null): void {
    assert(!Number.isNaN(time), 'a timer has a time')
    const token = thread?.waitToken ?? 0
    const slot = this.freeSlots.pop() ?? this.entries.length
    if (slot === this.entries.length) this.entries.push({ time, thread, token, timer })
    else fill(this.entries[slot]!, time, thread, token, timer)
    this.heap.push(time, slot)
  }
}

/** Field by field: this happens at nearly every slice. */
function fill(entry: Entry, time: number, thread: Thread | null, token: number, timer: Timer | null): void {
  entry.time = time
  entry.thread = thread
  entry.token = token
  entry.timer = timer
}

function isLive(entry: Entry): boolean {
  if (entry.thread === null) return entry.timer?.isCancelled === false
  return entry.thread.state === 'WAITING' && entry.thread.waitToken === entry.token
}
