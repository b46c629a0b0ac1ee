import { assert } from '../../kernel/assert'
import { OS_PAGE_SIZE } from './Page'

/** Frames that are cut from one piece of memory. */
const FRAMES_PER_SLAB = 64

/**
 * The memory of the machine's pages. To ask for 4 KiB, page after page, and to leave them to the garbage collector takes as long as
 * everything else that is done with a page. So frames, as operating systems call them, are cut from larger pieces, and the frame of
 * a page that is forgotten serves another page.
 */
export class PageFrames {
  private readonly free: Uint8Array[]

  constructor() {
    this.free = []
  }

  /** A frame holds what the page before has left in it. */
  take(): Uint8Array {
    if (this.free.length === 0) this.cutSlab()
    return this.free.pop()!
  }

  /** Callers must not use the frame any more. */
  giveBack(frame: Uint8Array): void {
    assert(frame.length === OS_PAGE_SIZE, 'a frame is as large as a page', frame.length)
    this.free.push(frame)
  }

  /** The first frame of the slab is taken first, so that pages that are made one after the other are neighbours. */
  private cutSlab(): void {
    const slab = new Uint8Array(FRAMES_PER_SLAB * OS_PAGE_SIZE)
    for (let end = slab.length; end > 0; end -= OS_PAGE_SIZE) this.free.push(slab.subarray(end - OS_PAGE_SIZE, end))
  }
}
