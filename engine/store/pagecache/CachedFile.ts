import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import type { Random } from '../../kernel/Random'
import type { DiskFile } from '../../ports/Disk'
import { DiskFullError, DiskIoError } from '../../ports/Disk'
import { OS_PAGE_SIZE, Page } from './Page'
import type { PageCache } from './PageCache'
import { ReadAhead } from './ReadAhead'

/** What a disk writes in one piece; a page that is torn by a power cut is torn between two sectors. */
const SECTOR_SIZE = 512
const SECTORS_PER_PAGE = OS_PAGE_SIZE / SECTOR_SIZE
assert(Number.isInteger(SECTORS_PER_PAGE), 'a page is a whole number of sectors')
/** The most neighbouring pages that go to the device in one write, or that are asked of it in one read. */
const MAX_PAGES_PER_WRITE = 64
const MAX_PAGES_PER_READ = 64
/** Neighbouring pages are put together here, on their way to the device or from it. */
const gathered = new Uint8Array(MAX_PAGES_PER_WRITE * OS_PAGE_SIZE)
/** A page of which the disk has nothing yet; callers must not change it. */
const BLANK = new Uint8Array(OS_PAGE_SIZE)

/** A page of which only the first sectors survive a power cut. */
interface TornWrite {
  readonly page: Page
  readonly from: Uint8Array
  readonly to: Uint8Array
}

/** The pages of one file that are in memory. It belongs to the machine: processes come and go, it stays. */
export class CachedFile {
  readonly path: string
  readonly size: number
  private readonly cache: PageCache
  private readonly diskFile: DiskFile
  private readonly pages: Array<Page | undefined>
  /** The numbers of the pages that are dirty or on their way to the platter. */
  private readonly unsafe: Set<number>
  /** From this page on the disk has nothing but zeros, so that there is no need to ask it. */
  private blankFrom: number
  private readonly readAhead: ReadAhead
  private isForgotten: boolean
  /** Number of the last force that has begun. */
  private lastForce: number

  /** `writtenSize`: where the zeros begin that fill the rest of the file. */
  constructor(cache: PageCache, path: string, diskFile: DiskFile, writtenSize: number) {
    this.path = path
    this.size = diskFile.size()
    this.cache = cache
    this.diskFile = diskFile
    this.pages = []
    this.unsafe = new Set()
    this.blankFrom = Math.ceil(writtenSize / OS_PAGE_SIZE)
    this.readAhead = new ReadAhead()
    this.isForgotten = false
    this.lastForce = 0
  }

  /** How many pages would be lost or be doubtful if the power went now. */
  get unsafePages(): number {
    return this.unsafe.size
  }

