// @notrace-file: a hash is as elementary here as a number.
import { javaHashCode } from './javaHashCode'

/** The same few names come again and again, so their hashes are kept. */
const MAX_KNOWN_HASHES = 4096
const knownHashes = new Map<string, number>()

/** What HashMap makes of a key's hash code before it looks at the lower bits. */
export function spreadHash(key: string): number {
  const known = knownHashes.get(key)
  if (known !== undefined) return known
  const hash = javaHashCode(key)
  const spread = hash ^ (hash >>> 16)
  if (knownHashes.size < MAX_KNOWN_HASHES) knownHashes.set(key, spread)
  return spread
}
