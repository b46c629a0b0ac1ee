import { FilterAPI } from '../../remoting/protocol/filter/FilterAPI'

/**
 * How a consumer chooses messages of a topic: by tag, or by their properties, in words of SQL92.
 * Original: org.apache.rocketmq.client.consumer.MessageSelector.
 */
export class MessageSelector {
  readonly expressionType: string
  readonly expression: string | null

  private constructor(expressionType: string, expression: string | null) {
    this.expressionType = expressionType
    this.expression = expression
  }

  /** Such as `a BETWEEN 0 AND 3`. The broker must have `enablePropertyFilter`. Without words nothing can be subscribed. */
  static bySql(sql: string | null): MessageSelector {
    return new MessageSelector(FilterAPI.SQL92, sql)
  }

  /** Null, nothing and `*` choose all. */
  static byTag(tag: string | null): MessageSelector {
    return new MessageSelector(FilterAPI.TAG, tag)
  }
}
