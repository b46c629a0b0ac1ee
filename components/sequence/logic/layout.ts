import { bisectLeft, bisectRight } from 'd3-array'
import type { Cursor, DiagramItem, Mark, MarkKind, RunModel } from '../../../engine/worker/protocol'
import type { Folds } from '../../stepper/logic/folds'
import { fold, type Column, type Group } from './fold'

/** Heights and widths in px. */
export const ROW = 24
/** Where in a row its arrow is: nearer to the end, since the label stands above it. */
const IN_ROW = 0.7
const MARGIN = 12
const NARROWEST = 72
const WIDEST = 168
const BAR = 7
const NESTED = 4

/** Something in a row of the diagram. The list of events has the same rows. */
export type Row =
  | {
      readonly type: 'item'
      readonly event: Cursor
      readonly item: DiagramItem
      readonly from: Column
      readonly to: Column
      readonly top: number
      /** Frames: the row of their arrival; of others the same as `top`. */
      readonly bottom: number
      /** The row of the label, which is no other label's. */
      readonly label: number
      /** Frames that never arrive. */
      readonly isLost: boolean
    }
  | {
      readonly type: 'mark'
      readonly event: Cursor
      readonly mark: Mark
      /** Null for what concerns no node that is drawn, such as a link. */
      readonly column: Column | null
      readonly top: number
      readonly bottom: number
    }

/** The time in which an object is busy. */
export interface Activation {
  readonly column: Column
  readonly from: Cursor
  /** Infinity when it never returns. */
  readonly to: Cursor
  readonly top: number
  readonly bottom: number
  /** How many others it lies upon. */
  readonly depth: number
}

export interface DiagramLayout {
  readonly columns: readonly Column[]
  readonly groups: readonly Group[]
  readonly rows: readonly Row[]
  readonly activations: readonly Activation[]
  /** The event of each row, ascending. What needs several rows has its event as often. */
  readonly ticks: readonly Cursor[]
  /** The row at which a node's process ends, by node. */
  readonly deaths: ReadonlyMap<string, number>
  readonly height: number
}

/** The marks that have a row of their own, because no arrow shows them. */
const SHOWN: Partial<Record<MarkKind, true>> = { fault: true, state: true, timer: true, error: true, process: true }
const SHOWN_TYPES = new Set(['connection-refused', 'connection-timed-out', 'connection-reset', 'log-append', 'page-fault', 'read-ahead'])
const DEATHS = new Set(['process-killed', 'process-exited', 'power-cut'])

export interface Range {
  readonly from: Cursor
  readonly to: Cursor
}

/**
 * Where everything is in a diagram of the events in the range. Each thing that is to be seen has a row for its label alone, so that
 * labels never lie on each other; a frame leaves in the row before it.
 */
export function layout(model: RunModel, folds: Folds, range: Range): DiagramLayout {
  const within = ({ event }: { readonly event: Cursor }): boolean => event >= range.from && event <= range.to
  const folded = fold(model.lifelines, itemsToDraw(model, folds.spoken).filter(within), model.nodes, folds)
  const marks = model.marks.filter((mark) => within(mark) && isShown(mark))
  const ticks = tickEvents(folded.items, marks, range)
  const rowOf = (event: Cursor): number => Math.min(bisectLeft(ticks, event), ticks.length - 1)
  const places = new Map<Cursor, number>()
  /** The first row of the event that nothing else has taken. */
  const nextRow = (event: Cursor, count: number): number => {
    const taken = places.get(event) ?? 0
    places.set(event, taken + count)
    return rowOf(event) + taken
  }
  const column = (lifeline: number): Column => folded.columns[folded.columnOf.get(lifeline)!]!
  const last = ticks.length
  const rows: Row[] = folded.items.map((item) => {
    const top = nextRow(item.event, rowsOf(item))
    const isLost = item.kind === 'frame' && item.endEvent === null
    const label = top + rowsOf(item) - 1
    const arrival = isLost ? label : item.endEvent! > range.to ? last : rowOf(item.endEvent!)
    const bottom = item.kind === 'frame' ? Math.max(label, arrival) : top
    return { type: 'item', event: item.event, item, from: column(item.from), to: column(item.to), top, bottom, label, isLost }
  })
  for (const mark of marks) {
    const top = nextRow(mark.event, 1)
    const column = folded.columns.find(({ node }) => node === mark.node) ?? null
    rows.push({ type: 'mark', event: mark.event, mark, column, top, bottom: top })
  }
  rows.sort((one, other) => one.event - other.event)
  return {
    columns: folded.columns,
    groups: folded.groups,
    rows,
    activations: activations(folded.items, column, rowOf, last),
    ticks,
    deaths: deaths(marks, rowOf),
    height: (last + 1) * ROW,
  }
}

