/** How much of its frame a pane takes, in percent, and within which limits. */
export interface Share {
  readonly start: number
  readonly min: number
  readonly max: number
}

export function withinShare(value: number, { min, max }: Share): number {
  return Math.min(max, Math.max(min, value))
}

/** What was kept, if it makes sense. */
export function readShare(kept: unknown, share: Share): number {
  return typeof kept === 'number' && Number.isFinite(kept) ? withinShare(kept, share) : share.start
}
