import { getLong, putLong } from '../../common/longs'
import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { IllegalStateException } from '../../kernel/errors'
import { DiskIoError, FileNotFoundError } from '../../ports/Disk'
import type { MappedBuffer } from '../pagecache/MappedBuffer'
import { OS_PAGE_SIZE } from '../pagecache/Page'
import type { PageCache } from '../pagecache/PageCache'
import { Slot } from './Slot'

const SLOTS_PER_PAGE = OS_PAGE_SIZE / Slot.SIZE
assert(Number.isInteger(SLOTS_PER_PAGE), 'no slot lies in two pages')

/** Where the numbers of a slot lie in it. */
const FIRST_POS = 8
const LAST_POS = 16
const NUM = 24
const MAGIC = 28

/**
 * The timing wheel: a slot for each second of two rounds, the one that is being read and the next. It is worked on in memory of the
 * process, and {@link flush} copies what has changed to the file: a process that dies loses what was not copied, and finds it
 * again in the timer log. 5.3.2 copies the whole file to memory, 38 MB; here a page is copied when it is touched first.
 * Original: org.apache.rocketmq.store.timer.TimerWheel.
 */
export class TimerWheel {
  readonly slotsTotal: number
  readonly precisionMs: number
  private readonly buffer: MappedBuffer
  /** The memory of the process, by the number of the page. */
  private readonly pages: Map<number, DataView>
  /** Pages that may have slots in use. All others are blank. */
  private readonly usedPages: Set<number>
  /** Slots that differ from the file. */
  private readonly changedSlots: Set<number>

  private constructor(buffer: MappedBuffer, slotsTotal: number, precisionMs: number) {
    this.slotsTotal = slotsTotal
    this.precisionMs = precisionMs
    this.buffer = buffer
    this.pages = new Map()
    this.usedPages = new Set(buffer.pagesInUse())
    this.changedSlots = new Set()
  }

  /**
   * Opens the wheel, or makes a blank one. Original: the constructor
   * @throws IllegalStateException when the file is that of a wheel of another size; DiskFullError, DiskIoError
   */
  static *open(cache: PageCache, path: string, slotsTotal: number, precisionMs: number): Blocking<TimerWheel> {
    const wheelLength = slotsTotal * 2 * Slot.SIZE
    const size = yield* sizeIfThere(cache, path)
    if (size !== 0 && size !== wheelLength) {
      throw new IllegalStateException(`${path} has ${size} bytes; a wheel of ${slotsTotal} slots has ${wheelLength}`)
    }
    return new TimerWheel(yield* cache.map(path, wheelLength), slotsTotal, precisionMs)
  }

  /** The slot of a time (ms since 1970); an empty one if it is not in use. Original: TimerWheel#getSlot */
  getSlot(timeMs: number): Slot {
    const slot = this.getRawSlot(timeMs)
    return slot.timeMs === this.formatTimeMs(timeMs) ? slot : new Slot(-1, -1, -1)
  }

  /** The slot as it stands, which may be one of another round. Original: TimerWheel#getRawSlot */
  getRawSlot(timeMs: number): Slot {
    const [page, at] = this.placeOf(this.getSlotIndex(timeMs))
    const slotTimeMs = getLong(page, at) * this.precisionMs
    const [firstPos, lastPos] = [getLong(page, at + FIRST_POS), getLong(page, at + LAST_POS)]
    return new Slot(slotTimeMs, firstPos, lastPos, page.getInt32(at + NUM), page.getInt32(at + MAGIC))
  }

  /** Original: TimerWheel#getSlotIndex */
  getSlotIndex(timeMs: number): number {
    return Math.floor(timeMs / this.precisionMs) % (this.slotsTotal * 2)
  }

  /** Original: TimerWheel#putSlot(long, long, long, int, int) */
  putSlot(timeMs: number, firstPos: number, lastPos: number, num: number, magic: number): void {
    this.putChain(timeMs, firstPos, lastPos)
    const [page, at] = this.placeOf(this.getSlotIndex(timeMs))
    page.setInt32(at + NUM, num)
    page.setInt32(at + MAGIC, magic)
    assert(this.getSlot(timeMs).lastPos === lastPos, 'a slot that was written is found by its time', timeMs)
  }

  /** Leaves the number of messages as it stands, even one of another round. Original: TimerWheel#putSlot(long, long, long) */
  private putChain(timeMs: number, firstPos: number, lastPos: number): void {
    const [page, at] = this.placeOfChanged(this.getSlotIndex(timeMs))
    putLong(page, at, Math.floor(timeMs / this.precisionMs))
    putLong(page, at + FIRST_POS, firstPos)
    putLong(page, at + LAST_POS, lastPos)
  }

