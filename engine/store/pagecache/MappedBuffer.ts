import { copyBytes } from '../../common/copyBytes'
import { getLong, putLong } from '../../common/longs'
import type { Blocking } from '../../kernel/Blocking'
import type { CachedFile } from './CachedFile'
import { OS_PAGE_SIZE } from './Page'
import type { PageCache } from './PageCache'

/** Numbers pass through here on their way into a page and out of one. */
const numberBytes = new Uint8Array(8)
const numberView = new DataView(numberBytes.buffer)

/**
 * A file as memory: reading and writing never wait, and {@link force} makes it safe on the disk. All
 * processes that map the same file on one machine see the same bytes at once. Integers are big-endian.
 * Original: java.nio.MappedByteBuffer.
 */
export class MappedBuffer {
  readonly path: string
  readonly size: number
  private readonly cache: PageCache
  private readonly file: CachedFile
  /** What lies in more than one page is put together here to be looked at. */
  private straddling: Uint8Array

  constructor(cache: PageCache, file: CachedFile) {
    this.path = file.path
    this.size = file.size
    this.cache = cache
    this.file = file
    this.straddling = new Uint8Array(0)
  }

  /** Writes `length` bytes of `source`, beginning with its byte `from`, to `position`. */
  put(position: number, source: Uint8Array, from = 0, length: number = source.length - from): void {
    this.check(position, length)
    let done = 0
    while (done < length) {
      const at = position + done
      const inPage = at % OS_PAGE_SIZE
      const count = Math.min(length - done, OS_PAGE_SIZE - inPage)
      const { bytes } = this.file.pageToWrite((at - inPage) / OS_PAGE_SIZE)
      copyBytes(source, from + done, bytes, inPage, count)
      done += count
    }
    this.cache.emitBytes('page-cache-write', this.path, position, source, from, length)
  }

  putInt(position: number, value: number): void {
    numberView.setInt32(0, value)
    this.put(position, numberBytes, 0, 4)
  }

  /** `value` must be a safe integer. */
  putLong(position: number, value: number): void {
    putLong(numberView, 0, value)
    this.put(position, numberBytes, 0, 8)
  }

  /** A copy of `length` bytes. */
  get(position: number, length: number): Uint8Array {
    const target = new Uint8Array(length)
    this.getInto(position, target, length)
    return target
  }

  /** The same without a copy where the bytes lie in one page; to be read at once, as the page may change, and before the next call. */
  view(position: number, length: number): Uint8Array {
    this.check(position, length)
    const inPage = position % OS_PAGE_SIZE
    if (length <= 0) return this.get(position, length)
    if (inPage + length > OS_PAGE_SIZE) return this.putTogether(position, length)
    return this.file.page((position - inPage) / OS_PAGE_SIZE).bytes.subarray(inPage, inPage + length)
  }

  private putTogether(position: number, length: number): Uint8Array {
    if (this.straddling.length < length) this.straddling = new Uint8Array(2 * length)
    this.getInto(position, this.straddling, length)
    return this.straddling.subarray(0, length)
  }

  /** Fills the first `length` bytes of `target`. */
  getInto(position: number, target: Uint8Array, length: number = target.length): void {
    this.check(position, length)
    let done = 0
    while (done < length) {
      const at = position + done
      const inPage = at % OS_PAGE_SIZE
      const count = Math.min(length - done, OS_PAGE_SIZE - inPage)
      const { bytes } = this.file.page((at - inPage) / OS_PAGE_SIZE)
      copyBytes(bytes, inPage, target, done, count)
      done += count
    }
  }

  getInt(position: number): number {
    this.getInto(position, numberBytes, 4)
    return numberView.getInt32(0)
  }

  /**
   * Exact for safe integers. No others are written, but a bit may have flipped: then a number near to it is just as wrong,
   * and no reason to fail.
   */
  getLong(position: number): number {
    this.getInto(position, numberBytes, 8)
    return getLong(numberView, 0)
  }

  /**
   * Waits until bytes `from` up to `to` are safe on the disk. Original: MappedByteBuffer#force
   * @throws DiskIoError
   */
  *force(from = 0, to: number = this.size): Blocking<void> {
    yield* this.file.force(from, to)
  }

  /** The numbers of the pages that are not blank. Pages that are not in memory are looked at on the disk, and not kept. */
  pagesInUse(): number[] {
    return this.file.pagesInUse()
  }

  /** Writes zeros over everything from `position` on. @returns how many bytes that was, up to the last that wasn't zero */
  zeroFrom(position: number): number {
    return this.file.zeroFrom(position)
  }

  private check(position: number, length: number): void {
    if (position >= 0 && position + length <= this.size) return
    throw new RangeError(`${this.path} has ${this.size} bytes, ${position}+${length} is beyond them`)
  }
}
