import { arrowEnds, rowY, type Row } from './layout'

type ItemRow = Extract<Row, { type: 'item' }>
type Point = readonly [x: number, y: number]

/** How far a call to itself goes out, in px. */
const LOOP = 26
const HEAD = 6

function path(points: readonly Point[]): string {
  return `M${points.map((point) => point.join(',')).join('L')}`
}

export interface ArrowShape {
  readonly line: string
  readonly head: string
  readonly label: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' }
  /** Of a frame: how it is drawn up to the present, when it is on its way. */
  readonly length: number
}

/** The arrow of a row, in px. Frames slant from the row in which they leave to the one in which they arrive. */
export function arrowShape(row: ItemRow, width: number): ArrowShape {
  const { x1, x2 } = arrowEnds(row.from, row.to, width)
  const [y1, y2] = [rowY(row.top), rowY(row.bottom)]
  if (row.from === row.to) return loopShape(x1, y1)
  // What is lost ends half way.
  const end: Point = row.isLost ? [x1 + (x2 - x1) * 0.6, y1 + (y2 - y1) * 0.6] : [x2, y2]
  const points: readonly Point[] = [[x1, y1], end]
  const isFrame = row.item.kind === 'frame'
  const direction = Math.sign(x2 - x1)
  return {
    line: path(points),
    head: row.isLost ? crossAt(end) : headAt([x1, y1], end),
    label: isFrame
      ? { ...labelOnTheWay([x1, y1], end, row), anchor: 'middle' }
      : { x: direction > 0 ? x1 + 5 : x2 + 8, y: y1 - 4, anchor: 'start' },
    length: Math.hypot(end[0] - x1, end[1] - y1),
  }
}

/** Where the line is in the label's row; of one that is done before, its end. Nothing goes past the left edge. */
function labelOnTheWay([x1, y1]: Point, [x2, y2]: Point, { label, item }: ItemRow): Pick<ArrowShape['label'], 'x' | 'y'> {
  const y = rowY(label)
  const share = y2 === y1 ? 0.5 : Math.min(1, Math.max(0, (y - y1) / (y2 - y1)))
  return { x: Math.max(x1 + (x2 - x1) * share, labelWidth(item.label) / 2 + 2), y }
}

function loopShape(x: number, y: number): ArrowShape {
  const points: readonly Point[] = [[x, y - 5], [x + LOOP, y - 5], [x + LOOP, y + 7], [x + 2, y + 7]]
  return {
    line: path(points),
    head: headAt([x + LOOP, y + 7], [x, y + 7]),
    label: { x: x + LOOP + 6, y: y + 5, anchor: 'start' },
    length: 2 * LOOP + 12,
  }
}

/** A small triangle whose tip is the end. */
function headAt([x1, y1]: Point, [x2, y2]: Point): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1
  const [dx, dy] = [((x2 - x1) / length) * HEAD, ((y2 - y1) / length) * HEAD]
  const left: Point = [x2 - dx - dy * 0.55, y2 - dy + dx * 0.55]
  const right: Point = [x2 - dx + dy * 0.55, y2 - dy - dx * 0.55]
  return `${path([[x2, y2], left, right])}Z`
}

function crossAt([x, y]: Point): string {
  return `M${x - 5},${y - 5}L${x + 5},${y + 5}M${x + 5},${y - 5}L${x - 5},${y + 5}`
}

/** What a label covers, in px. */
export interface LabelBox {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Of a row's label; null if it has none. */
export function labelBox(row: ItemRow, width: number): LabelBox | null {
  const { label, kind } = row.item
  if (label === '' && kind !== 'throw') return null
  const { x, y, anchor } = arrowShape(row, width).label
  const wide = labelWidth(label)
  if (anchor === 'middle') return { left: x - wide / 2, right: x + wide / 2, top: y - 9, bottom: y + 9 }
  return { left: x, right: x + wide, top: y - 9, bottom: y + 3 }
}

/** Roughly the width of a label in the diagram's face, in px; exact enough for a box around it. */
export function labelWidth(text: string): number {
  let width = 12
  for (const char of text) width += char > '\u2e80' ? 11 : /[A-Z_]/.test(char) ? 7.4 : 6
  return width
}
