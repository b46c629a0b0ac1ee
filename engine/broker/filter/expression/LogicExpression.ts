import { assert } from '../../../kernel/assert'
import type { EvaluationContext, Expression } from './Expression'
import type { SqlValue } from './SqlValue'

/**
 * AND and OR with three values: what is not known stays so, unless the other side decides alone. The right side is not looked at
 * when the left one decides. Original: org.apache.rocketmq.filter.expression.LogicExpression.
 */
export class LogicExpression implements Expression {
  readonly isBoolean: boolean
  private readonly left: Expression
  private readonly right: Expression
  /** The value of a side that decides: false for AND, true for OR. */
  private readonly deciding: boolean

  private constructor(left: Expression, right: Expression, deciding: boolean) {
    assert(left.isBoolean && right.isBoolean, 'AND and OR have two sides that are true or false')
    this.isBoolean = true
    this.left = left
    this.right = right
    this.deciding = deciding
  }

  static createOR(left: Expression, right: Expression): LogicExpression {
    return new LogicExpression(left, right, true)
  }

  static createAND(left: Expression, right: Expression): LogicExpression {
    return new LogicExpression(left, right, false)
  }

  evaluate(context: EvaluationContext): SqlValue {
    const left = this.left.evaluate(context)
    if (left === this.deciding) return this.deciding
    const right = this.right.evaluate(context)
    if (right === this.deciding) return this.deciding
    return left === null || right === null ? null : !this.deciding
  }
}
