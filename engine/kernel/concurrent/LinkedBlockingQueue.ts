import { assert } from '../assert'
import type { Blocking } from '../Blocking'
import { MICROS_PER_MILLI } from '../Blocking'
import { Thread } from '../Thread'
import { WaitList } from './WaitList'

/** First in, first out; takers wait for elements, putters for room. Original: java.util.concurrent.LinkedBlockingQueue. */
export class LinkedBlockingQueue<E> {
  readonly capacity: number
  private readonly label: string
  private items: E[]
  private head: number
  private readonly notEmpty: WaitList
  private readonly notFull: WaitList

  constructor(capacity = Infinity, label = 'queue') {
    this.capacity = capacity
    this.label = label
    this.items = []
    this.head = 0
    this.notEmpty = new WaitList()
    this.notFull = new WaitList()
  }

  size(): number {
    return this.items.length - this.head
  }

  isEmpty(): boolean {
    return this.size() === 0
  }

  remainingCapacity(): number {
    return this.capacity - this.size()
  }

  /** The oldest element, which stays; null when there is none. */
  peek(): E | null {
    return this.isEmpty() ? null : this.items[this.head]!
  }

  /** Adds without waiting; false when the queue is full. May be called in interrupt context. */
  offer(element: E): boolean {
    if (this.size() >= this.capacity) return false
    this.items.push(element)
    this.notEmpty.wakeOne()
    return true
  }

  /** Waits at most `timeoutMillis` for room; false when there was none. @throws InterruptedException */
  *offerWithin(element: E, timeoutMillis: number): Blocking<boolean> {
    const { kernel } = Thread.currentThread()
    const deadline = kernel.now + timeoutMillis * MICROS_PER_MILLI
    while (!this.offer(element)) {
      const left = deadline - kernel.now
      if (left <= 0) return false
      yield* this.notFull.await('queue', left / MICROS_PER_MILLI, `room in ${this.label}`)
    }
    return true
  }

  /** @throws InterruptedException */
  *put(element: E): Blocking<void> {
    while (!this.offer(element)) yield* this.notFull.await('queue', Infinity, `room in ${this.label}`)
  }

  /** Waits for an element. @throws InterruptedException */
  *take(): Blocking<E> {
    while (this.isEmpty()) yield* this.notEmpty.await('queue', Infinity, this.label)
    return this.removeFirst()
  }

  /** Waits at most `timeoutMillis` for an element; null when there was none. @throws InterruptedException */
  *poll(timeoutMillis = 0): Blocking<E | null> {
    const { kernel } = Thread.currentThread()
    const deadline = kernel.now + timeoutMillis * MICROS_PER_MILLI
    while (this.isEmpty()) {
      const left = deadline - kernel.now
      if (left <= 0) return null
      yield* this.notEmpty.await('queue', left / MICROS_PER_MILLI, this.label)
    }
    return this.removeFirst()
  }

  /** The oldest element without waiting; null when there is none. Original: LinkedBlockingQueue#poll() */
  pollNow(): E | null {
    return this.isEmpty() ? null : this.removeFirst()
  }

  /** Moves all that is there, at most `max` elements, to the end of `target`. */
  drainTo(target: E[], max = Infinity): number {
    let moved = 0
    for (; moved < max && !this.isEmpty(); moved++) target.push(this.removeFirst())
    return moved
  }

  clear(): void {
    while (!this.isEmpty()) this.removeFirst()
  }

  [Symbol.iterator](): Iterator<E> {
    return this.items.slice(this.head)[Symbol.iterator]()
  }

  private removeFirst(): E {
    assert(!this.isEmpty(), 'an element is there to be removed')
    const element = this.items[this.head]!
    this.items[this.head] = undefined as E
    this.head++
    if (this.head > 32 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head)
      this.head = 0
    }
    this.notFull.wakeOne()
    return element
  }
}
