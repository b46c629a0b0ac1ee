/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
  readonly text: string
  readonly isHit: boolean
}

/** Signs before the first hit, and in all; a Chinese one is as wide as two. */
const BEFORE = 40
const LENGTH = 150

/** Such words are marked only where they stand alone. */
const LONGEST_SHORT = 3

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
  // Longer words first: `sendoneway` before `send`.
  const sorted = words.filter((word) => word !== '').sort((one, other) => other.length - one.length)
  return sorted.length === 0 ? null : new RegExp(sorted.map(placeOfWord).join('|'), 'giu')
}

/** A short word counts only where it stands alone, a longer one anywhere in a name: `topic` in `updateTopic`, no `of` in `offset`. */
function placeOfWord(word: string): string {
  const escaped = word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  if (!/^[a-z\d]+$/.test(word)) return escaped
  return word.length > LONGEST_SHORT ? escaped : `(?<![a-z\\d])${escaped}(?![a-z\\d])`
}
