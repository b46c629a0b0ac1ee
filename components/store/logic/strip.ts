import type { ByteRange, FileState } from '../../../engine/worker/protocol'

export type StripKind = 'flushed' | 'underway' | 'dirty' | 'pending' | 'free'

export interface StripSegment extends ByteRange {
  readonly kind: StripKind
}

/**
 * A file from its first byte to its last: what is safe, what is on its way to the device, what is in memory only, what is
 * in the store's own memory and not in the file's pages yet, and what nothing has been written to.
 */
export function segmentsOf({ size, wrote, committed, dirty, underway }: FileState): StripSegment[] {
  const marked: StripSegment[] = [
    ...dirty.map((range) => ({ ...range, kind: 'dirty' as const })),
    ...underway.map((range) => ({ ...range, kind: 'underway' as const })),
    ...(wrote > committed ? [{ from: committed, to: wrote, kind: 'pending' as const }] : []),
  ].sort((one, other) => one.from - other.from)
  const segments: StripSegment[] = []
  let at = 0
  const plain = (to: number): void => {
    if (at < Math.min(to, wrote)) segments.push({ from: at, to: Math.min(to, wrote), kind: 'flushed' })
    if (Math.max(at, wrote) < to) segments.push({ from: Math.max(at, wrote), to, kind: 'free' })
  }
  for (const segment of marked) {
    if (segment.to <= at) continue
    plain(segment.from)
    segments.push({ ...segment, from: Math.max(at, segment.from) })
    at = segment.to
  }
  plain(size)
  return segments
}

export function lengthOf(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0)
}

/** Ranges with less than `gap` bytes between them as one: what changed in a record is read in one piece. */
export function joined(ranges: readonly ByteRange[], gap: number): ByteRange[] {
  const found: ByteRange[] = []
  for (const range of ranges) {
    const last = found.at(-1)
    if (last !== undefined && range.from - last.to < gap) found[found.length - 1] = { from: last.from, to: range.to }
    else found.push(range)
  }
  return found
}

export function isIn(ranges: readonly ByteRange[], position: number): boolean {
  return ranges.some(({ from, to }) => position >= from && position < to)
}
