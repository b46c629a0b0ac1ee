/** An expression that is none. Original: org.apache.rocketmq.filter.expression.MQFilterException. */
export class MQFilterException extends Error {
  constructor(expression: string, cause: unknown) {
    super(`the selector "${expression}" is invalid: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'MQFilterException'
  }
}
