import { assert } from '../../kernel/assert'

const PAGE = 4096

/** Bytes of which most are zeros that nobody has written: only the pages that hold something take memory. */
export class SparseBytes {
  private readonly pages: Map<number, Uint8Array>

  constructor() {
    this.pages = new Map()
  }

  write(position: number, bytes: Uint8Array): void {
    assert(position >= 0, 'bytes are written from the beginning on', position)
    for (let done = 0; done < bytes.length; ) {
      const inPage = (position + done) % PAGE
      const count = Math.min(bytes.length - done, PAGE - inPage)
      const piece = bytes.subarray(done, done + count)
      const index = (position + done - inPage) / PAGE
      if (this.pages.has(index) || !isZero(piece)) this.page(index).set(piece, inPage)
      done += count
    }
  }

  /** How much memory it takes. */
  get heldBytes(): number {
    return this.pages.size * PAGE
  }

  /** What holds something, in order: pieces of at most one page, with where each begins. */
  *pieces(): Iterable<{ readonly position: number; readonly bytes: Uint8Array }> {
    for (const index of [...this.pages.keys()].sort((a, b) => a - b)) {
      yield { position: index * PAGE, bytes: this.pages.get(index)! }
    }
  }

  read(position: number, length: number): Uint8Array {
    assert(position >= 0 && length >= 0, 'bytes are read from the beginning on', position, length)
    const bytes = new Uint8Array(length)
    for (let done = 0; done < length; ) {
      const inPage = (position + done) % PAGE
      const count = Math.min(length - done, PAGE - inPage)
      const page = this.pages.get((position + done - inPage) / PAGE)
      if (page !== undefined) bytes.set(page.subarray(inPage, inPage + count), done)
      done += count
    }
    return bytes
  }

  /** Everything from `size` on is zeros again. */
  truncate(size: number): void {
    for (const [index, page] of this.pages) {
      if (index * PAGE >= size) this.pages.delete(index)
      else if ((index + 1) * PAGE > size) page.fill(0, size - index * PAGE)
    }
  }

  private page(index: number): Uint8Array {
    const known = this.pages.get(index) ?? new Uint8Array(PAGE)
    this.pages.set(index, known)
    return known
  }
}

/** A loop, because this is asked of gigabytes. */
function isZero(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index++) if (bytes[index] !== 0) return false
  return true
}
