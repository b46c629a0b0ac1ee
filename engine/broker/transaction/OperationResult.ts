import type { MessageExt } from '../../common/message/MessageExt'

/** The half message that a producer wants to end, or why it isn't there. Original: broker.transaction.OperationResult. */
export interface OperationResult {
  readonly prepareMessage: MessageExt | null
  readonly responseCode: number
  readonly responseRemark: string | null
}
