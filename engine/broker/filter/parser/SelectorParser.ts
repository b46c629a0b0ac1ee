import { assert } from '../../../kernel/assert'
import { ComparisonExpression } from '../expression/ComparisonExpression'
import { ConstantExpression } from '../expression/ConstantExpression'
import type { Expression } from '../expression/Expression'
import { SqlTypeError } from '../expression/Expression'
import { LogicExpression } from '../expression/LogicExpression'
import { PropertyExpression } from '../expression/PropertyExpression'
import { SearchExpression } from '../expression/SearchExpression'
import { UnaryExpression } from '../expression/UnaryExpression'
import { MQFilterException } from '../MQFilterException'
import { ParseException } from './ParseException'
import type { Token, TokenKind } from './SelectorTokens'
import { SelectorTokens } from './SelectorTokens'

/**
 * Reads a selector, with one method for each rule of the grammar, the loosest first. As in the original nobody looks whether the
 * selector goes on where it could end: `a = 1 b` is `a = 1`. Original: org.apache.rocketmq.filter.parser.SelectorParser.
 */
export class SelectorParser {
  private readonly tokens: SelectorTokens
  /** The next word, once it was looked at. */
  private token: Token | null

  private constructor(sql: string) {
    this.tokens = new SelectorTokens(sql)
    this.token = null
  }

  /** Original: SelectorParser#parse. @throws MQFilterException whatever is wrong with it */
  static parse(sql: string): Expression {
    const expression = SelectorParser.read(sql)
    assert(expression.isBoolean, 'a selector is true or false of a message')
    return expression
  }

  private static read(sql: string): Expression {
    const parser = new SelectorParser(sql)
    try {
      return asBooleanExpression(parser.orExpression())
    } catch (error) {
      throw new MQFilterException(sql, error)
    }
  }

  private orExpression(): Expression {
    let left = this.andExpression()
    while (this.accept('OR')) {
      const right = this.andExpression()
      left = LogicExpression.createOR(asBooleanExpression(left), asBooleanExpression(right))
    }
    return left
  }

  private andExpression(): Expression {
    let left = this.equalityExpression()
    while (this.accept('AND')) {
      const right = this.equalityExpression()
      left = LogicExpression.createAND(asBooleanExpression(left), asBooleanExpression(right))
    }
    return left
  }

  private equalityExpression(): Expression {
    let left = this.comparisonExpression()
    for (;;) {
      if (this.accept('=')) left = ComparisonExpression.createEqual(left, this.comparisonExpression())
      else if (this.accept('<>')) left = ComparisonExpression.createNotEqual(left, this.comparisonExpression())
      else if (this.accept('IS')) left = this.isNull(left)
      else return left
    }
  }

  private isNull(left: Expression): Expression {
    const not = this.accept('NOT')
    this.expect('NULL')
    const isNull = ComparisonExpression.createIsNull(left)
    return not ? UnaryExpression.createNOT(isNull) : isNull
  }

  private comparisonExpression(): Expression {
    let left = this.unaryExpr()
    for (let next = this.compared(left); next !== null; next = this.compared(left)) left = next
    return left
  }

  /** Null when the next word does not compare. */
  private compared(left: Expression): Expression | null {
    const { kind } = this.peek()
    switch (kind) {
      case '>':
      case '>=':
      case '<':
      case '<=':
        this.take()
        return ComparisonExpression.createOrder(left, kind, this.unaryExpr())
      case 'NOT':
        this.take()
        return this.searched(left, true) ?? this.refuse()
      default:
        return this.searched(left, false)
    }
  }

  /** Null when the next word is none of those that may have a NOT before them. */
  private searched(left: Expression, not: boolean): Expression | null {
    const { kind } = this.peek()
    switch (kind) {
      case 'CONTAINS':
      case 'STARTSWITH':
      case 'ENDSWITH':
        this.take()
        return new SearchExpression(left, kind, this.stringLitteral(), not)
      case 'BETWEEN':
        this.take()
        return this.between(left, not)
      case 'IN':
        this.take()
        return UnaryExpression.createInExpression(left, this.list(), not)
      default:
        return null
    }
  }

  private between(value: Expression, not: boolean): Expression {
    const low = this.unaryExpr()
    this.expect('AND')
    const high = this.unaryExpr()
    if (not) return ComparisonExpression.createNotBetween(value, low, high)
    return ComparisonExpression.createBetween(value, low, high)
  }

  private list(): string[] {
    this.expect('(')
    const elements = [this.stringLitteral()]
    while (this.accept(',')) elements.push(this.stringLitteral())
    this.expect(')')
    return elements
  }

  private unaryExpr(): Expression {
    if (this.accept('+')) return this.unaryExpr()
    if (this.accept('-')) return UnaryExpression.createNegate(this.unaryExpr())
    if (this.accept('NOT')) return UnaryExpression.createNOT(asBooleanExpression(this.unaryExpr()))
    return this.primaryExpr()
  }

  private primaryExpr(): Expression {
    const { kind, image } = this.peek()
    if (kind === 'STRING') return ConstantExpression.ofText(this.stringLitteral())
    this.take()
    switch (kind) {
      case 'DECIMAL':
        return ConstantExpression.createFromDecimal(image)
      case 'FLOATING':
        return ConstantExpression.createFloat(image)
      case 'TRUE':
        return ConstantExpression.TRUE
      case 'FALSE':
        return ConstantExpression.FALSE
      case 'NULL':
        return ConstantExpression.NULL
      case 'ID':
        return new PropertyExpression(image)
      case '(':
        return this.inParentheses()
      default:
        throw new ParseException({ kind, image })
    }
  }

  private inParentheses(): Expression {
    const inner = this.orExpression()
    this.expect(')')
    return inner
  }

  private stringLitteral(): string {
    const { image } = this.expect('STRING')
    assert(image.length >= 2 && image.startsWith("'") && image.endsWith("'"), 'a text stands between quotes', image)
    return image.slice(1, -1).replaceAll("''", "'")
  }

  private peek(): Token {
    this.token ??= this.tokens.next()
    return this.token
  }

  private take(): Token {
    const token = this.peek()
    assert(token.kind !== '', 'each word is of some kind', token.image)
    this.token = null
    return token
  }

  private accept(kind: TokenKind): boolean {
    if (this.peek().kind !== kind) return false
    this.take()
    return true
  }

  private expect(kind: TokenKind): Token {
    return this.peek().kind === kind ? this.take() : this.refuse()
  }

  private refuse(): never {
    throw new ParseException(this.peek())
  }
}

/** Original: SelectorParser#asBooleanExpression */
function asBooleanExpression(value: Expression): Expression {
  if (value.isBoolean) return value
  if (value instanceof PropertyExpression) return UnaryExpression.createBooleanCast(value)
  throw new SqlTypeError('it is neither true nor false')
}
