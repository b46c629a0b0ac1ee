import type { DiagramItem, Lifeline, NodeInfo, Role } from '../../../engine/worker/protocol'
import { followsTheStep, type Folds } from '../../stepper/logic/folds'

/** A lifeline as it is drawn: one object, or several behind one line. */
export interface Column {
  readonly index: number
  readonly kind: 'object' | 'facade' | 'node'
  /** The object's class; the facade's; the node's name. */
  readonly name: string
  readonly node: string
  readonly role: Role
  readonly members: readonly number[]
  readonly hidden: Hidden
}

/** What is behind a folded line. */
export interface Hidden {
  readonly classes: number
  readonly calls: number
  /** Of the frames that the objects behind the line sent and received. */
  readonly bytes: number
}

export interface Group {
  readonly node: string
  readonly role: Role
  /** Column indexes, both included. */
  readonly first: number
  readonly last: number
  /** Is there a line that stands for several objects, other than the facade's? */
  readonly isFolded: boolean
  /** Does the node have a facade with something behind it? */
  readonly hasFacade: boolean
}

export interface FoldedDiagram {
  readonly columns: readonly Column[]
  readonly groups: readonly Group[]
  /** Column index by lifeline id. */
  readonly columnOf: ReadonlyMap<number, number>
  /** The items that still can be seen, in order. */
  readonly items: readonly DiagramItem[]
}

/** Those who ask stand on the left, those who answer on the right. */
const ORDER: readonly Role[] = ['producer', 'namesrv', 'broker', 'consumer']

interface Draft {
  readonly kind: Column['kind']
  readonly name: string
  readonly members: number[]
  /** What is said to be behind the line: not the facade itself. */
  readonly behind: readonly number[]
}

/** Puts lifelines behind one line as the folds say, and leaves out what happens only behind a line. */
export function fold(
  lifelines: readonly Lifeline[], items: readonly DiagramItem[], nodes: readonly NodeInfo[], folds: Folds,
): FoldedDiagram {
  const used = usedLifelines(items)
  const columns: Column[] = []
  const groups: Group[] = []
  const columnOf = new Map<number, number>()
  for (const node of inOrder(nodes)) {
    const own = lifelines.filter((each) => each.node === node.name && used.has(each.id))
    if (own.length === 0) continue
    const first = columns.length
    const hasFacade = own.some(({ isBehindFacade }) => isBehindFacade)
    const all = drafts(own, items, node, folds, hasFacade)
    for (const draft of all) {
      const index = columns.length
      for (const member of draft.members) columnOf.set(member, index)
      const hidden = draft.kind === 'object' ? NOTHING_HIDDEN : hiddenBehind(draft, lifelines, items)
      const { kind, name, members } = draft
      columns.push({ index, kind, name, node: node.name, role: node.role, members, hidden })
    }
    const isFolded = all.some(({ kind }) => kind === 'node')
    groups.push({ node: node.name, role: node.role, first, last: columns.length - 1, isFolded, hasFacade })
  }
  return { columns, groups, columnOf, items: visible(items, columns, columnOf) }
}

const NOTHING_HIDDEN: Hidden = { classes: 0, calls: 0, bytes: 0 }

function usedLifelines(items: readonly DiagramItem[]): Set<number> {
  const used = new Set<number>()
  for (const { from, to } of items) used.add(from).add(to)
  return used
}

function inOrder(nodes: readonly NodeInfo[]): NodeInfo[] {
  return [...nodes].sort((one, other) => ORDER.indexOf(one.role) - ORDER.indexOf(other.role))
}

function drafts(
  own: readonly Lifeline[], items: readonly DiagramItem[], node: NodeInfo, folds: Folds, hasFacade: boolean,
): Draft[] {
  const isFacadeFolded = folds.facade && hasFacade
  if (followsTheStep(folds, node.name)) {
    if (!isFacadeFolded) return spokenDrafts(own, node, folds.spoken!)
  } else if (folds.nodes.has(node.name) && own.length > 1) {
    return spokenDrafts(own, node, new Set())
  }
  const behind = new Set(own.filter(({ isBehindFacade }) => isBehindFacade).map(({ id }) => id))
  if (!isFacadeFolded) return own.map(single)
  const facade = facadeOf(own, items, behind)
  const hidden = [...behind].filter((id) => id !== facade)
  return own.filter(({ id }) => id === facade || !behind.has(id)).map((line) => (
    line.id === facade
      ? { kind: 'facade', name: line.className, members: [facade, ...hidden], behind: hidden }
      : single(line)
  ))
}

function single({ className, id }: Lifeline): Draft {
  return { kind: 'object', name: className, members: [id], behind: [] }
}

/** The objects of these classes, and one line for all others of the node, where the first of them would be. */
function spokenDrafts(own: readonly Lifeline[], node: NodeInfo, spoken: ReadonlySet<string>): Draft[] {
  const others = own.filter(({ className }) => !spoken.has(className)).map(({ id }) => id)
  if (others.length <= 1) return own.map(single)
  const rest: Draft = { kind: 'node', name: node.name, members: others, behind: others }
  return own.flatMap((line) => (line.id === others[0] ? rest : spoken.has(line.className) ? single(line) : []))
}

/** The object through which the hidden ones are called first; if there is none, the first of the hidden. */
function facadeOf(own: readonly Lifeline[], items: readonly DiagramItem[], behind: ReadonlySet<number>): number {
  const open = new Set(own.filter(({ id }) => !behind.has(id)).map(({ id }) => id))
  const entry = items.find(({ kind, from, to }) => kind === 'call' && open.has(from) && behind.has(to))
  return entry?.from ?? [...open].at(-1) ?? Math.min(...behind)
}

function hiddenBehind(
  { members, behind }: Draft, lifelines: readonly Lifeline[], items: readonly DiagramItem[],
): Hidden {
  const inside = new Set(members)
  const classes = new Set(lifelines.filter(({ id }) => behind.includes(id)).map(({ className }) => className)).size
  let calls = 0
  let bytes = 0
  for (const { kind, from, to, label } of items) {
    if (kind === 'call' && inside.has(from) && inside.has(to)) calls++
    if (kind === 'frame' && (inside.has(from) || inside.has(to))) bytes += frameBytes(label)
  }
  return { classes, calls, bytes }
}

/** `SEND_MESSAGE_V2 · 287 B` → 287 */
export function frameBytes(label: string): number {
  return Number(/(\d+) B$/.exec(label)?.[1] ?? 0)
}

/** What goes on between two objects behind the same line is not to be seen from outside; nor what belongs to no node. */
function visible(
  items: readonly DiagramItem[], columns: readonly Column[], columnOf: ReadonlyMap<number, number>,
): DiagramItem[] {
  return items.filter(({ kind, from, to }) => {
    const [source, target] = [columnOf.get(from), columnOf.get(to)]
    if (source === undefined || target === undefined) return false
    return source !== target || columns[target]!.kind === 'object' || kind === 'frame' || kind === 'state'
  })
}
