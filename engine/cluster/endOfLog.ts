import { parseLong } from '../kernel/java/javaParse'
import type { TraceEventOf } from '../trace/events'

/** The end of the log that a store has recovered, in bytes from the beginning of its first file ever. */
export function endOfLog({ path, position }: TraceEventOf<'store-recovered'>): number {
  return path === '' ? 0 : parseLong(path.slice(path.lastIndexOf('/') + 1)) + position
}
