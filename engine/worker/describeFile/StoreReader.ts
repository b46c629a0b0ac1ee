import type { IndexFileSizes } from '../../store/index/IndexFile'
import { offset2FileName } from '../../store/logfile/offset2FileName'

/** The files of one machine at one moment. */
export interface StoreReader {
  /** How its index files are laid out: the files don't say. */
  readonly indexSizes: IndexFileSizes
  /** All paths, sorted. */
  paths(): readonly string[]
  /** Bytes of a file; 0 when there is none. */
  sizeOf(path: string): number
  /** Less than `length` at the file's end. */
  read(path: string, from: number, length: number): Uint8Array
}

/** What lies at the top of a store. */
const TOP = ['commitlog', 'consumequeue', 'index', 'timerlog', 'timerwheel']

/** `store/commitlog/00000000000000000000` → `store` */
export function storeRoot(path: string): string {
  const parts = path.split('/')
  const at = parts.findIndex((part) => TOP.includes(part))
  return parts.slice(0, Math.max(0, at)).join('/')
}

/** The file of a row of equally long files that a position of the whole row is in; null when it isn't there. */
export function fileOfPosition(
  reader: StoreReader,
  directory: string,
  position: number,
): { readonly path: string; readonly position: number } | null {
  const first = reader.paths().find((path) => path.startsWith(`${directory}/`))
  const size = first === undefined ? 0 : reader.sizeOf(first)
  if (size === 0 || position < 0) return null
  const path = `${directory}/${offset2FileName(position - (position % size))}`
  return reader.sizeOf(path) === 0 ? null : { path, position: position % size }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
