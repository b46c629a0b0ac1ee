import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { decodeUtf8, encodeUtf8 } from '../../kernel/Utf8'
import type { Disk, DiskFile } from '../../ports/Disk'
import { flushNow, forgivingly } from './StateFile'

/** Letters of a key that are kept: keys are only shown. */
const MAX_KEYS = 200
/** A file is begun anew when it has grown by this many bytes and by as much as it began with. */
const MAX_GROWTH = 65_536

/** A message that somebody was told SEND_OK for. */
export interface LedgerEntry {
  /** Where its record begins in the commit log. */
  readonly physicalOffset: number
  readonly queueId: number
  readonly queueOffset: number
  readonly keys: string
}

interface Pending extends LedgerEntry {
  /** When the log is safe up to here, the record is. */
  readonly safeFrom: number
}

type Row = readonly [physicalOffset: number, queueId: number, queueOffset: number, keys: string]

/**
 * What the page has been told: how many messages were acknowledged, and which of them may not be safe on the broker's disk.
 * It is written past all page caches, before the page hears of anything: after a crash it says exactly what
 * was lost.
 *
 * Two files take turns. Each begins with a line that says all that was known then; each further line is a message. The
 * one with the higher number counts; so a crash while beginning anew leaves the other.
 */
export class Ledger {
  static readonly FILES = ['ledger.0', 'ledger.1'] as const
  private readonly files: readonly DiskFile[]
  private acknowledged: number
  private lostBefore: number
  private pending: Pending[]
  private generation: number
  /** Where the next line goes in the file of this generation, and where its first line ended. */
  private position: number
  private headEnd: number
  private unsaved: string

  private constructor(files: readonly DiskFile[]) {
    this.files = files
    this.acknowledged = 0
    this.lostBefore = 0
    this.pending = []
    this.generation = 0
    this.position = 0
    this.headEnd = 0
    this.unsaved = ''
    this.load()
    // What was torn at the end of a file must not get between the lines.
    this.beginAnew()
  }

  static *open(disk: Disk): Blocking<Ledger> {
    const [first, second] = Ledger.FILES
    return new Ledger([yield* disk.open(first, true), yield* disk.open(second, true)])
  }

  /** Since the disk was emptied. */
  get count(): number {
    return this.acknowledged
  }

  /** How many of them were lost, over all lives of the disk. */
  get lost(): number {
    return this.lostBefore
  }

  /** How many of them are not known to be safe. */
  get doubtful(): number {
    return this.pending.length
  }

  /** `safeFrom`: the end of the log, or whatever else is not before the end of the record. */
  add(acknowledgement: LedgerEntry, safeFrom: number): void {
    const { physicalOffset, queueId, queueOffset } = acknowledgement
    const keys = acknowledgement.keys.slice(0, MAX_KEYS)
    this.acknowledged++
    this.pending.push({ physicalOffset, queueId, queueOffset, keys, safeFrom })
    assert(this.pending.length <= this.acknowledged, 'only what was acknowledged is in doubt', this.pending.length)
    this.unsaved += `${JSON.stringify(rowOf({ physicalOffset, queueId, queueOffset, keys }))}\n`
  }

  /** To be called before anybody hears of what was added. */
  save(): void {
    if (this.unsaved === '') return
    if (this.headEnd === 0 || this.position > this.headEnd * 2 + MAX_GROWTH) return this.beginAnew()
    const bytes = encodeUtf8(this.unsaved)
    const file = this.current
    const isSaved = forgivingly(() => {
      file.write(this.position, bytes)
      flushNow(file)
    })
    if (!isSaved) return
    this.position += bytes.length
    this.unsaved = ''
  }

  /** The broker's disk has the log up to here: what was acknowledged before is only counted from now on. */
  safeUpTo(offset: number): void {
    const first = this.pending[0]
    if (first === undefined || first.safeFrom > offset) return
    this.pending = this.pending.filter(({ safeFrom }) => safeFrom > offset)
  }

  /** Recovery has found that the log ends here. @returns what was acknowledged and is not in the log any more */
  settle(end: number): LedgerEntry[] {
    const lost = this.pending.filter(({ physicalOffset }) => physicalOffset >= end).map(plain)
    this.lostBefore += lost.length
    assert(this.lostBefore <= this.acknowledged, 'only what was acknowledged is lost', this.lostBefore)
    this.pending = []
    this.beginAnew()
    return lost
  }

  /** Nothing was ever acknowledged. */
  clear(): void {
    this.acknowledged = 0
    this.lostBefore = 0
    this.pending = []
    this.beginAnew()
  }

  private get current(): DiskFile {
    return this.files[this.generation % 2]!
  }

  private beginAnew(): void {
    const next = this.files[(this.generation + 1) % 2]!
    const head: Head = {
      generation: this.generation + 1,
      count: this.acknowledged,
      lost: this.lostBefore,
      pending: this.pending.map(rowOf),
    }
    const bytes = encodeUtf8(`${JSON.stringify(head)}\n`)
    const isSaved = forgivingly(() => {
      next.truncate(0)
      next.write(0, bytes)
      flushNow(next)
    })
    if (!isSaved) return
    this.generation++
    this.headEnd = this.position = bytes.length
    this.unsaved = ''
  }

  private load(): void {
    const found = this.files.map(linesOf).filter((lines) => lines.length > 0)
    const [lines] = found.sort((one, other) => headOf(other).generation - headOf(one).generation)
    if (lines === undefined) return
    const { generation, count, lost = 0, pending } = headOf(lines)
    const rows = [...pending, ...lines.slice(1).map((line) => JSON.parse(line) as Row)]
    this.generation = generation
    this.acknowledged = count + lines.length - 1
    this.lostBefore = lost
    this.pending = rows.map(([physicalOffset, queueId, queueOffset, keys]) => (
      { physicalOffset, queueId, queueOffset, keys, safeFrom: Infinity }
    ))
  }
}

interface Head {
  readonly generation: number
  readonly count: number
  /** Missing in files of earlier versions of the site. */
  readonly lost?: number
  readonly pending: readonly Row[]
}

function headOf(lines: readonly string[]): Head {
  return JSON.parse(lines[0]!) as Head
}

/** The whole lines: of the last one perhaps only a part was written. None when already the first is broken. */
function linesOf(file: DiskFile): string[] {
  const bytes = new Uint8Array(file.size())
  file.read(0, bytes)
  const lines = decodeUtf8(bytes).split('\n').slice(0, -1)
  const broken = lines.findIndex((line, index) => !isWhole(line, index === 0))
  return broken < 0 ? lines : lines.slice(0, broken)
}

function isWhole(line: string, isHead: boolean): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return Array.isArray(value) !== isHead
  } catch {
    return false
  }
}

function plain({ physicalOffset, queueId, queueOffset, keys }: LedgerEntry): LedgerEntry {
  return { physicalOffset, queueId, queueOffset, keys }
}

function rowOf({ physicalOffset, queueId, queueOffset, keys }: LedgerEntry): Row {
  return [physicalOffset, queueId, queueOffset, keys]
}
