import { RemotingConnectException } from '../../../remoting/exception/RemotingConnectException'
import { RemotingException } from '../../../remoting/exception/RemotingException'
import { RemotingTimeoutException } from '../../../remoting/exception/RemotingTimeoutException'
import { MQBrokerException } from '../../exception/MQBrokerException'
import { ClientErrorCode, MQClientException } from '../../exception/MQClientException'
import type { DefaultMQProducer } from '../../producer/DefaultMQProducer'
import type { MQClientInstance } from '../factory/MQClientInstance'

/**
 * What an application gets to see when all tries have failed: all that is known of them, and the last exception as the cause.
 * Original: the end of DefaultMQProducerImpl#sendDefaultImpl
 */
export function sendFailure(
  exception: unknown,
  topic: string,
  brokersSent: readonly string[],
  cost: number,
): MQClientException {
  const tries = `${brokersSent.length} ${brokersSent.length === 1 ? 'try' : 'tries'}`
  const text = `sending to topic ${topic} failed after ${tries} in ${cost} ms, brokers: ${brokersSent.join(', ')}: ${String(exception)}`
  return new MQClientException(text, responseCodeOf(exception), exception)
}

/** Can another broker do what this one could not? Original: the catch clauses of DefaultMQProducerImpl#sendDefaultImpl */
export function isRetryable(error: unknown, producer: DefaultMQProducer): boolean {
  if (error instanceof MQBrokerException) return producer.retryResponseCodes.has(error.responseCode)
  return error instanceof MQClientException || error instanceof RemotingException
}

/** Nobody knows the topic, or nobody could be asked. Original: DefaultMQProducerImpl#validateNameServerSetting */
export function noRoute(topic: string, factory: MQClientInstance): MQClientException {
  if (factory.getMQClientAPIImpl().getNameServerAddressList().length === 0) {
    const text = 'no name server address is set: set namesrvAddr before the start'
    return new MQClientException(text, ClientErrorCode.NO_NAME_SERVER_EXCEPTION)
  }
  return new MQClientException(`no route info of topic ${topic}`, ClientErrorCode.NOT_FOUND_TOPIC_EXCEPTION)
}

function responseCodeOf(exception: unknown): number {
  if (exception instanceof MQBrokerException) return exception.responseCode
  if (exception instanceof RemotingConnectException) return ClientErrorCode.CONNECT_BROKER_EXCEPTION
  if (exception instanceof RemotingTimeoutException) return ClientErrorCode.ACCESS_BROKER_TIMEOUT
  if (exception instanceof MQClientException) return ClientErrorCode.BROKER_NOT_EXIST_EXCEPTION
  return -1
}