  /**
   * Links a record found in the timer log: it is the last one of its slot. A slot that is not in use gets it as the first one, too, but
   * not a number of messages: nobody knows how many have been lost. Original: TimerWheel#reviseSlot
   */
  reviseSlot(timeMs: number, lastPos: number): void {
    const slot = this.getRawSlot(timeMs)
    const isInUse = slot.timeMs === this.formatTimeMs(timeMs)
    this.putChain(timeMs, isInUse ? slot.firstPos : lastPos, lastPos)
  }

  /**
   * The slots from a time on may lead beyond the end of the timer log. @returns the beginning of the earliest chain that does, or
   * Infinity. Original: TimerWheel#checkPhyPos
   */
  checkPhyPos(timeStartMs: number, maxOffset: number): number {
    let minFirst = Infinity
    for (const slot of this.slotsFrom(timeStartMs)) {
      if (slot.lastPos > maxOffset) minFirst = Math.min(minFirst, slot.firstPos)
    }
    return minFirst
  }

  /** How many messages are due at this time. Original: TimerWheel#getNum */
  getNum(timeMs: number): number {
    return this.getSlot(timeMs).num
  }

  /** How many are due from a time on. Original: TimerWheel#getAllNum */
  getAllNum(timeStartMs: number): number {
    let allNum = 0
    for (const slot of this.slotsFrom(timeStartMs)) allNum += slot.num
    return allNum
  }

  /** All slots in use from a time on, in the order of the file. */
  *slotsFrom(timeStartMs: number): Iterable<Slot> {
    const end = timeStartMs + this.slotsTotal * 2 * this.precisionMs
    for (const pageIndex of [...this.usedPages].sort((one, other) => one - other)) {
      for (let index = pageIndex * SLOTS_PER_PAGE; index < this.endOf(pageIndex); index++) {
        const [page, at] = this.placeOf(index)
        const slot = this.getRawSlot(getLong(page, at) * this.precisionMs)
        // A slot of zeros belongs to the year 1970.
        if (slot.timeMs > 0 && slot.timeMs >= this.formatTimeMs(timeStartMs) && slot.timeMs < end) yield slot
      }
    }
  }

  /** The time of the first slot in use from `fromMs` on, or `toMs` if there is none before that. */
  firstInUse(fromMs: number, toMs: number): number {
    assert(fromMs % this.precisionMs === 0, 'a slot is looked for from a slot on', fromMs)
    let timeMs = fromMs
    while (timeMs < toMs && this.getSlot(timeMs).isEmpty()) {
      const index = this.getSlotIndex(timeMs)
      const pageIndex = Math.floor(index / SLOTS_PER_PAGE)
      const skipped = this.usedPages.has(pageIndex) ? 1 : this.endOf(pageIndex) - index
      timeMs += skipped * this.precisionMs
    }
    return Math.min(timeMs, toMs)
  }

  /**
   * Copies what has changed to the file and forces it to the disk. A device that fails is ignored: the timer log has it as well.
   * Original: TimerWheel#flush
   */
  *flush(): Blocking<void> {
    for (const index of this.changedSlots) {
      const [page, at] = this.placeOf(index)
      this.buffer.put(index * Slot.SIZE, new Uint8Array(page.buffer, page.byteOffset + at, Slot.SIZE))
    }
    this.changedSlots.clear()
    try {
      yield* this.buffer.force()
    } catch (error) {
      if (!(error instanceof DiskIoError)) throw error
    }
  }

  private endOf(pageIndex: number): number {
    return Math.min((pageIndex + 1) * SLOTS_PER_PAGE, this.slotsTotal * 2)
  }

  private placeOfChanged(index: number): [page: DataView, at: number] {
    this.usedPages.add(Math.floor(index / SLOTS_PER_PAGE))
    this.changedSlots.add(index)
    return this.placeOf(index)
  }

  private placeOf(index: number): [page: DataView, at: number] {
    assert(index >= 0 && index < this.slotsTotal * 2, 'a slot lies on the wheel', index, this.slotsTotal * 2)
    const pageIndex = Math.floor(index / SLOTS_PER_PAGE)
    const at = (index % SLOTS_PER_PAGE) * Slot.SIZE
    const known = this.pages.get(pageIndex)
    if (known !== undefined) return [known, at]
    const bytes = new Uint8Array(OS_PAGE_SIZE)
    const position = pageIndex * OS_PAGE_SIZE
    const length = Math.min(OS_PAGE_SIZE, this.buffer.size - position)
    if (this.usedPages.has(pageIndex)) this.buffer.getInto(position, bytes, length)
    const page = new DataView(bytes.buffer)
    this.pages.set(pageIndex, page)
    return [page, at]
  }

  private formatTimeMs(timeMs: number): number {
    return Math.floor(timeMs / this.precisionMs) * this.precisionMs
  }
}

/** 0 for a file that is not there. */
function* sizeIfThere(cache: PageCache, path: string): Blocking<number> {
  try {
    return yield* cache.sizeOf(path)
  } catch (error) {
    if (error instanceof FileNotFoundError) return 0
    throw error
  }
}
