import type { ZipEntry } from '../../adapters/zip/readZipDirectory'
import { readZipDirectory } from '../../adapters/zip/readZipDirectory'
import { unzipEntry } from '../../adapters/zip/unzipEntry'
import { ZipError } from '../../adapters/zip/ZipError'
import type { StoreLimits } from './limits'
import type { Steps } from './Steps'
import { storeFileKind } from './storeFileKind'
import type { StoreProblems } from './StoreProblems'
import { UnpackedFile } from './UnpackedFile'

/** The files of a store by their path below its root, sorted. */
export type StoreFiles = ReadonlyMap<string, UnpackedFile>

/**
 * Unpacks the store in a zip: the folder that `commitlog` is in, be it the zip's top or a folder in it. What is beside
 * the store, such as a broker.conf, is not looked at.
 */
export function* unpackStore(zip: Uint8Array, problems: StoreProblems, limits: StoreLimits): Steps<StoreFiles> {
  try {
    const entries = readZipDirectory(zip)
    if (entries.length > limits.entries) {
      problems.error('too-many', '', { limit: limits.entries })
      return new Map()
    }
    const found = entries.reduce((sum, { size }) => sum + size, 0)
    if (found > limits.bytes) {
      problems.error('too-big', '', { limit: limits.bytes, found })
      return new Map()
    }
    return yield* unpack(zip, entriesOfStore(entries, problems), problems, limits)
  } catch (error) {
    if (!(error instanceof ZipError)) throw error
    // Only an archive that is too large or has too many files needs the numbers that aren't read here.
    if (error.reason === 'entries') problems.error('too-many', '', { limit: limits.entries })
    else if (error.reason === 'zip64') problems.error('too-big', error.path, { limit: limits.bytes })
    else problems.error('not-a-zip', error.path, { reason: error.reason })
    return new Map()
  }
}

function* unpack(
  zip: Uint8Array,
  entries: ReadonlyMap<string, ZipEntry>,
  problems: StoreProblems,
  limits: StoreLimits,
): Steps<StoreFiles> {
  const files = new Map<string, UnpackedFile>()
  const total = [...entries.values()].reduce((sum, { size }) => sum + size, 1)
  let unpacked = 0
  let held = 0
  for (const [path, entry] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const kind = storeFileKind(path)
    if (kind === 'foreign') problems.warning('unknown-file', path)
    if (kind === 'foreign' || kind === 'skipped') continue
    const file = new UnpackedFile(path)
    const steps = unzipEntry(zip, entry, (bytes) => {
      unpacked += bytes.length
      if (held + file.bytes.heldBytes <= limits.content) file.append(bytes)
    })
    for (const _ of steps) yield unpacked / total
    yield unpacked / total
    held += file.bytes.heldBytes
    if (held > limits.content) {
      problems.error('too-big', path, { reason: 'content', limit: limits.content })
      return new Map()
    }
    files.set(path, file)
  }
  return files
}

/** By their path below the store's root. */
function entriesOfStore(entries: readonly ZipEntry[], problems: StoreProblems): Map<string, ZipEntry> {
  const below = new Map<string, ZipEntry>()
  for (const entry of entries) {
    const fault = nameFault(entry.path)
    if (fault !== null) problems.error('file-name', entry.path, { reason: fault })
  }
  const [root, ...others] = rootsOf(entries)
  if (root === undefined || others.length > 0) {
    problems.error('no-store', '', { found: root === undefined ? 0 : 1 + others.length })
    return below
  }
  for (const entry of entries) {
    const path = entry.path.slice(root.length)
    if (!entry.path.startsWith(root) || nameFault(path) !== null) continue
    if (below.has(path)) problems.error('file-name', path, { reason: 'twice' })
    below.set(path, entry)
  }
  return below
}

/** A path that leads out of the folder that it is unpacked to, or that not every disk can have. */
function nameFault(path: string): string | null {
  const parts = path.split('/')
  if (parts.includes('..') || parts.includes('.') || parts.includes('') || /^[A-Za-z]:/.test(path)) return 'traversal'
  return /[\\\u0000-\u001f\u007f]/.test(path) ? 'character' : null
}

/** What stands before a folder `commitlog` that has files; of several, those that are least deep. */
function rootsOf(entries: readonly ZipEntry[]): string[] {
  const roots = new Set<string>()
  for (const { path } of entries) {
    const at = `/${path}`.indexOf('/commitlog/')
    if (at >= 0 && storeFileKind(path) !== 'skipped') roots.add(path.slice(0, at))
  }
  const depth = (root: string): number => root.split('/').length
  const least = Math.min(...[...roots].map(depth))
  return [...roots].filter((root) => depth(root) === least)
}
