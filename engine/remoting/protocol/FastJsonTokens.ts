// @notrace-file: reading text letter by letter would drown everything else.
import { assert } from '../../kernel/assert'
import { parseInt32 } from '../../kernel/java/javaParse'

/** A number as it stands in the text: Java makes an int, a long or a BigDecimal of it, depending on who asks. */
export class NumberToken {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What lies deeper than anything that RocketMQ reads: it was read over, and no cast takes it. */
export class DeepToken {
  static readonly instance = new DeepToken()
}

/** A value of a JSON text, of which nothing is lost: numbers keep their spelling, members their order. */
export type FastJsonToken =
  | null | boolean | string | NumberToken | DeepToken | readonly FastJsonToken[] | FastJsonMembers

/** By their names. A number without quotes is a name in some maps, and stays a number here, since in others it is none. */
export type FastJsonMembers = ReadonlyMap<FastJsonKey, FastJsonToken>
export type FastJsonKey = string | NumberToken

/** fastjson refuses arrays that are nested deeper. */
const MAX_ARRAY_DEPTH = 513
/** Where fastjson runs out of stack; the exact depth depends on the JVM. */
const MAX_OBJECT_DEPTH = 4096
/** Of what is kept and not only skipped. */
const MAX_KEPT_DEPTH = 512
const NUMBER = /[+-]?\d+(\.\d*)?([eE][+-]?\d+)?/y

/**
 * Reads the object that is the whole text. Only members to which `nameOf` gives a name are kept, the others skipped. When
 * several have the same name, the spelling of the first counts, and of those spelled so the last one's value.
 * @throws SyntaxError with the position
 */
export function readFastJsonMembers(text: string, nameOf: (key: string) => string | null): FastJsonMembers {
  const reader = new TokenReader(text)
  const members = new Map<FastJsonKey, FastJsonToken>()
  const spellings = new Map<string, string>()
  reader.object((key) => {
    if (typeof key !== 'string') return reader.fail('a name')
    const name = nameOf(key)
    if (name === null || (spellings.get(name) ?? key) !== key) return reader.skip()
    spellings.set(name, key)
    members.set(name, reader.value(1))
  })
  reader.end()
  return members
}

/**
 * Reads a whole text. What is nothing to fastjson (an empty text, blanks) is null. Of members with the same name the last one
 * counts, in the place of the first. A reference to an earlier part, `{"$ref":"$.path[0]"}`, becomes that part.
 * @throws SyntaxError with the position
 */
export function readFastJson(text: string): FastJsonToken {
  const reader = new TokenReader(text)
  if (reader.isAtEnd()) return null
  const value = reader.value(1)
  reader.end()
  return text.includes('$ref') ? resolved(value, value) : value
}

class TokenReader {
  private readonly text: string
  private position: number
  /** How many arrays are open. */
  private arrays: number

  constructor(text: string) {
    this.text = text
    this.position = 0
    this.arrays = 0
  }

  isAtEnd(): boolean {
    this.skipBlanks()
    return this.position === this.text.length
  }

  /** Calls `member` for each key; it must take the value. Keys may lack quotes, and commas come in any number. */
  object(member: (key: FastJsonKey) => void): void {
    this.expect('{')
    while (this.take(','));
    while (!this.take('}')) {
      const key = this.key()
      this.expect(':')
      member(key)
      if (!this.isNext('}')) this.expect(',')
      while (this.take(','));
    }
  }

  value(depth: number): FastJsonToken {
    if (depth > MAX_KEPT_DEPTH) {
      this.skip()
      return DeepToken.instance
    }
    if (this.isNext('{')) return this.members(depth)
    if (this.isNext('[')) return this.elements(depth)
    const char = this.text[this.position]
    return char === '"' || char === "'" ? this.string(char) : this.literal()
  }

  private members(depth: number): FastJsonMembers {
    const members = new Map<FastJsonKey, FastJsonToken>()
    this.object((key) => members.set(key, this.value(depth + 1)))
    return members
  }

  private elements(depth: number): FastJsonToken[] {
    const elements: FastJsonToken[] = []
    this.expect('[')
    if (++this.arrays > MAX_ARRAY_DEPTH) this.fail('fewer levels')
    while (!this.take(']')) {
      elements.push(this.value(depth + 1))
      // fastjson doesn't miss a comma that is missing.
      this.take(',')
    }
    this.arrays--
    return elements
  }

