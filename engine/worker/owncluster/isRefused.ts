import { MQBrokerException } from '../../client/exception/MQBrokerException'
import { MQClientException } from '../../client/exception/MQClientException'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'

/** What a broker answers to each try in the same way. */
const LASTING: ReadonlySet<number> = new Set([
  ResponseCode.TOPIC_NOT_EXIST, ResponseCode.NO_PERMISSION, ResponseCode.MESSAGE_ILLEGAL,
])

/**
 * Has a send failed in such a way that its message is certainly not stored? The client refused it before anything was sent, or
 * the broker said no. After several tries the answer to the last one is known, so it must be one that all of them got.
 */
export function isRefused(error: unknown): boolean {
  if (error instanceof MQBrokerException) return true
  if (!(error instanceof MQClientException)) return false
  const { cause } = error
  return cause === undefined || (cause instanceof MQBrokerException && LASTING.has(cause.responseCode))
}
