import type { EvaluationContext, Expression } from './Expression'
import type { SqlValue } from './SqlValue'

/** How a text is looked for in another one. */
export type Search = 'CONTAINS' | 'STARTSWITH' | 'ENDSWITH'

/**
 * Whether a text is in another one. Of what is no text, and for the empty text, it is false, with NOT as well.
 * Original: ComparisonExpression.ContainsExpression and its five sisters.
 */
export class SearchExpression implements Expression {
  readonly isBoolean: boolean
  private readonly left: Expression
  private readonly how: Search
  private readonly search: string
  private readonly not: boolean

  constructor(left: Expression, how: Search, search: string, not: boolean) {
    this.isBoolean = true
    this.left = left
    this.how = how
    this.search = search
    this.not = not
  }

  evaluate(context: EvaluationContext): SqlValue {
    if (this.search === '') return false
    const text = this.left.evaluate(context)
    return typeof text === 'string' && this.isFoundIn(text) !== this.not
  }

  private isFoundIn(text: string): boolean {
    switch (this.how) {
      case 'CONTAINS':
        return text.includes(this.search)
      case 'STARTSWITH':
        return text.startsWith(this.search)
      case 'ENDSWITH':
        return text.endsWith(this.search)
    }
  }
}
