import type { Expression } from './expression/Expression'
import type { BloomFilterData } from './util/BloomFilterData'

/** The selector of one group for one topic. Times in ms since 1970. Original: org.apache.rocketmq.broker.filter.ConsumerFilterData. */
export class ConsumerFilterData {
  readonly consumerGroup: string
  readonly topic: string
  readonly expression: string
  readonly expressionType: string
  /** Null for one that was read from a file and is none. */
  readonly compiledExpression: Expression | null
  bornTime: number
  /** When the last consumer left; 0 while there are some. */
  deadTime: number
  bloomFilterData: BloomFilterData | null
  /** The version of the subscription that it comes from. */
  clientVersion: number

  constructor(
    topic: string,
    consumerGroup: string,
    expression: string,
    expressionType: string,
    compiledExpression: Expression | null,
  ) {
    this.consumerGroup = consumerGroup
    this.topic = topic
    this.expression = expression
    this.expressionType = expressionType
    this.compiledExpression = compiledExpression
    this.bornTime = 0
    this.deadTime = 0
    this.bloomFilterData = null
    this.clientVersion = 0
  }

  isDead(): boolean {
    return this.deadTime >= this.bornTime
  }

  /** -1 while it lives. Original: ConsumerFilterData#howLongAfterDeath */
  howLongAfterDeath(now: number): number {
    return this.isDead() ? now - this.deadTime : -1
  }

  /** As fastjson writes it: the compiled selector is left out, and that it is dead stands there twice. */
  toFields(): object {
    const { compiledExpression: _, ...fields } = this
    return { ...fields, dead: this.isDead() }
  }
}
