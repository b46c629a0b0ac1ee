/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
  readonly text: string
  readonly isHit: boolean
}

/** Signs before the first hit, and in all; a Chinese one is as wide as two. */
const BEFORE = 40
const LENGTH = 150

const HAN_SHARE = /\p{Script=Han}/gu

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
  const isWide = (flat.match(HAN_SHARE)?.length ?? 0) > flat.length / 3
  const [before, length] = isWide ? [BEFORE / 2, LENGTH / 2] : [BEFORE, LENGTH]
  if (flat.length <= length) return flat
  const pattern = patternOf(words)
  const hit = pattern === null ? 0 : Math.max(0, flat.search(pattern))
  const from = hit <= before ? 0 : startOfWord(flat, hit - before)
  const to = from + length >= flat.length ? flat.length : Math.max(hit, startOfWord(flat, from + length) - 1)
  return `${from > 0 ? '… ' : ''}${flat.slice(from, to).trim()}${to < flat.length ? ' …' : ''}`
}

/** The begin of the word at a place; in a text without blanks the place itself. */
function startOfWord(text: string, at: number): number {
  const blank = text.lastIndexOf(' ', at)
  return blank < at - 20 ? at : blank + 1
}

function patternOf(words: readonly string[]): RegExp | null {
  const escaped = words.filter((word) => word !== '').map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  // Longer words first: `sendoneway` before `send`.
  return escaped.length === 0 ? null : new RegExp(escaped.sort((one, other) => other.length - one.length).join('|'), 'giu')
}
