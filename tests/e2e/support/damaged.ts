import { readZipDirectory } from '../../../engine/adapters/zip/readZipDirectory'
import { unzipEntry } from '../../../engine/adapters/zip/unzipEntry'
import { atOnce } from '../../../engine/worker/archive/Steps'
import { ZipWriter } from '../../../engine/adapters/zip/ZipWriter'

/** The same archive, but the third entry of a consume queue leads somewhere else. */
export function damaged(zip: Buffer): Buffer {
  const writer = new ZipWriter(Date.now())
  let isDone = false
  for (const entry of readZipDirectory(zip)) {
    const pieces: Uint8Array[] = []
    atOnce(unzipEntry(zip, entry, (bytes) => pieces.push(bytes.slice())))
    const bytes = Buffer.concat(pieces)
    if (!isDone && /consumequeue\/OrderPaid\/\d\/0{20}$/.test(entry.path)) {
      bytes[47]! ^= 1
      isDone = true
    }
    writer.add(entry.path, [bytes])
  }
  return Buffer.from(writer.finish())
}