  /**
   * Bytes as they are in memory, or on the disk, for observers: no page is fetched. Bytes beyond the file's end are left
   * out. @throws DiskIoError
   */
  peek(position: number, length: number, isOnDisk: boolean): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - position)))
    const scratch = new Uint8Array(OS_PAGE_SIZE)
    for (let done = 0; done < bytes.length; ) {
      const index = Math.floor((position + done) / OS_PAGE_SIZE)
      const inPage = position + done - index * OS_PAGE_SIZE
      const known = isOnDisk ? undefined : this.pages[index]?.bytes
      if (known === undefined) this.readPage(index, scratch)
      bytes.set((known ?? scratch).subarray(inPage, inPage + bytes.length - done), done)
      done += OS_PAGE_SIZE - inPage
    }
    return bytes
  }

  /** The stretches that are not safe, in ascending order: those that wait for being written, or those on their way. */
  unsafeRanges(isDirty: boolean): Array<{ from: number; to: number }> {
    const ranges: Array<{ from: number; to: number }> = []
    for (const page of this.unsafeBetween(0, Infinity)) {
      if (page.isDirty !== isDirty) continue
      const from = page.index * OS_PAGE_SIZE
      const last = ranges.at(-1)
      if (last?.to === from) last.to = from + this.lengthOf(page)
      else ranges.push({ from, to: from + this.lengthOf(page) })
    }
    return ranges
  }

  /** The page for reading; it is fetched from the disk when it isn't in memory. */
  page(index: number): Page {
    assert(!this.isForgotten, 'a file in use is in the page cache', this.path)
    const page = this.pages[index]
    if (page === undefined) return this.fault(index)
    this.cache.touched(page)
    return page
  }

  /** The page for writing: it becomes dirty. */
  pageToWrite(index: number): Page {
    const page = this.page(index)
    if (page.isDirty) return page
    page.isDirty = true
    this.unsafe.add(index)
    this.cache.noLongerClean(page)
    return page
  }

  private fault(index: number): Page {
    assert(index >= 0 && index * OS_PAGE_SIZE < this.size, 'a page lies within its file', index)
    const page = new Page(this, index, this.cache.frames.take())
    this.readPage(index, page.bytes)
    this.cache.emit('page-fault', this.path, index * OS_PAGE_SIZE, this.lengthOf(page))
    this.readPagesBehind(index)
    // After the others, so that it is not the one for which there is no room.
    this.load(page)
    return page
  }

  /**
   * In one read, as a device is asked for neighbours. Where the disk has only zeros there is nothing to be read, and what can't be
   * read is not missed yet.
   */
  private readPagesBehind(index: number): void {
    const first = index + 1
    const limit = Math.min(first + this.readAhead.windowAt(index), this.blankFrom, Math.ceil(this.size / OS_PAGE_SIZE))
    let end = first
    while (end < limit && this.pages[end] === undefined) end++
    if (end > first && !this.tryRead(first, gathered.subarray(0, (end - first) * OS_PAGE_SIZE))) end = first
    for (let next = first; next < end; next++) {
      const page = new Page(this, next, this.cache.frames.take())
      page.bytes.set(gathered.subarray((next - first) * OS_PAGE_SIZE, (next - first + 1) * OS_PAGE_SIZE))
      this.load(page)
    }
    this.readAhead.readUpTo(end)
    const length = Math.min(end * OS_PAGE_SIZE, this.size) - first * OS_PAGE_SIZE
    if (end > first) this.cache.emit('read-ahead', this.path, first * OS_PAGE_SIZE, length)
  }

  private load(page: Page): void {
    assert(this.pages[page.index] === undefined, 'a page is in memory once', page.index)
    this.pages[page.index] = page
    this.cache.loaded(page)
  }

  /** Forgets a clean page; the next access fetches it again. */
  evict(page: Page): void {
    assert(page.isClean, 'only a clean page is forgotten', page.index)
    assert(this.pages[page.index] === page, 'a page that is forgotten was in memory', page.index)
    this.pages[page.index] = undefined
    this.cache.frames.giveBack(page.bytes)
  }

  /**
   * Writes the dirty pages of the bytes `from` up to `to`, and waits until the device says that they are safe. Several
   * threads may do so at once: a flush makes safe what was written before it began, and nothing else.
   * Original: MappedByteBuffer#force
   * @throws DiskIoError: what was not written stays dirty
   */
  *force(from: number, to: number): Blocking<void> {
    assert(!this.isForgotten, 'a file that is forced is in the page cache', this.path)
    assert(from >= 0 && to <= this.size, 'what is forced lies within the file', to, this.size)
    const pages = this.unsafeBetween(Math.floor(from / OS_PAGE_SIZE), Math.ceil(to / OS_PAGE_SIZE))
    if (pages.length === 0) return
    const force = ++this.lastForce
    this.writeBack(pages.filter((page) => page.isDirty), force)
    yield* this.diskFile.flush()
    // The file was deleted meanwhile.
    if (this.isForgotten) return
    this.cache.emit('disk-flush', this.path, from, to - from)
    for (const page of pages) this.settled(page, force)
  }

  /**
   * Writes zeros over whatever isn't zero from byte `from` on. Pages that are not in memory are looked at on the disk, so
   * that the empty rest of a file costs no memory.
   * @returns how many bytes that was, up to the last that wasn't zero
   * @notrace
   */
  zeroFrom(from: number): number {
    assert(from >= 0 && from <= this.size, 'what is cut off lies within the file', from, this.size)
    let end = from
    this.forEachInUse(Math.floor(from / OS_PAGE_SIZE), (index, count) => {
      const start = Math.max(0, from - index * OS_PAGE_SIZE)
      if (count <= start) return
      this.pageToWrite(index).bytes.fill(0, start)
      end = index * OS_PAGE_SIZE + count
      this.cache.emitBytes('page-cache-write', this.path, index * OS_PAGE_SIZE + start, BLANK, 0, count - start)
    })
    return end - from
  }

  /** The numbers of the pages that have anything but zeros, ascending. @notrace */
  pagesInUse(): number[] {
    const indexes: number[] = []
    this.forEachInUse(0, (index) => indexes.push(index))
    return indexes
  }

  /** Visits the pages from `first` on that have anything but zeros, ascending, and says up to where they have. @notrace */
  private forEachInUse(first: number, visit: (index: number, count: number) => void): void {
    const pageCount = Math.ceil(this.size / OS_PAGE_SIZE)
    const read = new Uint8Array(Math.min(MAX_PAGES_PER_READ, pageCount) * OS_PAGE_SIZE)
    let readFrom = 0
    let readUpTo = 0
    // The rest of a file mostly is, and then its pages need not be looked at one by one.
    let isBlank = false
    for (let index = first; index < pageCount; index++) {
      const known = this.pages[index]?.bytes
      if (known === undefined && index >= this.blankFrom) continue
      if (known === undefined && index >= readUpTo) {
        readFrom = index
        readUpTo = Math.min(index + MAX_PAGES_PER_READ, this.blankFrom, pageCount)
        const pages = read.subarray(0, (readUpTo - index) * OS_PAGE_SIZE)
        this.readPages(index, pages)
        isBlank = lengthWithoutZeros(pages) === 0
      }
      if (known === undefined && isBlank) continue
      const at = (index - readFrom) * OS_PAGE_SIZE
      const count = lengthWithoutZeros(known ?? read.subarray(at, at + OS_PAGE_SIZE))
      if (count > 0) visit(index, count)
    }
  }

  private unsafeBetween(first: number, end: number): Page[] {
    const indexes = [...this.unsafe].filter((index) => index >= first && index < end)
    return indexes.sort((one, other) => one - other).map((index) => this.pages[index]!)
  }

  /** Hands pages, in ascending order, to the device; neighbours in one piece. */
  private writeBack(pages: readonly Page[], force: number): void {
    for (let first = 0; first < pages.length; ) {
      let end = first + 1
      const limit = Math.min(pages.length, first + MAX_PAGES_PER_WRITE)
      while (end < limit && pages[end]!.index === pages[end - 1]!.index + 1) end++
      this.writeNeighbours(pages.slice(first, end), force)
      first = end
    }
  }

  private writeNeighbours(pages: readonly Page[], force: number): void {
    assert(pages.length <= MAX_PAGES_PER_WRITE, 'one write takes a limited number of pages', pages.length)
    assert(pages.at(-1)!.index - pages[0]!.index === pages.length - 1, 'pages of one write are neighbours')
    const before = pages.map((page) => this.onDisk(page))
    for (const [place, page] of pages.entries()) gathered.set(page.bytes, place * OS_PAGE_SIZE)
    this.write(pages[0]!.index, gathered.subarray(0, pages.length * OS_PAGE_SIZE))
    for (const [place, page] of pages.entries()) {
      page.handedOver(force, before[place]!)
      this.cache.emit('disk-write', this.path, page.index * OS_PAGE_SIZE, this.lengthOf(page))
    }
  }

  private settled(page: Page, force: number): void {
    page.flushed(force)
    // Another force that was under way has settled the page already; it may even have left the memory since.
    const isSettled = this.pages[page.index] !== page || !this.unsafe.has(page.index)
    if (isSettled || !page.isClean) return
    this.unsafe.delete(page.index)
    this.cache.becameClean(page)
  }

  /**
   * The power goes: of each page that was not safe, chance decides which of its states is on the platter; the last one
   * that isn't the oldest may be torn.
   */
  powerCut(random: Random): void {
    let torn: TornWrite | null = null
    const doubtful = this.unsafeBetween(0, Infinity)
    for (const page of doubtful) {
      const states = page.possibleStates(this.onDisk(page))
      const arrived = random.nextInt(states.length)
      if (!this.tryWrite(page, states[arrived]!) || arrived === 0) continue
      torn = { page, from: states[arrived - 1]!, to: states[arrived]! }
    }
    if (torn !== null && random.nextInt(2) === 1) this.tear(torn, random)
    for (const page of doubtful) this.tellWhatIsLeft(page)
    this.forget()
  }

  private tellWhatIsLeft(page: Page): void {
    const position = page.index * OS_PAGE_SIZE
    this.cache.emitBytes('disk-write', this.path, position, this.onDisk(page), 0, this.lengthOf(page))
  }

  private tear({ page, from, to }: TornWrite, random: Random): void {
    const written = random.nextInt(SECTORS_PER_PAGE) * SECTOR_SIZE
    const torn = from.slice()
    torn.set(to.subarray(0, written))
    this.tryWrite(page, torn)
  }

  /** Ends the use of this object: the machine has lost its memory, or the file is deleted. */
  forget(): void {
    this.isForgotten = true
    for (const page of this.pages) {
      if (page === undefined) continue
      this.cache.noLongerClean(page)
      this.cache.frames.giveBack(page.bytes)
    }
    this.pages.length = 0
    this.unsafe.clear()
    this.diskFile.close()
  }

  /** Callers must not change it. */
  private onDisk(page: Page): Uint8Array {
    if (page.index >= this.blankFrom) return BLANK
    const bytes = new Uint8Array(OS_PAGE_SIZE)
    this.readPage(page.index, bytes)
    return bytes
  }

  private readPage(index: number, target: Uint8Array): void {
    if (index >= this.blankFrom) target.fill(0)
    else this.readPages(index, target)
  }

  /**
   * As many whole pages as `target` has room for. A read may return less than it was asked for; then the rest is read as well.
   * @throws DiskIoError when it gives nothing
   */
  private readPages(first: number, target: Uint8Array): void {
    const position = first * OS_PAGE_SIZE
    const length = Math.min(target.length, this.size - position)
    target.fill(0, length)
    for (let done = 0; done < length; ) {
      const count = this.diskFile.read(position + done, target.subarray(done, length))
      if (count === 0) throw new DiskIoError(this.path, 'read')
      done += count
    }
  }

  private tryRead(first: number, target: Uint8Array): boolean {
    try {
      this.readPages(first, target)
      return true
    } catch (error) {
      if (error instanceof DiskIoError) return false
      throw error
    }
  }

  private tryWrite(page: Page, bytes: Uint8Array): boolean {
    try {
      this.write(page.index, bytes)
      return true
    } catch (error) {
      if (error instanceof DiskIoError) return false
      throw error
    }
  }

  /**
   * Writes whole pages, without what lies beyond the end of the file. The file got its room when it was created: a device that
   * nevertheless has no room for its pages is one that fails.
   */
  private write(firstPage: number, bytes: Uint8Array): void {
    const position = firstPage * OS_PAGE_SIZE
    this.blankFrom = Math.max(this.blankFrom, firstPage + bytes.length / OS_PAGE_SIZE)
    try {
      this.diskFile.write(position, bytes.subarray(0, this.size - position))
    } catch (error) {
      throw error instanceof DiskFullError ? new DiskIoError(this.path, 'write') : error
    }
  }

  /** The last page of a file may reach beyond its end. */
  private lengthOf(page: Page): number {
    return Math.min(OS_PAGE_SIZE, this.size - page.index * OS_PAGE_SIZE)
  }
}

/** How many bytes of a page there are up to the last that isn't zero. Most pages have none: sixteen are looked at together. @notrace */
function lengthWithoutZeros(page: Uint8Array): number {
  const words = new Int32Array(page.buffer, page.byteOffset, page.length / 4)
  let wordCount = words.length
  while (wordCount >= 4 && areZeros(words, wordCount - 4)) wordCount -= 4
  while (wordCount > 0 && words[wordCount - 1] === 0) wordCount--
  let length = wordCount * 4
  while (length > 0 && page[length - 1] === 0) length--
  return length
}

/** Four words. @notrace */
function areZeros(words: Int32Array, from: number): boolean {
  return (words[from]! | words[from + 1]! | words[from + 2]! | words[from + 3]!) === 0
}