/** The arrows, and the asides of which the step speaks. */
function itemsToDraw({ items, asides, lifelines }: RunModel, spoken: Folds['spoken']): readonly DiagramItem[] {
  if (spoken === null) return items
  const said = asides.filter(({ to, label }) => spoken.has(`${lifelines[to]!.className}#${label}`))
  return said.length === 0 ? items : [...items, ...said].sort((one, other) => one.event - other.event)
}

function isShown({ kind, data }: Mark): boolean {
  return SHOWN[kind] === true || SHOWN_TYPES.has(String(data['type']))
}

function tickEvents(items: readonly DiagramItem[], marks: readonly Mark[], range: Range): Cursor[] {
  const rows = new Map<Cursor, number>()
  const add = (event: Cursor, count: number): unknown => rows.set(event, (rows.get(event) ?? 0) + count)
  for (const item of items) add(item.event, rowsOf(item))
  for (const { event } of marks) add(event, 1)
  for (const { kind, endEvent } of items) {
    if (kind === 'frame' && endEvent !== null && endEvent <= range.to && !rows.has(endEvent)) rows.set(endEvent, 1)
  }
  const events = [...rows.keys()].sort((one, other) => one - other)
  return events.flatMap((event) => Array<Cursor>(rows.get(event)!).fill(event))
}

/** How many rows something takes: a frame one to leave in and one for its label. */
function rowsOf({ kind }: DiagramItem): number {
  return kind === 'frame' ? 2 : 1
}

/** The bars on the lifelines: one for each call that goes from one line to another. */
function activations(
  items: readonly DiagramItem[], column: (lifeline: number) => Column, rowOf: (event: Cursor) => number, last: number,
): Activation[] {
  const bars: Activation[] = []
  const open = new Map<number, Cursor[]>()
  for (const { kind, from, to, event, endEvent } of items) {
    if (kind !== 'call') continue
    const target = column(to)
    const end = endEvent ?? Infinity
    const ends = (open.get(target.index) ?? []).filter((each) => each > event)
    const bottom = end === Infinity ? last : rowOf(end)
    bars.push({ column: target, from: event, to: end, top: rowOf(event), bottom, depth: ends.length })
    open.set(target.index, [...ends, end])
    const source = column(from)
    // The program itself is called by nobody: what it calls shows that it is at work.
    if (source !== target && !open.has(source.index)) {
      bars.push({ column: source, from: event, to: end, top: rowOf(event), bottom, depth: 0 })
    }
  }
  return bars
}

function deaths(marks: readonly Mark[], rowOf: (event: Cursor) => number): Map<string, number> {
  const rows = new Map<string, number>()
  for (const { data, node, event } of marks) {
    const type = String(data['type'])
    if (DEATHS.has(type)) rows.set(node, rowOf(event))
    if (type === 'process-started') rows.delete(node)
  }
  return rows
}

/** What has to be drawn when rows `from` to `to` can be seen. */
export function inView<T extends { readonly top: number; readonly bottom: number }>(
  all: readonly T[], from: number, to: number,
): T[] {
  return all.filter(({ top, bottom }) => top <= to && bottom >= from)
}

/** Which part of the rows is visible, with a few more on either side. */
export function visibleRows(scrollTop: number, height: number): { readonly from: number; readonly to: number } {
  return { from: Math.floor(scrollTop / ROW) - 4, to: Math.ceil((scrollTop + height) / ROW) + 4 }
}

/** How wide a column is when there is so much room for so many; they scroll rather than get narrower than can be read. */
export function columnWidth(room: number, columns: number): number {
  return Math.max(NARROWEST, Math.min(WIDEST, Math.floor((room - 2 * MARGIN) / Math.max(1, columns))))
}

