import type { ShownObject } from '../../../engine/worker/protocol'
import { rowsOf, type BoxRow } from './rows'

/** Of a box its parts, and what lies between boxes, in px. */
export const OBJECT_BOX = {
  width: 192, head: 46, badges: 22, row: 24, foot: 5, gapX: 40, gapY: 12, indent: 14, margin: 12,
}

/** A box of the picture, in px. */
export interface PlacedObject {
  readonly object: ShownObject
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly rows: readonly BoxRow[]
}

export interface ObjectEdge {
  readonly from: string
  readonly to: string
  readonly kind: 'child' | 'reference'
  readonly path: string
}

export interface ObjectLayout {
  readonly boxes: readonly PlacedObject[]
  readonly edges: readonly ObjectEdge[]
  readonly width: number
  readonly height: number
}

export interface LayoutOptions {
  /** Keys of the objects whose fields are shown. */
  readonly open: ReadonlySet<string>
  /** Has it a line of badges? */
  hasBadges(object: ShownObject): boolean
  /** What there is to be seen of the picture, in px. */
  readonly width: number
}

/** Where there is less room than for two columns, the picture is an indented list. */
const NARROW = 2 * OBJECT_BOX.width + OBJECT_BOX.gapX + 2 * OBJECT_BOX.margin

/** Lines that go down between the same two columns stand apart by this, in px. */
const LANE = 6
const LANES = 4

/** What an object refers to stands to the right of it, from its height downwards: what is added moves nothing above it. */
export function layOutObjects(objects: readonly ShownObject[], options: LayoutOptions): ObjectLayout {
  const boxes = inOrder(objects).map((object) => measured(object, objects, options))
  return options.width < NARROW ? indentedLayout(boxes, options) : layeredLayout(boxes, options)
}

interface Measured extends Omit<PlacedObject, 'x' | 'y' | 'width'> {
  /** From 0. */
  readonly column: number
}

function measured(
  { object, column }: { readonly object: ShownObject; readonly column: number }, objects: readonly ShownObject[],
  { open, hasBadges }: LayoutOptions,
): Measured {
  const rows = rowsOf(object, objects, open.has(object.key))
  const foot = rows.length === 0 ? 0 : OBJECT_BOX.foot
  const height = OBJECT_BOX.head + (hasBadges(object) ? OBJECT_BOX.badges : 0) + rows.length * OBJECT_BOX.row + foot
  return { object, column, rows, height }
}

/** Each before what it refers to, as a list that is read has it. */
function inOrder(
  objects: readonly ShownObject[], parent: string | null = null, column = 0,
): Array<{ readonly object: ShownObject; readonly column: number }> {
  return objects.filter((each) => each.parent === parent).flatMap((object) => [
    { object, column }, ...inOrder(objects, object.key, column + 1),
  ])
}

function layeredLayout(measures: readonly Measured[], options: LayoutOptions): ObjectLayout {
  const bottoms: number[] = []
  const tops = new Map<string, number>()
  const boxes = measures.map(({ column, ...box }): PlacedObject => {
    const y = Math.max(tops.get(box.object.parent ?? '') ?? OBJECT_BOX.margin, bottoms[column] ?? OBJECT_BOX.margin)
    bottoms[column] = y + box.height + OBJECT_BOX.gapY
    tops.set(box.object.key, y)
    return { ...box, x: OBJECT_BOX.margin + column * (OBJECT_BOX.width + OBJECT_BOX.gapX), y, width: OBJECT_BOX.width }
  })
  const width = Math.max(0, ...boxes.map((box) => box.x + box.width)) + OBJECT_BOX.margin
  const height = Math.max(0, ...boxes.map((box) => box.y + box.height)) + OBJECT_BOX.margin
  return { boxes, edges: [...childEdges(boxes, straightPath), ...referenceEdges(boxes, options)], width, height }
}

function indentedLayout(measures: readonly Measured[], { width }: LayoutOptions): ObjectLayout {
  let below = OBJECT_BOX.margin
  const boxes = measures.map(({ column, ...box }): PlacedObject => {
    const [x, y] = [OBJECT_BOX.margin + column * OBJECT_BOX.indent, below]
    below += box.height + OBJECT_BOX.gapY
    return { ...box, x, y, width: width - x - OBJECT_BOX.margin }
  })
  return { boxes, edges: childEdges(boxes, elbowPath), width, height: below }
}

type PathBetween = (from: PlacedObject, to: PlacedObject, lane: number) => string

function childEdges(boxes: readonly PlacedObject[], pathBetween: PathBetween): ObjectEdge[] {
  const places = new Map(boxes.map((box, index) => [box.object.key, index]))
  return boxes.flatMap((box): ObjectEdge[] => {
    const place = places.get(box.object.parent ?? '')
    if (place === undefined) return []
    const parent = boxes[place]!
    return [{ from: parent.object.key, to: box.object.key, kind: 'child', path: pathBetween(parent, box, place % LANES) }]
  })
}

function headOf({ y }: PlacedObject): number {
  return y + OBJECT_BOX.head / 2
}

/** From the right side of a box to the left side of one in the next column. */
function straightPath(from: PlacedObject, to: PlacedObject, lane: number): string {
  const right = from.x + from.width
  const middle = right + OBJECT_BOX.gapX / 4 + lane * LANE
  return `M${right},${headOf(from)}H${middle}V${headOf(to)}H${to.x - 2}`
}

/** From below a box to one that is indented. */
function elbowPath(from: PlacedObject, to: PlacedObject): string {
  return `M${from.x + OBJECT_BOX.indent / 2},${from.y + from.height}V${headOf(to)}H${to.x - 2}`
}

function referenceEdges(boxes: readonly PlacedObject[], { hasBadges }: LayoutOptions): ObjectEdge[] {
  const byKey = new Map(boxes.map((box) => [box.object.key, box]))
  return boxes.flatMap((box) => box.rows.flatMap((row, index): ObjectEdge[] => {
    const target = row.kind === 'reference' ? byKey.get(row.to) : undefined
    if (row.kind !== 'reference' || target === undefined) return []
    const y = box.y + OBJECT_BOX.head + (hasBadges(box.object) ? OBJECT_BOX.badges : 0) + (index + 0.5) * OBJECT_BOX.row
    return [{ from: box.object.key, to: row.to, kind: 'reference', path: curveTo(box, y, target) }]
  }))
}

/** From the row of a box to another box, by the sides that face each other; within a column on the right. */
function curveTo(from: PlacedObject, y: number, to: PlacedObject): string {
  const isLeft = to.x + to.width <= from.x
  const isRight = to.x >= from.x + from.width
  const [start, end] = [isLeft ? from.x : from.x + from.width, isRight ? to.x - 2 : to.x + to.width + 2]
  const [out, back] = [isLeft ? -OBJECT_BOX.gapX : OBJECT_BOX.gapX, isRight ? -OBJECT_BOX.gapX : OBJECT_BOX.gapX]
  return `M${start},${y}C${start + out},${y} ${end + back},${headOf(to)} ${end},${headOf(to)}`
}
