import { assert } from '../../kernel/assert'
import { lastAtMost } from '../../trace/ClockMarks'
import type { TraceEvent } from '../../trace/events'
import type { Cursor } from '../protocol'
import type { FileKind } from '../StoreView'
import { FileImage } from './FileImage'

/** Images that are kept: the cursor's, and another one's that it is compared with. */
const MAX_IMAGES = 3

interface KeptImage {
  readonly image: FileImage
  /** How many of the file's events are in it. */
  applied: number
  usedAt: number
}

/** A file from its creation to its deletion. */
export class FileLife {
  readonly node: string
  readonly path: string
  readonly kind: FileKind
  readonly createdAt: Cursor
  /** Infinity while it is there. */
  deletedAt: Cursor
  private readonly events: Cursor[]
  private readonly changes: TraceEvent[]
  private readonly images: KeptImage[]
  private uses: number

  constructor(node: string, path: string, kind: FileKind, createdAt: Cursor) {
    this.node = node
    this.path = path
    this.kind = kind
    this.createdAt = createdAt
    this.deletedAt = Infinity
    this.events = []
    this.changes = []
    this.images = []
    this.uses = 0
  }

  add(event: Cursor, change: TraceEvent): void {
    const last = this.events.at(-1) ?? this.createdAt
    assert(event >= last, 'changes of a file are added in their order', event, last)
    assert(event <= this.deletedAt, 'a deleted file does not change', event, this.deletedAt)
    this.events.push(event)
    this.changes.push(change)
  }

  existsAt(event: Cursor): boolean {
    return this.createdAt <= event && event < this.deletedAt
  }

  /** What has happened to the file after `from`, up to and including `to`. */
  changesBetween(from: Cursor, to: Cursor): TraceEvent[] {
    return this.changes.slice(lastAtMost(this.events, from) + 1, lastAtMost(this.events, to) + 1)
  }

  /** Its first change at or after an event that is as wanted. */
  find(from: Cursor, isWanted: (change: TraceEvent) => boolean): Cursor | null {
    for (let index = lastAtMost(this.events, from - 1) + 1; index < this.events.length; index++) {
      if (isWanted(this.changes[index]!)) return this.events[index]!
    }
    return null
  }

  /** Its last change at or before an event that is as wanted. */
  findLast(until: Cursor, isWanted: (change: TraceEvent) => boolean): Cursor | null {
    for (let index = lastAtMost(this.events, until); index >= 0; index--) {
      if (isWanted(this.changes[index]!)) return this.events[index]!
    }
    return null
  }

  /**
   * The file as of an event. Going on from the last image costs only what has happened since; it is valid until the next
   * call.
   */
  imageAt(event: Cursor): FileImage {
    const wanted = lastAtMost(this.events, event) + 1
    const kept = this.keptFor(wanted)
    assert(kept.applied <= wanted, 'an image only moves forwards', kept.applied, wanted)
    kept.usedAt = ++this.uses
    for (; kept.applied < wanted; kept.applied++) {
      kept.image.apply(this.changes[kept.applied]!)
    }
    return kept.image
  }

  /** An image that can be brought there: this very one, or the one that was not used for longest. */
  private keptFor(wanted: number): KeptImage {
    const exact = this.images.find(({ applied }) => applied === wanted)
    if (exact !== undefined) return exact
    const oldest = this.images.reduce<KeptImage | null>((found, each) => {
      return found === null || each.usedAt < found.usedAt ? each : found
    }, null)
    if (oldest !== null && this.images.length === MAX_IMAGES && oldest.applied <= wanted) return oldest
    if (oldest !== null && this.images.length === MAX_IMAGES) this.images.splice(this.images.indexOf(oldest), 1)
    const fresh = { image: new FileImage(this.kind), applied: 0, usedAt: 0 }
    this.images.push(fresh)
    return fresh
  }
}
