import { RemotingConnectException } from '../../../remoting/exception/RemotingConnectException'
import { RemotingTimeoutException } from '../../../remoting/exception/RemotingTimeoutException'
import { MQBrokerException } from '../../exception/MQBrokerException'
import { ClientErrorCode, MQClientException } from '../../exception/MQClientException'

/**
 * What an application gets to see when all tries have failed: all that is known of them, and the last exception as the cause.
 * Original: the end of DefaultMQProducerImpl#sendDefaultImpl
 */
export function sendFailure(exception: unknown, topic: string, brokersSent: readonly string[], cost: number): MQClientException {
  const tries = `${brokersSent.length} ${brokersSent.length === 1 ? 'try' : 'tries'}`
  const text = `sending to topic ${topic} failed after ${tries} in ${cost} ms, brokers: ${brokersSent.join(', ')}: ${String(exception)}`
  return new MQClientException(text, responseCodeOf(exception), exception)
}

function responseCodeOf(exception: unknown): number {
  if (exception instanceof MQBrokerException) return exception.responseCode
  if (exception instanceof RemotingConnectException) return ClientErrorCode.CONNECT_BROKER_EXCEPTION
  if (exception instanceof RemotingTimeoutException) return ClientErrorCode.ACCESS_BROKER_TIMEOUT
  if (exception instanceof MQClientException) return ClientErrorCode.BROKER_NOT_EXIST_EXCEPTION
  return -1
}
