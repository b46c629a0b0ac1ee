interface View {
  /** px from the top of all rows to the top of what can be seen. */
  readonly top: number
  /** px that can be seen. */
  readonly height: number
}

interface Rows {
  readonly count: number
  /** px, the same for each. */
  readonly rowHeight: number
  /** Rows on either side that are drawn although they can't be seen, so that scrolling finds them there. */
  readonly overscan: number
}

/**
 * The rows of a long list that have to be drawn: from `first` up to, and without, `end`. Where all rows are equally high this is
 * two divisions; what the known libraries add, measuring rows of any height, would be 10 kB for each lesson.
 */
export function rowsInView(view: View, { count, rowHeight, overscan }: Rows): { first: number; end: number } {
  const { top, height } = view
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight) - overscan, count))
  return { first, end: Math.max(first, Math.min(Math.ceil((top + height) / rowHeight) + overscan, count)) }
}
