import type { EvaluationContext, Expression } from './Expression'
import type { SqlValue } from './SqlValue'

/** A property of the message. Original: org.apache.rocketmq.filter.expression.PropertyExpression. */
export class PropertyExpression implements Expression {
  readonly isBoolean: boolean
  private readonly name: string

  constructor(name: string) {
    this.isBoolean = false
    this.name = name
  }

  evaluate(context: EvaluationContext): SqlValue {
    return context.get(this.name)
  }
}
