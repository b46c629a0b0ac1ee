// @notrace-file: reading text letter by letter would drown everything else.

/** A number as it stands in the text: Java makes an int, a long or a BigDecimal of it, depending on who asks. */
export class NumberToken {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A value of a JSON text, of which nothing is lost: numbers keep their spelling, members their order. */
export type FastJsonToken =
  | null | boolean | string | NumberToken | readonly FastJsonToken[] | ReadonlyMap<string, FastJsonToken>

export type FastJsonMembers = ReadonlyMap<string, FastJsonToken>

/** fastjson refuses arrays that are nested deeper. */
const MAX_ARRAY_DEPTH = 513
/** Where fastjson runs out of stack; the exact depth depends on the JVM. */
const MAX_OBJECT_DEPTH = 4096
/** Of what is kept and not only skipped. */
const MAX_KEPT_DEPTH = 512

/**
 * Reads the object that is the whole text. Only members to which `nameOf` gives a name are kept, the others skipped. When
 * several have the same name, the spelling of the first counts, and of those spelled so the last one's value.
 * @throws SyntaxError with the position
 */
export function readFastJsonMembers(text: string, nameOf: (key: string) => string | null): FastJsonMembers {
  const reader = new TokenReader(text)
  const members = new Map<string, FastJsonToken>()
  const spellings = new Map<string, string>()
  reader.object((key) => {
    const name = nameOf(key)
    if (name === null || (spellings.get(name) ?? key) !== key) return reader.skip()
    spellings.set(name, key)
    members.set(name, reader.value(1))
  })
  reader.end()
  return members
}

class TokenReader {
  private readonly text: string
  private position: number

  constructor(text: string) {
    this.text = text
    this.position = 0
  }

  /** Calls `member` for each key; it must take the value. Keys may lack quotes, and commas come in any number. */
  object(member: (key: string) => void): void {
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
    if (depth > MAX_KEPT_DEPTH) this.fail('fewer levels')
    if (this.isNext('{')) return this.members(depth)
    if (this.isNext('[')) return this.elements(depth)
    const char = this.text[this.position]
    return char === '"' || char === "'" ? this.string(char) : this.literal()
  }

  private members(depth: number): FastJsonMembers {
    const members = new Map<string, FastJsonToken>()
    this.object((key) => members.set(key, this.value(depth + 1)))
    return members
  }

  private elements(depth: number): FastJsonToken[] {
    const elements: FastJsonToken[] = []
    this.expect('[')
    while (!this.take(']')) {
      elements.push(this.value(depth + 1))
      if (!this.isNext(']')) this.expect(',')
    }
    return elements
  }

  /** Passes over one value, however deep, without recursion. */
  skip(): void {
    const open: string[] = []
    let arrays = 0
    do {
      this.skipBlanks()
      const char = this.text[this.position] ?? this.fail('a value')
      if (char === '"' || char === "'") this.string(char)
      else if (char === '{' || char === '[') {
        open.push(char)
        if (char === '[' && ++arrays > MAX_ARRAY_DEPTH) this.fail('fewer levels')
        if (open.length - arrays > MAX_OBJECT_DEPTH) this.fail('fewer levels')
        this.position++
      } else if (char === '}' || char === ']') {
        if (open.pop() !== (char === '}' ? '{' : '[')) this.fail('a value')
        if (char === ']') arrays--
        this.position++
      } else if (open.length > 0) this.position++
      else this.literal()
    } while (open.length > 0)
  }

  end(): void {
    this.skipBlanks()
    if (this.position < this.text.length) this.fail('the end')
  }

  private key(): string {
    this.skipBlanks()
    const char = this.text[this.position]
    if (char === '"' || char === "'") return this.string(char)
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
    const number = this.word(/[+-]?\d+(\.\d*)?([eE][+-]?\d+)?/y)
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

  private fail(expected: string): never {
    throw new SyntaxError(`expected ${expected} at ${this.position}`)
  }
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', 0: '\0' }

/** JSON's escapes, and those of JavaScript that fastjson knows as well. */
function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw
  const escape = /\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|([^]))/g
  return raw.replace(escape, (_, unit?: string, byte?: string, char?: string) => {
    if (char !== undefined) return ESCAPES[char] ?? char
    return String.fromCharCode(parseInt(unit ?? byte ?? '', 16))
  })
}
