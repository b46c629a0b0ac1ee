import { assert } from '../kernel/assert'
import { JavaConcurrentHashMap } from '../kernel/java/JavaConcurrentHashMap'
import { JavaHashMap } from '../kernel/java/JavaHashMap'
import type { ObjectIds } from './ObjectIds'
import type { RegisteredClass } from './probe'
import { classOfPrototype } from './probe'
import { ValueChildren } from './ValueChildren'
import type { NamedValue } from './ValueReader'
import { dataOf } from './ValueWriter'

/** Where the looking begins. */
export interface GraphRoot {
  readonly name: string
  readonly value: unknown
  /** Is it static in Java: one for each process? */
  readonly isStatic: boolean
}

/** A reference to an object that stands elsewhere in the graph. */
export interface GraphReference {
  readonly label: string
  /** Key of the object. */
  readonly to: string
}

/** An object, a table (Map, or one with Java's order), or a list (array or Set) of objects. */
export interface GraphNode {
  /** The shortest way to it, as JSON: names of fields, keys, indexes. The same at every moment with that way. */
  readonly key: string
  /** Key of the node through which it is reached; null for a root. */
  readonly parent: string | null
  /** The field of the parent, or the key or index in it. */
  readonly label: string
  readonly kind: 'object' | 'table' | 'list'
  readonly className: string
  /** The number of the site at which the class begins; null for tables and lists. */
  readonly site: number | null
  /** Positive once one of its methods has been called: the number that variables show. */
  readonly objectId: number
  /** How many fields, entries or elements it has. */
  readonly size: number
  readonly isStatic: boolean
  /** The first of its fields, entries or elements. */
  readonly fields: readonly NamedValue[]
  readonly references: readonly GraphReference[]
  /** How many objects, tables and lists it refers to that are folded away. */
  readonly hidden: number
}

export interface GraphOptions {
  /** Beyond that many nodes, references are only followed from those that are unfolded. */
  readonly limit: number
  /** Keys of nodes. */
  readonly unfolded: ReadonlySet<string>
  /** Can an object of this class be a node of its own? Others are values in the fields of their holders. */
  isShown(of: RegisteredClass): boolean
}

/** Of a table or a list as many nodes are shown unless it is unfolded. */
const MAX_ENTRIES = 6
/** Of a node as many fields are kept. */
const MAX_FIELDS = 24
/** However much is unfolded, there are no more nodes. */
const MAX_NODES = 240

/** How far a field reaches, and an entry: what a field holds belongs to its object; tables list what others hold. */
const FIELD = 1
const ENTRY = 2
/** What is static comes first. */
const NOT_STATIC = 2

/** A node while others are still to be found. */
interface Draft {
  readonly node: Omit<GraphNode, 'references' | 'hidden'>
  readonly path: readonly string[]
  readonly references: GraphReference[]
  hidden: number
  /** How many nodes have been reached through it first. */
  added: number
}

/** A reference that is still to be followed. */
interface Reference {
  readonly from: Draft | null
  readonly label: string
  readonly value: object
  readonly isStatic: boolean
}

/** What refers to what, the nearest first, while all threads stand still. It runs nothing of the program. */
export class ObjectGraph {
  private readonly ids: ObjectIds
  private readonly options: GraphOptions
  private readonly parts: ValueChildren
  private readonly drafts: Map<object, Draft>
  /** By distance from the roots. */
  private readonly ahead: Reference[][]

  constructor(ids: ObjectIds, options: GraphOptions) {
    this.ids = ids
    this.options = options
    this.parts = new ValueChildren(ids)
    this.drafts = new Map()
    this.ahead = []
  }

  /** Parents stand before their children, siblings in the order of their fields. Can be called once. */
  build(roots: readonly GraphRoot[]): GraphNode[] {
    assert(this.drafts.size === 0, 'a graph is built once', this.drafts.size)
    for (const { name, value, isStatic } of roots) {
      if (this.isNode(value)) this.put(isStatic ? 0 : NOT_STATIC, { from: null, label: name, value, isStatic })
    }
    for (let distance = 0; distance < this.ahead.length; distance++) {
      for (const reference of this.ahead[distance] ?? []) this.follow(reference, distance)
    }
    return [...this.drafts.values()].map(({ node, references, hidden }) => ({ ...node, references, hidden }))
  }

