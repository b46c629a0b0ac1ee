import { assert } from '../../../kernel/assert'
/** What a word of a selector is: DECIMAL, FLOATING, STRING, ID or EOF, or the reserved word or sign itself. */
export type TokenKind = string

export interface Token {
  readonly kind: TokenKind
  /** As it stands in the selector. */
  readonly image: string
}

/** A character that begins no word. Original: org.apache.rocketmq.filter.parser.TokenMgrError. */
export class TokenError extends Error {
  constructor(position: number) {
    super(`there is no word at ${position}`)
    this.name = 'TokenError'
  }
}

const RESERVED: ReadonlySet<string> = new Set([
  'NOT', 'AND', 'OR', 'BETWEEN', 'IN', 'TRUE', 'FALSE', 'NULL', 'IS', 'CONTAINS', 'STARTSWITH', 'ENDSWITH',
])
/** A comment to the end of a line must have that end; otherwise it is two signs. */
const SKIPPED = /(?:[ \t\n\r\f]|--[^\n\r]*(?:\r\n|\n|\r)|\/\*[^*]*\*(?:\*|[^*/][^*]*\*)*\/)+/y
/** The longest match wins; of equally long ones the first. */
const WORDS: ReadonlyArray<readonly [kind: string, pattern: RegExp]> = [
  ['DECIMAL', /0|[1-9]\d*[lL]?/y],
  ['FLOATING', /\d+\.\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+/y],
  ['STRING', /'(?:''|[^'])*'/y],
  ['ID', /[a-zA-Z_$][a-zA-Z\d_$]*/y],
  ['SIGN', /<>|>=|<=|[=<>(),+-]/y],
]

/**
 * The words of a selector, one after the other. What comes after the last one that is asked for is not looked at, so it may be
 * anything. Original: org.apache.rocketmq.filter.parser.SelectorParserTokenManager.
 */
export class SelectorTokens {
  private readonly text: string
  private position: number

  constructor(text: string) {
    this.text = text
    this.position = 0
  }

  /** @throws TokenError */
  next(): Token {
    this.skip()
    if (this.position === this.text.length) return { kind: 'EOF', image: '' }
    let [kind, image] = ['', '']
    for (const [each, pattern] of WORDS) {
      pattern.lastIndex = this.position
      const match = pattern.exec(this.text)?.[0] ?? ''
      if (match.length > image.length) [kind, image] = [each, match]
    }
    if (image === '') throw new TokenError(this.position)
    this.position += image.length
    assert(this.position <= this.text.length, 'a word ends within the selector', this.position, this.text.length)
    return { kind: kindOf(kind, image), image }
  }

  private skip(): void {
    SKIPPED.lastIndex = this.position
    this.position += SKIPPED.exec(this.text)?.[0].length ?? 0
  }
}

function kindOf(kind: string, image: string): TokenKind {
  if (kind === 'SIGN') return image
  const upper = image.toUpperCase()
  return kind === 'ID' && RESERVED.has(upper) ? upper : kind
}
