import type { Later } from './Player'

/** The least time between two changes of the address, in ms; browsers refuse to be told more often. */
const PAUSE = 400

/** The address and the browser's history, as far as they are ours. */
export interface AddressBar {
  /** With the number sign; empty if there is no fragment. */
  fragment(): string
  /** How many of our places are behind the entry that the browser is at. */
  placesBehind(): number
  replace(fragment: string): void
  push(fragment: string, placesBehind: number): void
}

/** Where the reader is. */
export interface ReadersPlace {
  /** Null when there is none to show. */
  fragment(): Promise<string | null>
  /** False while a run is being made, and while one plays. */
  isSettled(): boolean
  setBehind(places: number): void
}

/**
 * Keeps the address at the reader's place, and tells the bar no more often than it likes. What waits to be written belongs to the
 * entry of the history that it waited at: it is dropped when the browser goes to another one.
 */
export class Address {
  private readonly bar: AddressBar
  private readonly place: ReadersPlace
  private readonly wait: Later
  private readonly now: () => number
  private hasMoved: boolean
  /** The fragment of the place that the reader is leaving, until there is another to show. */
  private left: Promise<string | null> | null
  private writing: Promise<void>
  private written: number
  private stopWaiting: () => void
  /** How often what waited has been dropped. */
  private drops: number

  /** `now`: ms, ascending. */
  constructor(bar: AddressBar, place: ReadersPlace, wait: Later, now: () => number) {
    this.bar = bar
    this.place = place
    this.wait = wait
    this.now = now
    this.hasMoved = false
    this.left = null
    this.writing = Promise.resolve()
    this.written = -Infinity
    this.stopWaiting = () => {}
    this.drops = 0
  }

  /** The next moment gets an entry of its own in the history; the moment that is shown keeps the one that it has. */
  leave(): void {
    this.left ??= this.place.fragment()
  }

  /** The browser has gone to an entry of its history. */
  restored(): void {
    this.close()
    this.hasMoved = false
    this.left = null
    this.place.setBehind(this.bar.placesBehind())
  }

  show(hasMoved: boolean): void {
    this.hasMoved ||= hasMoved
    if (!this.hasMoved || !this.place.isSettled()) return
    const { drops } = this
    this.writing = this.writing.then(() => this.write(drops))
  }

  /** Drops what waits to be written. */
  close(): void {
    this.stopWaiting()
    this.drops++
  }

  private async write(drops: number): Promise<void> {
    const fragment = await this.place.fragment()
    const old = await this.left
    if (drops !== this.drops) return
    this.left = null
    this.stopWaiting()
    if (fragment === null) return
    if (old !== null && old !== fragment) return this.push(old, fragment)
    const pause = this.written + PAUSE - this.now()
    if (pause <= 0) this.replace(fragment)
    else this.stopWaiting = this.wait(() => this.replace(fragment), pause)
  }

  private push(old: string, fragment: string): void {
    this.replace(old)
    const behind = this.bar.placesBehind() + 1
    this.bar.push(fragment, behind)
    this.place.setBehind(behind)
  }

  private replace(fragment: string): void {
    if (`#${fragment}` === this.bar.fragment()) return
    this.bar.replace(fragment)
    this.written = this.now()
  }
}