  private put(distance: number, reference: Reference): void {
    const list = this.ahead[distance] ??= []
    list.push(reference)
  }

  private follow(reference: Reference, distance: number): void {
    const { from, label, value } = reference
    const known = this.drafts.get(identityOf(value))
    if (known !== undefined) return void from?.references.push({ label, to: known.node.key })
    if (from === null || this.hasRoom(from)) this.add(reference, distance)
    else from.hidden++
  }

  private hasRoom({ node: { key, kind }, added }: Draft): boolean {
    const { unfolded, limit } = this.options
    if (unfolded.has(key)) return this.drafts.size < MAX_NODES
    return this.drafts.size < limit && (kind === 'object' || added < MAX_ENTRIES)
  }

  private add({ from, label, value, isStatic }: Reference, distance: number): void {
    const path = [...(from?.path ?? []), label]
    const children = this.parts.of(identityOf(value))
    const { kind, className, site } = sortOf(value)
    const node = {
      key: JSON.stringify(path), parent: from?.node.key ?? null, label, kind, className, site,
      objectId: this.ids.value(value), size: children.length, isStatic,
      fields: this.parts.summaries(children.slice(0, MAX_FIELDS)),
    }
    const draft: Draft = { node, path, references: [], hidden: 0, added: 0 }
    this.drafts.set(identityOf(value), draft)
    if (from !== null) from.added++
    const next = distance + (kind === 'object' ? FIELD : ENTRY)
    for (const { name, value: part } of children) {
      if (this.isNode(part)) this.put(next, { from: draft, label: name, value: part, isStatic: false })
    }
  }

  /** Tables, and of the classes shown lists of objects, and objects that refer to others: one that does not is as good as a value. */
  private isNode(value: unknown): value is object {
    if (typeof value !== 'object' || value === null) return false
    if (mapIn(value) !== null) return true
    if (isList(value)) return this.hasObjects(value)
    return this.isOfShownClass(value) && this.parts.of(value).some(({ value: part }) => {
      return mapIn(part) !== null || this.isOfShownClass(part) || (isList(part) && this.hasObjects(part))
    })
  }

  private hasObjects(list: unknown): boolean {
    return this.parts.of(list).some(({ value }) => this.isOfShownClass(value))
  }

  private isOfShownClass(value: unknown): boolean {
    const registered = typeof value === 'object' && value !== null ? classOf(value) : null
    return registered !== null && this.options.isShown(registered)
  }
}

function isList(value: unknown): value is readonly unknown[] | ReadonlySet<unknown> {
  return Array.isArray(value) || value instanceof Set
}

/** The map that a table consists of; null for what is no table. */
function mapIn(value: unknown): object | null {
  if (value instanceof Map) return value
  if (value instanceof JavaHashMap) return dataOf(value, 'values') as object
  if (value instanceof JavaConcurrentHashMap) return dataOf(value, 'table') as object
  return null
}

function identityOf(value: object): object {
  return mapIn(value) ?? value
}

function sortOf(value: object): Pick<GraphNode, 'kind' | 'className' | 'site'> {
  if (mapIn(value) !== null) return { kind: 'table', className: 'Map', site: null }
  if (value instanceof Set) return { kind: 'list', className: 'Set', site: null }
  const registered = classOf(value)
  if (registered === null) return { kind: 'list', className: 'Array', site: null }
  return { kind: 'object', className: registered.name, site: registered.site }
}

/** The class of an object, or its nearest ancestor that the traced build has seen. */
function classOf(object: object): RegisteredClass | null {
  let prototype = Object.getPrototypeOf(object) as object | null
  while (prototype !== null) {
    const registered = classOfPrototype(prototype)
    if (registered !== null) return registered
    prototype = Object.getPrototypeOf(prototype) as object | null
  }
  return null
}