export function diagramWidth(columns: number, width: number): number {
  return 2 * MARGIN + columns * width
}

/** The middle of a lifeline. */
export function columnX(index: number, width: number): number {
  return MARGIN + (index + 0.5) * width
}

export function rowY(row: number): number {
  return (row + IN_ROW) * ROW
}

/** The row of the last thing that has happened at the cursor, -1 before the first. */
export function rowAt(layout: DiagramLayout, cursor: Cursor): number {
  return bisectRight(layout.ticks, cursor) - 1
}

/** Where the line of the present is: below what has happened, above what comes. */
export function nowY(layout: DiagramLayout, cursor: Cursor): number {
  return (rowAt(layout, cursor) + 1) * ROW
}

export type Tense = 'past' | 'now' | 'future'

/** Has it happened at the cursor? What happened last is now. */
export function tenseOf(event: Cursor, cursor: Cursor, current: Cursor): Tense {
  if (event > cursor) return 'future'
  return event === current ? 'now' : 'past'
}

/** The left edge of a bar on a lifeline, and its width. */
export function barX({ column, depth }: Activation, width: number): number {
  return columnX(column.index, width) - BAR / 2 + Math.min(depth, 4) * NESTED
}

export const BAR_WIDTH = BAR

/** How far an arrow that comes from the left or the right stays away from a lifeline's middle. */
const BAR_EDGE = BAR / 2 + 1

/** The end points of an arrow; of a call to itself `x1 === x2`. */
export function arrowEnds(from: Column, to: Column, width: number): { readonly x1: number; readonly x2: number } {
  const [x1, x2] = [columnX(from.index, width), columnX(to.index, width)]
  if (x1 === x2) return { x1: x1 + BAR_EDGE, x2: x2 + BAR_EDGE }
  const direction = Math.sign(x2 - x1)
  return { x1: x1 + direction * BAR_EDGE, x2: x2 - direction * BAR_EDGE }
}

type Span = readonly [from: number, to: number]

/**
 * The columns between which something happens at the cursor, in px from the left; null when nothing shows it. What has
 * happened last may have happened elsewhere: if the node is given that works now, it is among them.
 */
export function spanAt(layout: DiagramLayout, cursor: Cursor, width: number, node: string | null = null): Span | null {
  const latest = columnsAt(layout, layout.ticks[rowAt(layout, cursor)])
  const isThere = node === null || latest.some((column) => column.node === node)
  const columns = isThere ? latest : [busyColumn(layout, cursor, node)].filter((column) => column !== undefined)
  if (columns.length === 0) return null
  const xs = columns.map(({ index }) => columnX(index, width))
  return [Math.min(...xs) - width / 2, Math.max(...xs) + width / 2]
}

/** The ends of the arrow of an event; of a frame that arrives only where it does. */
function columnsAt({ rows }: DiagramLayout, event: Cursor | undefined): readonly Column[] {
  for (const row of rows) {
    if (row.type === 'mark') {
      if (row.event === event) return row.column === null ? [] : [row.column]
    } else {
      if (row.event === event) return [row.from, row.to]
      if (row.item.kind === 'frame' && row.item.endEvent === event) return [row.to]
    }
  }
  return []
}

/** The object of a node that was called last and is not done; the node's first line when none is drawn. */
function busyColumn({ activations, columns }: DiagramLayout, cursor: Cursor, node: string): Column | undefined {
  const busy = activations.findLast(({ column, from, to }) => column.node === node && from <= cursor && to > cursor)
  return busy?.column ?? columns.find((column) => column.node === node)
}

/** Where to scroll sideways so that the span can be seen, its end rather than its beginning; null when it can already. */
export function scrollAside([from, to]: Span, left: number, width: number): number | null {
  if (from >= left && to <= left + width) return null
  return Math.max(0, to > left + width ? Math.max(to - width, Math.min(from, to - width)) : from)
}

/** Where to scroll so that the line of the present can be seen well; null when it can already. */
export function scrollTarget(y: number, scrollTop: number, height: number): number | null {
  const margin = Math.min(height * 0.2, ROW * 4)
  if (y >= scrollTop + margin && y <= scrollTop + height - margin) return null
  return Math.max(0, y - height * 0.62)
}
