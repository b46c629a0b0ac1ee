import { parseDouble } from '../../../kernel/java/javaParse'
import type { Expression } from './Expression'
import { SqlTypeError } from './Expression'
import type { SqlValue } from './SqlValue'
import { numberOf } from './SqlValue'

/** Original: org.apache.rocketmq.filter.expression.ConstantExpression, and BooleanConstantExpression. */
export class ConstantExpression implements Expression {
  readonly isBoolean: boolean
  readonly value: SqlValue

  /** @param isBoolean for true, false and null */
  private constructor(value: SqlValue, isBoolean: boolean) {
    this.value = value
    this.isBoolean = isBoolean
  }

  static readonly TRUE: ConstantExpression = new ConstantExpression(true, true)
  static readonly FALSE: ConstantExpression = new ConstantExpression(false, true)
  static readonly NULL: ConstantExpression = new ConstantExpression(null, true)

  static ofText(text: string): ConstantExpression {
    return new ConstantExpression(text, false)
  }

  /** Original: ConstantExpression#createFromDecimal. @throws NumberFormatException beyond 64 bits */
  static createFromDecimal(text: string): ConstantExpression {
    return new ConstantExpression(numberOf(text.replace(/[lL]$/, '')), false)
  }

  /** Neither too big for 64 bits nor 0, which counts as too small. Original: ConstantExpression#createFloat. @throws SqlTypeError */
  static createFloat(text: string): ConstantExpression {
    const value = parseDouble(text)
    if (value > Number.MAX_VALUE || value < Number.MIN_VALUE) throw new SqlTypeError(`${text} is out of range`)
    return new ConstantExpression({ type: 'Double', value }, false)
  }

  evaluate(): SqlValue {
    return this.value
  }
}
