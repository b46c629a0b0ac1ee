import { Inflate } from 'pako'
import { RunningCrc32 } from '../../kernel/java/crc32'
import type { ZipEntry } from './readZipDirectory'
import { ZipError } from './ZipError'
import { FileHead } from './zipFormat'

const CHUNK = 256 * 1024
/** Packed bytes that are unpacked without a rest: of zeros, they become 16 MiB. */
const PACKED_AT_ONCE = 16 * 1024

/**
 * Unpacks one file and gives it away piece by piece, so that it need not fit into memory. Rests in between.
 * @throws ZipError when it is damaged: another checksum, more or fewer bytes than the zip says
 */
export function* unzipEntry(
  zip: Uint8Array, entry: ZipEntry, onBytes: (bytes: Uint8Array) => void,
): Generator<void, void> {
  const crc = new RunningCrc32()
  let size = 0
  const take = (bytes: Uint8Array): void => {
    size += bytes.length
    if (size > entry.size) throw new ZipError('damaged', entry.path)
    crc.update(bytes)
    onBytes(bytes)
  }
  const packed = packedBytes(zip, entry)
  if (entry.method === 'stored') take(packed)
  else yield* inflate(packed, entry.path, take)
  if (size !== entry.size || crc.value() !== entry.crc) throw new ZipError('damaged', entry.path)
}

function packedBytes(zip: Uint8Array, { path, position, compressedSize }: ZipEntry): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const isHead = position + FileHead.LENGTH <= zip.length && view.getUint32(position, true) === FileHead.SIGNATURE
  if (!isHead) throw new ZipError('damaged', path)
  const start = position + FileHead.LENGTH + view.getUint16(position + 26, true) + view.getUint16(position + 28, true)
  if (start + compressedSize > zip.length) throw new ZipError('damaged', path)
  return zip.subarray(start, start + compressedSize)
}

function* inflate(packed: Uint8Array, path: string, take: (bytes: Uint8Array) => void): Generator<void, void> {
  const stream = new Inflate({ raw: true, chunkSize: CHUNK })
  stream.onData = take
  for (let from = 0; ; from += PACKED_AT_ONCE) {
    const isLast = from + PACKED_AT_ONCE >= packed.length
    if (!stream.push(packed.subarray(from, from + PACKED_AT_ONCE), isLast)) throw new ZipError('damaged', path)
    if (isLast) return
    yield
  }
}
