/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
  readonly text: string
  readonly isHit: boolean
}

/** Signs before the first hit, and in all. */
const BEFORE = 40
const LENGTH = 150

/** The text in pieces; `words` are in lower case. */
export function marked(text: string, words: readonly string[]): Piece[] {
  const pattern = patternOf(words)
  if (pattern === null) return [{ text, isHit: false }]
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), isHit: false })
    end = match.index + match[0].length
    pieces.push({ text: match[0], isHit: true })
  }
  if (end < text.length) pieces.push({ text: text.slice(end), isHit: false })
  return pieces
}

/** The part of a text around the first hit, with dots where something is left out. */
export function excerpt(text: string, words: readonly string[]): string {
  const flat = text.replaceAll(/\s+/g, ' ').trim()
  if (flat.length <= LENGTH) return flat
  const pattern = patternOf(words)
  const hit = pattern === null ? 0 : Math.max(0, flat.search(pattern))
  const from = hit <= BEFORE ? 0 : flat.lastIndexOf(' ', hit - BEFORE) + 1 || hit - BEFORE
  const part = flat.slice(from, from + LENGTH)
  return `${from > 0 ? '… ' : ''}${part}${from + LENGTH < flat.length ? ' …' : ''}`
}

function patternOf(words: readonly string[]): RegExp | null {
  const escaped = words.filter((word) => word !== '').map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  // Longer words first: `sendoneway` before `send`.
  return escaped.length === 0 ? null : new RegExp(escaped.sort((one, other) => other.length - one.length).join('|'), 'giu')
}
