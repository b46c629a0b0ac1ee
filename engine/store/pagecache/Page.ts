import { assert } from '../../kernel/assert'
import type { CachedFile } from './CachedFile'

/** The unit in which memory and disk exchange bytes. Original: DefaultMappedFile#OS_PAGE_SIZE */
export const OS_PAGE_SIZE = 4096

/** A page on its way to the platter. */
interface WriteInFlight {
  /** Number of the force that has handed the page to the device. */
  readonly force: number
  /** What the device held before: the older of the two that may be there after a power cut. */
  readonly before: Uint8Array
}

/** One page of one file, in the machine's memory. */
export class Page {
  readonly file: CachedFile
  readonly index: number
  readonly bytes: Uint8Array
  /** Does it hold what has not been handed to the device yet? */
  isDirty: boolean
  /**
   * Handed to the device, but no flush that began afterwards has returned; the oldest first. A page can be written again
   * before the flush of the first write returns. If the power goes, the platter holds any one of these states.
   */
  private inFlight: readonly WriteInFlight[]

  /** `frame`: the memory for its bytes, to be filled at once */
  constructor(file: CachedFile, index: number, frame: Uint8Array) {
    this.file = file
    this.index = index
    this.bytes = frame
    this.isDirty = false
    this.inFlight = []
  }

  /** Nothing would be lost if this page were forgotten. */
  get isClean(): boolean {
    return !this.isDirty && this.inFlight.length === 0
  }

  /** The page has been handed to the device, which held `before` until now. */
  handedOver(force: number, before: Uint8Array): void {
    assert(this.isDirty, 'only a dirty page is written')
    assert(force >= (this.inFlight.at(-1)?.force ?? force), 'forces write in the order of their numbers')
    this.isDirty = false
    this.inFlight = [...this.inFlight, { force, before }]
  }

  /** The flush of this force has returned: what was written for it, or earlier, is on the platter. */
  flushed(force: number): void {
    this.inFlight = this.inFlight.filter((write) => write.force > force)
  }

  /**
   * What the platter may hold after a power cut, the oldest first: each state that was overwritten on the device but
   * not flushed, then `onDevice`, what the device has now, and last the page itself if that is newer.
   */
  possibleStates(onDevice: Uint8Array): Uint8Array[] {
    const states = [...this.inFlight.map(({ before }) => before), onDevice]
    return this.isDirty ? [...states, this.bytes] : states
  }
}