  /** Passes over one value, however deep, without recursion. */
  skip(): void {
    const open: string[] = []
    const outer = this.arrays
    do {
      this.skipBlanks()
      const char = this.text[this.position] ?? this.fail('a value')
      if (char === '"' || char === "'") this.string(char)
      else if (char === '{' || char === '[') {
        open.push(char)
        if (char === '[' && ++this.arrays > MAX_ARRAY_DEPTH) this.fail('fewer levels')
        if (open.length - (this.arrays - outer) > MAX_OBJECT_DEPTH) this.fail('fewer levels')
        this.position++
      } else if (char === '}' || char === ']') {
        if (open.pop() !== (char === '}' ? '{' : '[')) this.fail('a value')
        if (char === ']') this.arrays--
        this.position++
      } else if (open.length > 0) this.position++
      else this.literal()
    } while (open.length > 0)
  }

  end(): void {
    this.skipBlanks()
    assert(this.arrays === 0, 'each list that was begun has ended', this.arrays)
    assert(this.position <= this.text.length, 'a text is not read beyond its end', this.position, this.text.length)
    if (this.position < this.text.length) this.fail('the end')
  }

  private key(): FastJsonKey {
    this.skipBlanks()
    const start = this.position
    const char = this.text[start]
    if (char === '"' || char === "'") return this.string(char)
    if (char === '{') {
      this.skip()
      return this.text.slice(start, this.position)
    }
    const number = this.word(NUMBER)
    if (number !== '') return new NumberToken(number)
    const word = this.word(/[A-Za-z_$][\w$]*/y)
    return word === '' ? this.fail('a key') : word
  }

  private string(quote: string): string {
    const start = ++this.position
    while (this.text[this.position] !== quote) {
      if (this.position >= this.text.length) this.fail('a closing quote')
      this.position += this.text[this.position] === '\\' ? 2 : 1
    }
    return unescaped(this.text.slice(start, this.position++))
  }

  private literal(): FastJsonToken {
    const number = this.word(NUMBER)
    if (number !== '') return new NumberToken(number)
    switch (this.word(/[A-Za-z]+/y)) {
      case 'true':
        return true
      case 'false':
        return false
      case 'null':
      case 'undefined':
      case 'NaN':
        return null
      default:
        return this.fail('a value')
    }
  }

  private word(pattern: RegExp): string {
    pattern.lastIndex = this.position
    const word = pattern.exec(this.text)?.[0] ?? ''
    this.position += word.length
    return word
  }

  private isNext(char: string): boolean {
    this.skipBlanks()
    return this.text[this.position] === char
  }

  private take(char: string): boolean {
    const isNext = this.isNext(char)
    if (isNext) this.position++
    return isNext
  }

  private expect(char: string): void {
    if (!this.take(char)) this.fail(`"${char}"`)
  }

  private skipBlanks(): void {
    this.word(/(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*/y)
  }

  fail(expected: string): never {
    throw new SyntaxError(`expected ${expected} at ${this.position}`)
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b', f: '\f', F: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '"': '"', "'": "'", '\\': '\\', '/': '/',
  0: '\0', 1: '\x01', 2: '\x02', 3: '\x03', 4: '\x04', 5: '\x05', 6: '\x06', 7: '\x07',
}

/** JSON's escapes, and those of JavaScript that fastjson knows as well. @throws SyntaxError for any other */
function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw
  const escape = /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([^]))/g
  return raw.replace(escape, (_, unit?: string, byte?: string, char?: string) => {
    if (char !== undefined) {
      if (!Object.hasOwn(ESCAPES, char)) throw new SyntaxError(`no escape: \\${char}`)
      return ESCAPES[char]!
    }
    return String.fromCharCode(parseInt(unit ?? byte ?? '', 16))
  })
}

function resolved(value: FastJsonToken, root: FastJsonToken): FastJsonToken {
  if (Array.isArray(value)) return value.map((each: FastJsonToken) => resolved(each, root))
  if (!(value instanceof Map)) return value
  const members = value as FastJsonMembers
  const reference = members.get('$ref')
  if (typeof reference === 'string') return partAt(reference, root)
  return new Map([...members].map(([key, member]) => [key, resolved(member, root)] as const))
}

/** Null for a part that is not there. Only paths from the root are followed, and nothing within the part. */
function partAt(path: string, root: FastJsonToken): FastJsonToken {
  const steps = path.match(/[^.[\]$]+/g) ?? []
  return steps.reduce<FastJsonToken>((part, step) => stepInto(part, step) ?? null, root)
}

function stepInto(part: FastJsonToken, step: string): FastJsonToken | undefined {
  if (part instanceof Map) return (part as FastJsonMembers).get(step)
  const isIndex = Array.isArray(part) && /^\d{1,9}$/.test(step)
  return isIndex ? (part as readonly FastJsonToken[])[parseInt32(step)] : undefined
}
