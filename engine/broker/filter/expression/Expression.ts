import type { SqlValue } from './SqlValue'

/** The properties of a message. Original: org.apache.rocketmq.filter.expression.EvaluationContext. */
export interface EvaluationContext {
  /** Null for a property that the message does not have. */
  get(name: string): string | null
}

/**
 * A part of a selector, which has a value for each message. Null stands for "not known".
 * Original: org.apache.rocketmq.filter.expression.Expression.
 */
export interface Expression {
  /** Whether its value is true, false or not known, whatever the message. Original: BooleanExpression */
  readonly isBoolean: boolean
  /** @throws SqlTypeError, NumberFormatException for values that have nothing to do with each other */
  evaluate(context: EvaluationContext): SqlValue
}

/** An expression that makes no sense, or values that can't be compared. In Java a RuntimeException. */
export class SqlTypeError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'SqlTypeError'
  }
}
