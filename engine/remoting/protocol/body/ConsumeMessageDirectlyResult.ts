import { RemotingSerializable } from '../RemotingSerializable'

const CM_RESULTS = ['CR_SUCCESS', 'CR_LATER', 'CR_ROLLBACK', 'CR_COMMIT', 'CR_THROW_EXCEPTION', 'CR_RETURN_NULL'] as const

/** Original: protocol.body.CMResult. */
export type CMResult = (typeof CM_RESULTS)[number]

/** How a listener has ended that was called for an operator. Original: protocol.body.ConsumeMessageDirectlyResult. */
export class ConsumeMessageDirectlyResult {
  order: boolean
  autoCommit: boolean
  consumeResult: CMResult | null
  remark: string | null
  /** In ms. */
  spentTimeMills: number

  constructor(order = false) {
    this.order = order
    this.autoCommit = true
    this.consumeResult = null
    this.remark = null
    this.spentTimeMills = 0
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): ConsumeMessageDirectlyResult {
    const fields = RemotingSerializable.decode(bytes)
    const result = new ConsumeMessageDirectlyResult(fields.boolean('order') ?? false)
    result.autoCommit = fields.boolean('autoCommit') ?? true
    result.consumeResult = fields.oneOf('consumeResult', CM_RESULTS)
    result.remark = fields.text('remark')
    result.spentTimeMills = fields.long('spentTimeMills') ?? 0
    return result
  }
}
