import { assert } from '../../kernel/assert'
import { fileFromOffset } from '../../store/logfile/fileFromOffset'
import { offset2FileName } from '../../store/logfile/offset2FileName'
import type { StoreProblems } from './StoreProblems'
import type { UnpackedFile } from './UnpackedFile'

/**
 * Files of one size that make one long sequence of bytes: the commit log, or one consume queue. Positions count from
 * where the row begins, which need not be at 0.
 */
export class FileRow {
  readonly files: readonly UnpackedFile[]
  readonly fileSize: number

  constructor(files: readonly UnpackedFile[], fileSize: number) {
    this.files = files
    this.fileSize = fileSize
  }

  /** Where the row begins. */
  get from(): number {
    return this.files[0] === undefined ? 0 : beginOf(this.files[0])
  }

  /** The file that this position is in, or null before and behind them all. */
  fileAt(position: number): UnpackedFile | null {
    return this.files[Math.floor((position - this.from) / this.fileSize)] ?? null
  }
}

/** For a file of a row that {@link checkRow} has found to be one. */
export function beginOf(file: UnpackedFile): number {
  const begin = fileFromOffset(file.path)
  assert(begin !== null, 'the name of a file in a row is a number')
  return begin
}

/** The size that most files have; 0 when all are empty. */
export function commonSize(files: readonly UnpackedFile[]): number {
  const counts = new Map<number, number>()
  for (const { size } of files) if (size > 0) counts.set(size, (counts.get(size) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

/**
 * Do the files make a row: names that are positions, one length, no gap? Without that a broker does not start, or finds
 * nothing. An empty file at the end is one that was being created, and is left out.
 * @returns null when they don't
 */
export function checkRow(files: readonly UnpackedFile[], fileSize: number, problems: StoreProblems): FileRow | null {
  const row = [...files]
  for (let last = row.at(-1); last?.size === 0; last = row.at(-1)) {
    problems.warning('file-size', last.path, { expected: fileSize, found: 0 })
    row.pop()
  }
  if (!row.map((file) => isFileFine(file, fileSize, problems)).every((isFine) => isFine)) return null
  for (const [index, file] of row.entries()) {
    const expected = beginOf(row[0]!) + index * fileSize
    if (beginOf(file) === expected) continue
    const directory = file.path.slice(0, file.path.lastIndexOf('/') + 1)
    problems.error('file-missing', directory + offset2FileName(expected), { next: file.path.slice(directory.length) })
    return null
  }
  return new FileRow(row, fileSize)
}

function isFileFine(file: UnpackedFile, fileSize: number, problems: StoreProblems): boolean {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1)
  const begin = fileFromOffset(name)
  const isName = /^\d{20}$/.test(name) && Number.isSafeInteger(begin) && begin! % fileSize === 0
  if (!isName) problems.error('file-name', file.path, { reason: 'offset', fileSize })
  const isSize = file.size === fileSize
  if (!isSize) problems.error('file-size', file.path, { expected: fileSize, found: file.size })
  return isName && isSize
}
