import { decodeUtf8 } from '../../kernel/Utf8'
import { ZipError } from './ZipError'
import { DirectoryEnd, DirectoryEntry, Flag, Method, ZIP64_COUNT, ZIP64_NUMBER } from './zipFormat'

/** A file in a zip, as the list at the zip's end has it. Lengths in bytes. */
export interface ZipEntry {
  readonly path: string
  readonly size: number
  readonly compressedSize: number
  readonly crc: number
  readonly method: 'stored' | 'deflated'
  /** Where its own head begins, behind which its bytes are. */
  readonly position: number
}

/**
 * The files of a zip, folders left out. Nothing is unpacked: how large it all is, is known before.
 * @throws ZipError
 */
export function readZipDirectory(zip: Uint8Array): ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  const start = view.getUint32(end + 16, true)
  if (count === ZIP64_COUNT) throw new ZipError('entries')
  if (start === ZIP64_NUMBER) throw new ZipError('zip64')
  const entries: ZipEntry[] = []
  let position = start
  for (let number = 0; number < count; number++) {
    if (!isEntry(view, position, end)) throw new ZipError('damaged')
    const pathEnd = position + DirectoryEntry.LENGTH + view.getUint16(position + 28, true)
    const path = decodeUtf8(zip.subarray(position + DirectoryEntry.LENGTH, pathEnd))
    if (!path.endsWith('/')) entries.push(readEntry(view, position, path))
    position = pathEnd + view.getUint16(position + 30, true) + view.getUint16(position + 32, true)
  }
  return entries
}

/** It is the last thing in a zip, but for a comment. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - DirectoryEnd.LENGTH - DirectoryEnd.MAX_COMMENT)
  for (let position = view.byteLength - DirectoryEnd.LENGTH; position >= first; position--) {
    if (view.getUint32(position, true) === DirectoryEnd.SIGNATURE) return position
  }
  throw new ZipError('damaged')
}

function isEntry(view: DataView, position: number, end: number): boolean {
  return position + DirectoryEntry.LENGTH <= end && view.getUint32(position, true) === DirectoryEntry.SIGNATURE
}

function readEntry(view: DataView, position: number, path: string): ZipEntry {
  const method = view.getUint16(position + 10, true)
  if ((view.getUint16(position + 8, true) & Flag.ENCRYPTED) !== 0) throw new ZipError('encrypted', path)
  if (method !== Method.STORED && method !== Method.DEFLATED) throw new ZipError('method', path)
  const entry: ZipEntry = {
    path,
    size: view.getUint32(position + 24, true),
    compressedSize: view.getUint32(position + 20, true),
    crc: view.getUint32(position + 16, true),
    method: method === Method.STORED ? 'stored' : 'deflated',
    position: view.getUint32(position + 42, true),
  }
  if ([entry.size, entry.compressedSize, entry.position].includes(ZIP64_NUMBER)) throw new ZipError('zip64', path)
  return entry
}
