/** Lines of a file that belong together: a method with its comment, or what stands between two of them. */
export interface Section<S> {
  /** From 1. */
  readonly from: number
  readonly to: number
  /** What begins here; null for what lies between. */
  readonly symbol: S | null
}

interface Extent {
  readonly from: number
  readonly to: number
}

/**
 * Cuts a file where its symbols begin and end. A class begins with its fields, up to its first method. Blank lines belong to what is
 * above them.
 * @param symbols in the order of their first lines, outer ones first
 */
export function sectionsOf<S extends Extent>(symbols: readonly S[], lines: readonly string[]): Section<S>[] {
  const starts = new Map<number, S | null>([[1, null]])
  for (const symbol of symbols) {
    const after = firstFilled(lines, symbol.to + 1)
    if (after !== null && !starts.has(after)) starts.set(after, null)
  }
  for (const symbol of symbols) starts.set(symbol.from, symbol)
  const sorted = [...starts].sort(([one], [other]) => one - other)
  return sorted.map(([from, symbol], index) => ({ from, to: (sorted[index + 1]?.[0] ?? lines.length + 1) - 1, symbol }))
}

function firstFilled(lines: readonly string[], line: number): number | null {
  for (let at = line; at <= lines.length; at++) if (lines[at - 1]!.trim() !== '') return at
  return null
}
