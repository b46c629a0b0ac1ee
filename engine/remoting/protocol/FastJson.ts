// @notrace-file: reading text letter by letter would drown everything else.
import { JavaConcurrentHashMap } from '../../kernel/java/JavaConcurrentHashMap'
import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { JavaHashSet } from '../../kernel/java/JavaHashSet'
import { NumberToken } from './FastJsonTokens'

/**
 * The dialect of JSON that fastjson 1.2.83 speaks: what RocketMQ's bodies and configuration files are written in.
 *
 * - Members of objects stand in alphabetical order, those of maps in the map's; those that are null are left out.
 * - A map whose keys are numbers has them without quotes, which is not JSON: `{0:"10.0.0.21:10911"}`.
 * - A pretty text is indented with tabs and has no blank after the colon. Only names and the elements of lists begin a line
 *   of their own; numbers that are keys do not, nor do the elements of sets and of an `int[]`, which is an Int32Array here.
 */
export interface FastJsonOptions {
  /**
   * For browsers and other strict readers: numeric keys in quotes, keys of maps sorted, everything beyond ASCII escaped,
   * `/` too. Original: SerializerFeature.BrowserCompatible, QuoteFieldNames, MapSortField
   */
  readonly strict?: boolean
  readonly pretty?: boolean
}

export function toFastJson(value: unknown, options: FastJsonOptions = {}): string {
  return new Writer(options).write(value, 0)
}

/** Joins the members of each object once: a table of thousands of topics is written whole for each topic that is created. */
class Writer {
  private readonly strict: boolean
  private readonly pretty: boolean

  constructor(options: FastJsonOptions) {
    this.strict = options.strict ?? false
    this.pretty = options.pretty ?? false
  }

  /** `depth`: of the objects and lists around the value. */
  write(value: unknown, depth: number): string {
    if (value === null || value === undefined) return 'null'
    if (typeof value === 'string') return this.quoted(value)
    if (typeof value !== 'object') return String(value)
    if (value instanceof NumberToken) return value.text
    if (value instanceof Set || value instanceof JavaHashSet) return this.set(value, depth)
    if (value instanceof Int32Array) return `[${value.join(',')}]`
    return Array.isArray(value) ? this.array(value, depth) : this.object(value, depth)
  }

  private set(elements: Iterable<unknown>, depth: number): string {
    return `[${Array.from(elements, (each) => this.write(each, depth)).join(',')}]`
  }

  private array(elements: readonly unknown[], depth: number): string {
    if (elements.length === 0) return '[]'
    const line = this.lineAt(depth + 1)
    return `[${line}${elements.map((each) => this.write(each, depth + 1)).join(`,${line}`)}${this.lineAt(depth)}]`
  }

  private object(value: object, depth: number): string {
    const members: string[] = []
    let line = this.lineAt(depth + 1)
    for (const [key, member] of this.entriesOf(value)) {
      if (member === null || member === undefined) continue
      if (members.length === 0 && typeof key === 'number' && !this.strict) line = ''
      members.push(`${this.key(key)}:${this.write(member, depth + 1)}`)
    }
    return members.length === 0 ? '{}' : `{${line}${members.join(`,${line}`)}${this.lineAt(depth)}}`
  }

  /** The beginning of a line. */
  private lineAt(depth: number): string {
    return this.pretty ? `\n${'\t'.repeat(depth)}` : ''
  }

  private entriesOf(value: object): Iterable<[string | number, unknown]> {
    if (value instanceof JavaHashMap) return this.strict ? sorted(value.entries()) : value.entries()
    if (value instanceof JavaConcurrentHashMap) {
      const map = value as JavaConcurrentHashMap<string | number, unknown>
      return this.strict ? sorted([...map]) : map
    }
    if (value instanceof Map) return this.entriesOfMap(value as Map<string | number, unknown>)
    return entriesOfBean(value)
  }

  /** In the order of a Java HashMap of the usual size: small numbers ascend there, texts are in disorder. */
  private entriesOfMap(map: ReadonlyMap<string | number, unknown>): Array<[string | number, unknown]> {
    if (this.strict || typeof firstKey(map) === 'number') return sorted([...map])
    const hashed = new JavaHashMap<unknown>()
    for (const [key, member] of map) hashed.put(String(key), member)
    return hashed.entries()
  }

  private key(key: string | number): string {
    return typeof key === 'number' && !this.strict ? String(key) : this.quoted(String(key))
  }

  private quoted(text: string): string {
    // Most texts are names, which need no escapes.
    if (PLAIN.test(text)) return `"${text}"`
    const quoted = inFastJsonSpelling(JSON.stringify(text))
    if (!this.strict) return quoted
    return quoted.replaceAll('/', '\\/').replace(/[\u007f-\uffff]/g, escapeUnit)
  }
}

const PLAIN = /^[\w%@.:-]*$/

/** What is spelled in another way than by JSON.stringify: two blocks of rare characters, and hex digits in capitals. */
const OTHER_SPELLING = /[\u007f-\u009f\u2028\u2029]|\\u00[01][a-f]/
/** The same, and all other escapes, so that the search does not begin in the middle of one. */
const ESCAPES_AND_RARE = /\\u00[01][a-f]|\\.|[\u007f-\u009f\u2028\u2029]/g

/** Turns what JSON.stringify has written, quoted texts or whole objects, into what fastjson writes. */
export function inFastJsonSpelling(json: string): string {
  if (!OTHER_SPELLING.test(json)) return json
  return json.replace(ESCAPES_AND_RARE, (found) => {
    if (found.length === 1) return escapeUnit(found)
    return found.length === 2 ? found : `\\u${found.slice(2).toUpperCase()}`
  })
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** By prototype: the fields of its objects, sorted. As in fastjson, a class is looked at once. */
const fieldsOfClass = new WeakMap<object, readonly string[]>()

/** The members of an object. Objects of a class all have the same ones: every field is set in the constructor. */
function entriesOfBean(value: object): Array<[string, unknown]> {
  const prototype = Object.getPrototypeOf(value) as object | null
  if (prototype === null || prototype === Object.prototype) return sorted(Object.entries(value))
  const known = fieldsOfClass.get(prototype)
  const fields = known ?? Object.keys(value).sort()
  if (known === undefined) fieldsOfClass.set(prototype, fields)
  return fields.map((field) => [field, value[field as keyof object]])
}

function firstKey<K>(map: ReadonlyMap<K, unknown>): K | undefined {
  return map.keys().next().value
}

function sorted<K extends string | number>(entries: Array<[K, unknown]>): Array<[K, unknown]> {
  return entries.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
}
