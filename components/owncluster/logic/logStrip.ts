import type { FileState } from '../../../engine/worker/protocol'
import type { OwnState } from '../../../engine/worker/owncluster/ownProtocol'

interface LogStrip {
  readonly file: FileState
  readonly origin: number
}

/** Bytes of the log that are shown at least. */
const LEAST = 16 * 1024

/**
 * The end of the commit log as if it were a file, and where that stretch begins. It moves on by quarters, so that the
 * picture fills up and does not run; all that is not flushed is in it.
 */
export function logStrip({ from, flushed, committed, wrote }: OwnState['log']): LogStrip {
  let size = LEAST
  while (size < 2 * (wrote - flushed)) size *= 2
  const step = size / 4
  const origin = Math.max(from, Math.floor((wrote - 3 * step) / step) * step + step)
  const dirty = committed > flushed ? [{ from: flushed - origin, to: committed - origin }] : []
  const file: FileState = {
    node: '', path: 'commitlog', kind: 'commit-log', size, wrote: wrote - origin, committed: committed - origin,
    flushed: flushed - origin, dirty, underway: [],
  }
  return { file, origin }
}
