import type { EvaluationContext, Expression } from './Expression'
import { SqlTypeError } from './Expression'
import { PropertyExpression } from './PropertyExpression'
import type { KnownValue, SqlValue } from './SqlValue'
import { isNumber, negate } from './SqlValue'

/** What is made of one value. Original: org.apache.rocketmq.filter.expression.UnaryExpression, and UnaryInExpression. */
export class UnaryExpression implements Expression {
  readonly isBoolean: boolean
  private readonly right: Expression
  private readonly apply: (value: KnownValue) => SqlValue

  private constructor(right: Expression, isBoolean: boolean, apply: (value: KnownValue) => SqlValue) {
    this.isBoolean = isBoolean
    this.right = right
    this.apply = apply
  }

  /** Of anything but a number it is not known. Original: UnaryExpression#createNegate */
  static createNegate(right: Expression): UnaryExpression {
    return new UnaryExpression(right, false, (value) => (isNumber(value) ? negate(value) : null))
  }

  /** Original: UnaryExpression#createNOT */
  static createNOT(right: Expression): UnaryExpression {
    return new UnaryExpression(right, true, (value) => value !== true)
  }

  /** A property that stands alone: it is a text, and no text is true. Original: UnaryExpression#createBooleanCast */
  static createBooleanCast(right: Expression): UnaryExpression {
    return new UnaryExpression(right, true, (value) => value === true)
  }

  /** Original: ComparisonExpression#createInFilter, #createNotInFilter, UnaryExpression#createInExpression. @throws SqlTypeError */
  static createInExpression(right: Expression, elements: readonly string[], not: boolean): UnaryExpression {
    if (!(right instanceof PropertyExpression)) throw new SqlTypeError('IN needs a property on its left')
    const inList = new Set(elements)
    return new UnaryExpression(right, true, (value) => (typeof value === 'string' ? inList.has(value) !== not : null))
  }

  evaluate(context: EvaluationContext): SqlValue {
    const value = this.right.evaluate(context)
    return value === null ? null : this.apply(value)
  }
}
