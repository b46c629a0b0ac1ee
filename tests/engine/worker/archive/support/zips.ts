import { ZipWriter } from '../../../../../engine/adapters/zip/ZipWriter'

const MILLIS = 1_700_000_000_000

/** A zip of these files, by path. */
export function zipOf(files: ReadonlyMap<string, Uint8Array> | Readonly<Record<string, Uint8Array>>, prefix = ''): Uint8Array {
  const writer = new ZipWriter(MILLIS)
  const entries = files instanceof Map ? [...files] : Object.entries(files)
  for (const [path, bytes] of entries) writer.add(prefix + path, [bytes])
  return writer.finish()
}
