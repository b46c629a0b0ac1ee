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
 *   of their own; numbers that are keys do not, nor do the elements of sets.
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

class Writer {
  private readonly strict: boolean
  private readonly pretty: boolean

  constructor(options: FastJsonOptions) {
    this.strict = options.strict ?? false
    this.pretty = options.pretty ?? false
  }

  write(value: unknown, depth: number): string {
    if (value === null || value === undefined) return 'null'
    if (typeof value === 'string') return this.text(value)
    if (typeof value !== 'object') return String(value)
    if (value instanceof NumberToken) return value.text
    if (value instanceof Set || value instanceof JavaHashSet) return this.set(value, depth)
    if (Array.isArray(value)) return this.block('[', value.map((each) => this.write(each, depth + 1)), ']', depth)
    return this.object(value, depth)
  }

  private set(elements: Iterable<unknown>, depth: number): string {
    return `[${Array.from(elements, (each) => this.write(each, depth)).join(',')}]`
  }

  private object(value: object, depth: number): string {
    const entries = this.entriesOf(value).filter(([, member]) => member !== null && member !== undefined)
    const members = entries.map(([key, member]) => `${this.key(key)}:${this.write(member, depth + 1)}`)
    const isOneLine = typeof entries[0]?.[0] === 'number' && !this.strict
    return this.block('{', isOneLine ? [members.join(',')] : members, '}', depth, isOneLine)
  }

  private entriesOf(value: object): Array<[string | number, unknown]> {
    if (value instanceof JavaHashMap) return this.strict ? sorted(value.entries()) : value.entries()
    if (value instanceof JavaConcurrentHashMap) {
      const entries = [...(value as JavaConcurrentHashMap<string | number, unknown>)]
      return this.strict ? sorted(entries) : entries
    }
    if (value instanceof Map) return this.entriesOfMap(value as Map<string | number, unknown>)
    return sorted(Object.entries(value))
  }

  /** In the order of a Java HashMap of the usual size: small numbers ascend there, texts are in disorder. */
  private entriesOfMap(map: ReadonlyMap<string | number, unknown>): Array<[string | number, unknown]> {
    if (this.strict || typeof firstKey(map) === 'number') return sorted([...map])
    const hashed = new JavaHashMap<unknown>()
    for (const [key, member] of map) hashed.put(String(key), member)
    return hashed.entries()
  }

  private key(key: string | number): string {
    return typeof key === 'number' && !this.strict ? String(key) : this.text(String(key))
  }

  private text(text: string): string {
    const quoted = inFastJsonSpelling(JSON.stringify(text))
    if (!this.strict) return quoted
    return quoted.replaceAll('/', '\\/').replace(/[\u007f-\uffff]/g, escapeUnit)
  }

  private block(open: string, parts: readonly string[], close: string, depth: number, isOneLine = false): string {
    if (!this.pretty || parts.length === 0) return `${open}${parts.join(',')}${close}`
    const outer = `\n${'\t'.repeat(depth)}`
    const inner = isOneLine ? '' : `${outer}\t`
    return `${open}${inner}${parts.join(`,${inner}`)}${outer}${close}`
  }
}

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

function firstKey<K>(map: ReadonlyMap<K, unknown>): K | undefined {
  return map.keys().next().value
}

function sorted<K extends string | number>(entries: Array<[K, unknown]>): Array<[K, unknown]> {
  return entries.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
}

/**
 * Reads what fastjson writes and more: keys without quotes or in single quotes, objects as keys (kept as their text),
 * references to earlier parts.
 * @throws SyntaxError with the position
 */
export function parseFastJson(text: string): unknown {
  const reader = new Reader(text)
  const value = reader.value()
  reader.end()
  return resolveReferences(value, value)
}

class Reader {
  private readonly text: string
  private position: number

  constructor(text: string) {
    this.text = text
    this.position = 0
  }

  value(): unknown {
    this.skipBlanks()
    const char = this.text[this.position]
    if (char === '{') return this.object()
    if (char === '[') return this.array()
    if (char === '"' || char === "'") return this.string(char)
    return this.literal()
  }

  end(): void {
    this.skipBlanks()
    if (this.position < this.text.length) this.fail('the end')
  }

  private object(): Record<string, unknown> {
    const entries: Array<[string, unknown]> = []
    this.expect('{')
    for (let first = true; !this.take('}'); first = false) {
      if (!first) this.expect(',')
      if (this.take('}')) break
      const key = this.key()
      this.expect(':')
      entries.push([key, this.value()])
    }
    return Object.fromEntries(entries)
  }

  private key(): string {
    this.skipBlanks()
    const start = this.position
    const char = this.text[start]
    if (char === '"' || char === "'") return this.string(char)
    if (char === '{') {
      this.object()
      return this.text.slice(start, this.position)
    }
    while (/[^\s:,{}]/.test(this.text[this.position] ?? ':')) this.position++
    if (this.position === start) this.fail('a key')
    return this.text.slice(start, this.position)
  }

  private array(): unknown[] {
    const result: unknown[] = []
    this.expect('[')
    for (let first = true; !this.take(']'); first = false) {
      if (!first) this.expect(',')
      result.push(this.value())
    }
    return result
  }

  private string(quote: string): string {
    const start = ++this.position
    while (this.text[this.position] !== quote) {
      if (this.position >= this.text.length) this.fail('a closing quote')
      this.position += this.text[this.position] === '\\' ? 2 : 1
    }
    const raw = this.text.slice(start, this.position++)
    if (!raw.includes('\\')) return raw
    const body = quote === "'" ? raw.replaceAll("\\'", "'").replaceAll('"', '\\"') : raw
    return JSON.parse(`"${body}"`) as string
  }

  private literal(): unknown {
    const start = this.position
    while (/[\w.+-]/.test(this.text[this.position] ?? ' ')) this.position++
    const word = this.text.slice(start, this.position)
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === 'null') return null
    const number = Number(word)
    if (word === '' || Number.isNaN(number)) this.fail('a value')
    return number
  }

  private take(char: string): boolean {
    this.skipBlanks()
    if (this.text[this.position] !== char) return false
    this.position++
    return true
  }

  private expect(char: string): void {
    if (!this.take(char)) this.fail(`"${char}"`)
  }

  private skipBlanks(): void {
    while (/\s/.test(this.text[this.position] ?? 'x')) this.position++
  }

  private fail(expected: string): never {
    throw new SyntaxError(`expected ${expected} at ${this.position} of ${this.text.slice(0, 200)}`)
  }
}

/** fastjson writes an object that it has written before as `{"$ref":"$.path[0]"}`. */
function resolveReferences(value: unknown, root: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const fields = value as Record<string, unknown>
  const reference = fields['$ref']
  if (typeof reference === 'string') return followPath(reference, root)
  for (const key of Object.keys(fields)) fields[key] = resolveReferences(fields[key], root)
  return value
}

function followPath(path: string, root: unknown): unknown {
  const steps = path.match(/[^.[\]$]+/g) ?? []
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], root)
}
