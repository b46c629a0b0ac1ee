import type { LinePart } from '../../../engine/worker/protocol'

/** Tags, entities, and single characters of highlighted source. */
const PIECES = /<[^>]*>|&[^;]+;|[^]/g

/** Between the end of one statement and the beginning of the next on the same line. */
const BETWEEN = /\s*(?:\}?\s*else)?\s*$/

/** Marks a part of a highlighted line. The tags stay as they are: names in the part can still be followed. */
export function markPart(html: string, { from, to }: LinePart): string {
  const pieces = html.match(PIECES) ?? []
  const text = pieces.filter((each) => !isTag(each)).map((each) => (each.length > 1 ? '&' : each)).join('')
  const end = text.slice(0, closedBefore(text, from, to ?? text.length)).replace(BETWEEN, '').length
  let column = 0
  let isOpen = false
  let marked = ''
  for (const piece of pieces) {
    const isIn = !isTag(piece) && column >= from && column < end
    if (isOpen !== isIn) marked += isOpen ? '</mark>' : '<mark>'
    isOpen = isIn
    marked += piece
    if (!isTag(piece)) column++
  }
  return isOpen ? `${marked}</mark>` : marked
}

/** Where a bracket closes that was opened before the part, as behind `(each) => each.ok)`; otherwise the end. */
function closedBefore(text: string, from: number, end: number): number {
  let depth = 0
  for (let column = from; column < end; column++) {
    if ('([{'.includes(text[column]!)) depth++
    else if (')]}'.includes(text[column]!) && --depth < 0) return column
  }
  return end
}

function isTag(piece: string): boolean {
  return piece.length > 1 && piece.startsWith('<')
}
