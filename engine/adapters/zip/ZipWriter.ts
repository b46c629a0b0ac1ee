import { Deflate } from 'pako'
import { RunningCrc32 } from '../../kernel/java/crc32'
import { encodeUtf8 } from '../../kernel/Utf8'
import { DirectoryEnd, DirectoryEntry, FileHead, Flag, Method } from './zipFormat'

const VERSION = 20
const FIRST_YEAR = 1980
const LAST_YEAR = 2107

/** A file that is packed. */
interface Packed {
  readonly path: Uint8Array
  readonly crc: number
  readonly size: number
  readonly compressedSize: number
  /** Where its head begins. */
  readonly position: number
}

/**
 * Packs files one after the other; each may come in pieces. Less than 4 GiB and 65,535 files.
 *
 * Only what is around the packed bytes is ours, the packing is pako's: a library that does both, fflate 0.8.3, makes streams
 * of files such as short consume queues, nearly all of them zeros, that can't be unpacked.
 */
export class ZipWriter {
  private readonly dosTime: number
  private readonly files: Packed[]
  private readonly pieces: Uint8Array[]
  private position: number

  /** `millis`: when the files were written last, in ms since 1970. A zip knows only local time, and years from 1980 on. */
  constructor(millis: number) {
    this.dosTime = dosTime(new Date(millis))
    this.files = []
    this.pieces = []
    this.position = 0
  }

  add(path: string, pieces: Iterable<Uint8Array>): void {
    const packed: Uint8Array[] = []
    const deflate = new Deflate({ raw: true, level: 6 })
    deflate.onData = (piece) => packed.push(piece)
    const crc = new RunningCrc32()
    let size = 0
    for (const piece of pieces) {
      crc.update(piece)
      size += piece.length
      deflate.push(piece)
    }
    deflate.push(new Uint8Array(0), true)
    const compressedSize = packed.reduce((sum, piece) => sum + piece.length, 0)
    const file = { path: encodeUtf8(path), crc: crc.value(), size, compressedSize, position: this.position }
    this.files.push(file)
    this.write(this.fileHead(file))
    for (const piece of packed) this.write(piece)
  }

  /** The zip. */
  finish(): Uint8Array {
    const start = this.position
    for (const file of this.files) this.write(this.directoryEntry(file))
    this.write(this.directoryEnd(start))
    const whole = new Uint8Array(this.position)
    let position = 0
    for (const piece of this.pieces) {
      whole.set(piece, position)
      position += piece.length
    }
    return whole
  }

  private write(piece: Uint8Array): void {
    this.pieces.push(piece)
    this.position += piece.length
  }

  private fileHead(file: Packed): Uint8Array {
    const { bytes, view } = part(FileHead.LENGTH, file.path)
    view.setUint32(0, FileHead.SIGNATURE, true)
    this.putCommon(view, 4, file)
    return bytes
  }

  private directoryEntry(file: Packed): Uint8Array {
    const { bytes, view } = part(DirectoryEntry.LENGTH, file.path)
    view.setUint32(0, DirectoryEntry.SIGNATURE, true)
    view.setUint16(4, VERSION, true)
    this.putCommon(view, 6, file)
    view.setUint32(42, file.position, true)
    return bytes
  }

  /** What a file's head and its entry in the directory have in common. */
  private putCommon(view: DataView, position: number, { path, crc, size, compressedSize }: Packed): void {
    view.setUint16(position, VERSION, true)
    view.setUint16(position + 2, Flag.UTF8, true)
    view.setUint16(position + 4, Method.DEFLATED, true)
    view.setUint32(position + 6, this.dosTime, true)
    view.setUint32(position + 10, crc, true)
    view.setUint32(position + 14, compressedSize, true)
    view.setUint32(position + 18, size, true)
    view.setUint16(position + 22, path.length, true)
  }

  private directoryEnd(start: number): Uint8Array {
    const { bytes, view } = part(DirectoryEnd.LENGTH, new Uint8Array(0))
    view.setUint32(0, DirectoryEnd.SIGNATURE, true)
    view.setUint16(8, this.files.length, true)
    view.setUint16(10, this.files.length, true)
    view.setUint32(12, this.position - start, true)
    view.setUint32(16, start, true)
    return bytes
  }
}

function part(length: number, path: Uint8Array): { readonly bytes: Uint8Array; readonly view: DataView } {
  const bytes = new Uint8Array(length + path.length)
  bytes.set(path, length)
  return { bytes, view: new DataView(bytes.buffer) }
}

/** Date and time in 32 bits, to two seconds. */
function dosTime(date: Date): number {
  const year = Math.min(LAST_YEAR, Math.max(FIRST_YEAR, date.getFullYear()))
  const day = ((year - FIRST_YEAR) << 9) | ((date.getMonth() + 1) << 5) | date.getDate()
  const time = (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1)
  return ((day << 16) | time) >>> 0
}
