import { assert } from '../../../kernel/assert'
import { parseDouble } from '../../../kernel/java/javaParse'
import { ConstantExpression } from './ConstantExpression'
import type { EvaluationContext, Expression } from './Expression'
import { SqlTypeError } from './Expression'
import { LogicExpression } from './LogicExpression'
import type { KnownValue, SqlValue } from './SqlValue'
import { compareDoubles, compareValues, isNumber } from './SqlValue'
import { UnaryExpression } from './UnaryExpression'

export type Comparison = '=' | '>' | '>=' | '<' | '<='

/**
 * How two values stand to each other. Many comparisons that make no sense are refused when they are written, not when they are
 * evaluated. Original: org.apache.rocketmq.filter.expression.ComparisonExpression.
 */
export class ComparisonExpression implements Expression {
  readonly isBoolean: boolean
  private readonly left: Expression
  private readonly comparison: Comparison
  private readonly right: Expression

  private constructor(left: Expression, comparison: Comparison, right: Expression) {
    assert(comparison === '=' || (mayBeNumber(left) && mayBeNumber(right)), 'more and less are for what may be a number')
    this.isBoolean = true
    this.left = left
    this.comparison = comparison
    this.right = right
  }

  /** Original: ComparisonExpression#createBetween. @throws SqlTypeError also when the constants are the wrong way round */
  static createBetween(value: Expression, left: Expression, right: Expression): Expression {
    if (left instanceof ConstantExpression && right instanceof ConstantExpression) checkBounds(left.value, right.value)
    const isAbove = ComparisonExpression.createOrder(value, '>=', left)
    return LogicExpression.createAND(isAbove, ComparisonExpression.createOrder(value, '<=', right))
  }

  /** Original: ComparisonExpression#createNotBetween. @throws SqlTypeError */
  static createNotBetween(value: Expression, left: Expression, right: Expression): Expression {
    const isBelow = ComparisonExpression.createOrder(value, '<', left)
    return LogicExpression.createOR(isBelow, ComparisonExpression.createOrder(value, '>', right))
  }

  /** Original: ComparisonExpression#createIsNull */
  static createIsNull(left: Expression): Expression {
    return new ComparisonExpression(left, '=', ConstantExpression.NULL)
  }

  /** Original: ComparisonExpression#createEqual. @throws SqlTypeError for null, and for true or false beside another constant */
  static createEqual(left: Expression, right: Expression): Expression {
    for (const side of [left, right]) {
      if (side instanceof ConstantExpression && side.value === null) throw new SqlTypeError('null cannot be compared')
    }
    const areConstant = left instanceof ConstantExpression && right instanceof ConstantExpression
    if (areConstant && left.isBoolean && !right.isBoolean) {
      throw new SqlTypeError(`${String(left.value)} cannot be compared with a constant`)
    }
    return new ComparisonExpression(left, '=', right)
  }

  /** Original: ComparisonExpression#createNotEqual. @throws SqlTypeError */
  static createNotEqual(left: Expression, right: Expression): Expression {
    return UnaryExpression.createNOT(ComparisonExpression.createEqual(left, right))
  }

  /**
   * More and less are for numbers and properties.
   * Original: ComparisonExpression#createGreaterThan and its three sisters, #checkLessThanOperand
   * @throws SqlTypeError
   */
  static createOrder(left: Expression, comparison: Exclude<Comparison, '='>, right: Expression): Expression {
    for (const side of [left, right]) {
      if (!mayBeNumber(side)) throw new SqlTypeError(`one side of ${comparison} is no number`)
    }
    return new ComparisonExpression(left, comparison, right)
  }

  evaluate(context: EvaluationContext): SqlValue {
    const left = this.left.evaluate(context)
    if (this.comparison !== '=' && left === null) return null
    const right = this.right.evaluate(context)
    if (left === null || right === null) return this.evaluateUnknown(left, right)
    return this.holds(this.comparison === '=' ? compareValues(left, right) : compareSizes(left, right))
  }

  /** Two that are not known are equal: that is how IS NULL works. */
  private evaluateUnknown(left: SqlValue, right: SqlValue): SqlValue {
    assert(left === null || right === null, 'one side at least is not known')
    if (this.comparison !== '=' || (left === null && right !== null)) return null
    return left === null
  }

  private holds(order: number): boolean {
    switch (this.comparison) {
      case '=':
        return order === 0
      case '>':
        return order > 0
      case '>=':
        return order >= 0
      case '<':
        return order < 0
      case '<=':
        return order <= 0
    }
  }
}

/** Properties are texts, and what they are is known only when they are there. */
function mayBeNumber(side: Expression): boolean {
  return side instanceof ConstantExpression ? isNumber(side.value) : !side.isBoolean
}

/** Two texts are compared as numbers. Original: ComparisonExpression#evaluate. @throws NumberFormatException when they are none */
function compareSizes(left: KnownValue, right: KnownValue): number {
  if (typeof left !== 'string' || typeof right !== 'string') return compareValues(left, right)
  return compareDoubles(parseDouble(left), parseDouble(right))
}

function checkBounds(left: SqlValue, right: SqlValue): void {
  if (left === null || right === null) throw new SqlTypeError('the bounds of BETWEEN must not be null')
  if (compareValues(right, left) < 0) throw new SqlTypeError('the bounds of BETWEEN are the wrong way round')
}
