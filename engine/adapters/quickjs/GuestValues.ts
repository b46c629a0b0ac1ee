import { Message } from '../../common/message/Message'
import { MessageQueue } from '../../common/message/MessageQueue'
import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { __t } from '../../trace/probe'

/** A value of the sandbox as its prelude describes it; objects have numbers, and what is in them is one level deep. */
type Described =
  | null
  | boolean
  | number
  | string
  | readonly ['u' | 'f' | 'y']
  | readonly ['n', string]
  | readonly ['a' | 's', number, number, readonly Described[]]
  | readonly ['m', number, number, ReadonlyArray<readonly [Described, Described]>]
  | readonly ['b', number, number, readonly number[]]
  | readonly ['o', number, string, ReadonlyArray<readonly [string, Described]>, Described]

const ENGINE_CLASSES: ReadonlyMap<string, object> = new Map<string, object>([
  ['MessageQueue', MessageQueue.prototype],
  ['Message', Message.prototype],
  ['JavaHashMap', JavaHashMap.prototype],
  ['Error', Error.prototype],
  ['Object', Object.prototype],
])

const readersClasses = new Map<string, object>()

function someFunction(): void {}

/**
 * The sandbox's objects as the recorder sees them: one stand-in for each, so that an object has the same number wherever it
 * turns up, with the fields that it had when it was last described. Stand-ins are plain data: nothing of the sandbox runs
 * when they are read.
 */
export class GuestValues {
  private readonly standIns: Map<number, object>

  constructor() {
    this.standIns = new Map()
  }

  /** The stand-in of an object of which only the class is told. */
  object(id: number, className: string): object {
    const known = this.standIns.get(id)
    if (known !== undefined) return known
    const made = Object.create(prototypeOf(className)) as object
    this.standIns.set(id, made)
    return made
  }

  /** `json`: a list of described values. */
  list(json: string): unknown[] {
    return (JSON.parse(json) as Described[]).map((each) => this.value(each, true))
  }

  private value(described: Described, isOuter: boolean): unknown {
    if (described === null || typeof described !== 'object') return described
    switch (described[0]) {
      case 'u':
        return undefined
      case 'f':
        return someFunction
      case 'y':
        return Symbol.iterator
      case 'n':
        return Number(described[1])
      case 'b':
        return this.bytes(described[1], described[2], described[3])
      case 'a':
        return this.array(described[1], described[2], described[3], isOuter)
      case 's':
        return this.set(described[1], described[2], described[3], isOuter)
      case 'm':
        return this.map(described[1], described[2], described[3], isOuter)
      case 'o':
        return this.fields(described[1], described[2], described[3], described[4], isOuter)
    }
  }

  private standIn<T extends object>(id: number, create: () => T): T {
    const known = this.standIns.get(id) as T | undefined
    if (known !== undefined) return known
    const made = create()
    this.standIns.set(id, made)
    return made
  }

  private bytes(id: number, length: number, first: readonly number[]): Uint8Array {
    const known = this.standIns.get(id)
    const isSame = known instanceof Uint8Array && known.length === length
    const bytes = isSame ? known : new Uint8Array(length)
    bytes.set(first)
    this.standIns.set(id, bytes)
    return bytes
  }

  private array(id: number, length: number, parts: readonly Described[], isOuter: boolean): unknown[] {
    const array = this.standIn<unknown[]>(id, () => [])
    array.length = length
    if (isOuter) parts.forEach((part, index) => (array[index] = this.value(part, false)))
    return array
  }

  private set(id: number, size: number, parts: readonly Described[], isOuter: boolean): Set<unknown> {
    const set = this.standIn(id, () => new Set<unknown>())
    Object.defineProperty(set, 'size', { value: size, configurable: true })
    if (!isOuter) return set
    set.clear()
    for (const part of parts) set.add(this.value(part, false))
    return set
  }

  private map(
    id: number,
    size: number,
    parts: ReadonlyArray<readonly [Described, Described]>,
    isOuter: boolean,
  ): Map<unknown, unknown> {
    const map = this.standIn(id, () => new Map<unknown, unknown>())
    Object.defineProperty(map, 'size', { value: size, configurable: true })
    if (!isOuter) return map
    map.clear()
    for (const [key, value] of parts) map.set(this.value(key, false), this.value(value, false))
    return map
  }

  private fields(
    id: number,
    className: string,
    parts: ReadonlyArray<readonly [string, Described]>,
    message: Described,
    isOuter: boolean,
  ): object {
    const object = this.object(id, className)
    if (typeof message === 'string') {
      Object.defineProperty(object, 'message', { value: message, configurable: true, writable: true, enumerable: false })
    }
    if (!isOuter) return object
    for (const name of Object.keys(object)) Reflect.deleteProperty(object, name)
    for (const [name, part] of parts) {
      const value = this.value(part, false)
      Object.defineProperty(object, name, { value, configurable: true, writable: true, enumerable: true })
    }
    return object
  }
}

/** A class of the reader's gets one here that has its name and nothing else. */
function prototypeOf(className: string): object {
  const known = ENGINE_CLASSES.get(className) ?? readersClasses.get(className)
  if (known !== undefined) return known
  const made = class {}
  __t.c(made, 0, className)
  readersClasses.set(className, made.prototype)
  return made.prototype
}
