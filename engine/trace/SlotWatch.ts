import type { ValuePath } from './DeepValues'
import type { ObjectIds } from './ObjectIds'
import { ValueChildren } from './ValueChildren'
import { dataOf } from './ValueWriter'

/** Number of an object's fields that are compared, which is as many as its line shows. */
const MAX_FIELDS = 6
/** Number of bytes that are compared. */
const MAX_BYTES = 1024

/** What is at a path that leads nowhere, and what a variable is that is not there yet. */
export const NOWHERE = Symbol('nowhere')

/** The key of a map that has a name, as far as it has been looked for. */
interface KnownKey {
  readonly map: ReadonlyMap<unknown, unknown>
  readonly size: number
  readonly key: unknown
}

/**
 * Watches what is at the end of a path below a living value, and says when it is another. It is asked after every statement of
 * a run, so it compares what is alive, and builds nothing that is shown.
 *
 * What is compared is what the line of a variable says of it: of a text all, of bytes the first KiB, of a collection which one it
 * is and its size, of another object which one it is and its first fields. Like {@link ValueChildren}, it runs nothing of the program.
 */
export class SlotWatch {
  private readonly path: ValuePath
  private readonly children: ValueChildren
  /** By step of the path: the key that it leads through, if that is a map's. */
  private readonly keys: Array<KnownKey | undefined>
  private seen: unknown[]
  private now: unknown[]

  /** @param path below the values that {@link hasChanged} is handed; empty: these themselves */
  constructor(path: ValuePath, ids: ObjectIds) {
    this.path = path
    this.children = new ValueChildren(ids)
    this.keys = []
    this.seen = []
    this.now = []
  }

  /** Is it another than at the last look? The first look finds no change. */
  hasChanged(root: unknown): boolean {
    const { seen, now } = this
    now.length = 0
    describe(this.find(root), now)
    this.seen = now
    this.now = seen
    return seen.length > 0 && !isSame(seen, now)
  }

  private find(root: unknown): unknown {
    let value = root
    for (let step = 0; step < this.path.length && value !== NOWHERE; step++) value = this.childOf(value, step)
    return value
  }

  private childOf(value: unknown, step: number): unknown {
    const name = this.path[step]!
    if (typeof value !== 'object' || value === null) return NOWHERE
    if (value instanceof Map) return this.entryOf(value, name, step)
    if (value instanceof Set) return elementOf(value, Number(name))
    return Object.hasOwn(value, name) ? dataOf(value, name) : NOWHERE
  }

  private entryOf(map: ReadonlyMap<unknown, unknown>, name: string, step: number): unknown {
    const plain = plainKey(name)
    if (plain !== null) return valueOf(map, plain)
    let known = this.keys[step]
    if (known?.map !== map || !has(map, known.key) && known.size !== map.size) {
      const key = this.children.keysOf(map).find((each) => each.name === name)
      known = { map, size: map.size, key: key === undefined ? NOWHERE : key.value }
      this.keys[step] = known
    }
    return valueOf(map, known.key)
  }
}

/** The key that looks like this, when it is an integer or a short text; otherwise null. */
function plainKey(name: string): number | string | null {
  if (/^-?\d{1,15}$/.test(name)) return Number(name)
  if (!/^'.*'$/s.test(name)) return null
  return name.slice(1, -1).replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))
}

function valueOf(map: ReadonlyMap<unknown, unknown>, key: unknown): unknown {
  return has(map, key) ? Map.prototype.get.call(map, key) : NOWHERE
}

function has(map: ReadonlyMap<unknown, unknown>, key: unknown): boolean {
  return Map.prototype.has.call(map, key)
}

function elementOf(set: ReadonlySet<unknown>, index: number): unknown {
  let left = index
  for (const each of Set.prototype.values.call(set)) if (left-- === 0) return each
  return NOWHERE
}

/** Puts what counts of a value into `found`: never nothing. */
function describe(value: unknown, found: unknown[]): void {
  found.push(value)
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) found.push(value.length)
  else if (value instanceof Map || value instanceof Set) found.push(value.size)
  else if (value instanceof Uint8Array) describeBytes(value, found)
  else {
    const names = Object.keys(value)
    for (let index = 0; index < Math.min(MAX_FIELDS, names.length); index++) found.push(dataOf(value, names[index]!))
  }
}

function describeBytes(bytes: Uint8Array, found: unknown[]): void {
  found.push(bytes.length)
  for (let index = 0; index < Math.min(MAX_BYTES, bytes.length); index++) found.push(bytes[index])
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false
  for (let index = 0; index < one.length; index++) if (!Object.is(one[index], other[index])) return false
  return true
}
