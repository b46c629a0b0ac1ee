/** How one class refers to another. */
export type Relation = 'extends' | 'implements' | 'has' | 'makes' | 'uses'

/** A class or an interface, as its source has it. */
export interface ClassNode {
  /** `client/impl/MQClientManager` */
  readonly symbol: string
  readonly name: string
  readonly isInterface: boolean
  /** Those that say something about the classes of the graph, or hold a state. */
  readonly fields: ReadonlyArray<{ readonly name: string; readonly type: string }>
  readonly methods: readonly string[]
  /** The line of its name. */
  readonly line: number
}

export interface ClassEdge {
  readonly from: string
  readonly to: string
  readonly relation: Relation
  /** The field, or the method, that it is in. */
  readonly label: string
}

export interface ClassGraph {
  readonly nodes: readonly ClassNode[]
  readonly edges: readonly ClassEdge[]
}

export interface ClassBox extends ClassNode {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface ClassArrow extends ClassEdge {
  readonly path: string
}

export interface ClassLayout {
  readonly boxes: readonly ClassBox[]
  readonly arrows: readonly ClassArrow[]
  readonly width: number
  readonly height: number
}

export const CLASS_BOX = { width: 236, head: 30, row: 17, pad: 8, gapX: 28, gapY: 56 }

/**
 * The rule by which the classes stand: each one row below the lowest of those that refer to it, in the order in which they were named;
 * a reference that closes a circle counts for nothing.
 */
export function layOutClasses({ nodes, edges }: ClassGraph, columns = 3): ClassLayout {
  const rows = rowsOf(nodes, edges, columns)
  const boxes: ClassBox[] = []
  let y = 0
  for (const row of rows) {
    const height = Math.max(...row.map(heightOf))
    row.forEach((node, column) => {
      const x = column * (CLASS_BOX.width + CLASS_BOX.gapX)
      boxes.push({ ...node, x, y, width: CLASS_BOX.width, height: heightOf(node) })
    })
    y += height + CLASS_BOX.gapY
  }
  const widest = Math.max(1, ...rows.map((row) => row.length))
  const width = widest * (CLASS_BOX.width + CLASS_BOX.gapX) - CLASS_BOX.gapX
  return { boxes, arrows: arrowsOf(boxes, edges), width, height: Math.max(0, y - CLASS_BOX.gapY) }
}

function heightOf({ fields, methods }: ClassNode): number {
  const rule = fields.length > 0 && methods.length > 0 ? 6 : 0
  return CLASS_BOX.head + CLASS_BOX.pad + (fields.length + methods.length) * CLASS_BOX.row + rule
}

function rowsOf(nodes: readonly ClassNode[], edges: readonly ClassEdge[], columns: number): ClassNode[][] {
  const order = new Map(nodes.map(({ symbol }, index) => [symbol, index]))
  // A class stands below what it extends; and nothing stands above one that was named before it.
  const down = edges
    .map((edge) => (isInheritance(edge) ? { from: edge.to, to: edge.from } : edge))
    .filter(({ from, to }) => order.get(from)! < order.get(to)!)
  const level = new Map<string, number>()
  for (const { symbol } of nodes) {
    const above = down.filter(({ to }) => to === symbol).map(({ from }) => level.get(from)! + 1)
    level.set(symbol, Math.max(0, ...above))
  }
  const rows: ClassNode[][] = []
  for (const node of [...nodes].sort((one, other) => level.get(one.symbol)! - level.get(other.symbol)!)) {
    const last = rows.at(-1)
    const isSame = last !== undefined && last.length < columns && level.get(last[0]!.symbol) === level.get(node.symbol)
    if (isSame) last.push(node)
    else rows.push([node])
  }
  return rows
}

/** One arrow for each pair of classes: the strongest of their relations, with the labels of all. */
function arrowsOf(boxes: readonly ClassBox[], edges: readonly ClassEdge[]): ClassArrow[] {
  const strength: readonly Relation[] = ['extends', 'implements', 'has', 'makes', 'uses']
  const pairs = new Map<string, ClassEdge[]>()
  for (const edge of edges) pairs.set(`${edge.from} ${edge.to}`, [...(pairs.get(`${edge.from} ${edge.to}`) ?? []), edge])
  return [...pairs.values()].flatMap((all, index) => {
    const rank = ({ relation }: ClassEdge): number => strength.indexOf(relation)
    const strongest = [...all].sort((one, other) => rank(one) - rank(other))[0]!
    const from = boxes.find(({ symbol }) => symbol === strongest.from)
    const to = boxes.find(({ symbol }) => symbol === strongest.to)
    // What a method uses of a class above is in the list; drawn, it would be in the way.
    if (from === undefined || to === undefined || strongest.relation === 'uses' && to.y <= from.y) return []
    return [{ ...strongest, path: pathBetweenBoxes(from, to, index, boxes) }]
  })
}

function isInheritance({ relation }: ClassEdge): boolean {
  return relation === 'extends' || relation === 'implements'
}

/** Out of the lower edge into the upper one, or the other way round; around what stands between; from side to side within a row. */
function pathBetweenBoxes(from: ClassBox, to: ClassBox, index: number, boxes: readonly ClassBox[]): string {
  const shift = ((index % 5) - 2) * 14
  const x1 = from.x + from.width / 2 + shift
  const x2 = to.x + to.width / 2 + shift
  if (from.y === to.y) {
    const isRight = to.x > from.x
    const y = from.y + CLASS_BOX.head / 2
    return isRight ? `M${from.x + from.width},${y}H${to.x - 2}` : `M${from.x},${y}H${to.x + to.width + 2}`
  }
  const isDown = from.y < to.y
  const [top, bottom] = isDown ? [from, to] : [to, from]
  const between = boxes.filter((box) => {
    if (box === top || box === bottom) return false
    // Also one beside the upper box that reaches further down.
    const isBetween = box.y < bottom.y && box.y + box.height > top.y + top.height
    return isBetween && box.x < Math.max(x1, x2) + 8 && box.x + box.width > Math.min(x1, x2) - 8
  })
  if (between.length > 0) {
    const side = Math.max(...between.map((box) => box.x + box.width))
    return pathAround(from, to, side + 9 + (index % 3) * 5)
  }
  const [y1, y2] = isDown ? [from.y + from.height, to.y - 2] : [from.y, to.y + to.height + 2]
  const bend = (y2 - y1) / 2
  return `M${x1},${y1}C${x1},${y1 + bend} ${x2},${y2 - bend} ${x2},${y2}`
}

/** Along a line on the right of what stands between. */
function pathAround(from: ClassBox, to: ClassBox, x: number): string {
  const isDown = from.y < to.y
  const y1 = isDown ? from.y + from.height : from.y
  const y2 = to.y + CLASS_BOX.head / 2
  const start = Math.min(from.x + from.width - 16, x)
  const bend = isDown ? 26 : -26
  return `M${start},${y1}C${start},${y1 + bend} ${x},${y1} ${x},${y1 + bend}V${y2 - bend / 2}Q${x},${y2} ${Math.min(x, to.x + to.width + 12)},${y2}H${to.x + to.width + 2}`
}
