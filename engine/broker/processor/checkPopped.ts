import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../BrokerController'
import { refusal } from './answers'

/** Which message of which queue. */
interface PoppedMessage {
  readonly topic: string | null
  readonly queueId: number | null
  readonly offset: number | null
}

/**
 * Is there such a message? `isInside`: judges its number by those of the queue's beginning and end.
 * Original: AckMessageProcessor#processRequest, ChangeInvisibleTimeProcessor#processRequestAsync
 * @returns null if there is; otherwise the answer
 */
export function checkPopped(
  brokerController: BrokerController,
  { topic, queueId, offset }: PoppedMessage,
  isInside: (queue: { readonly min: number; readonly max: number }) => boolean,
): RemotingCommand | null {
  const topicConfig = brokerController.getTopicConfigManager().selectTopicConfig(topic ?? '')
  if (topicConfig === null) {
    return refusal(ResponseCode.TOPIC_NOT_EXIST, `the topic ${topic} does not exist, create it first`)
  }
  const { readQueueNums } = topicConfig
  if (queueId === null || queueId < 0 || queueId >= readQueueNums) {
    const remark = `the topic ${topic} has no queue ${queueId}, ${readQueueNums} of its queues can be read`
    return refusal(ResponseCode.MESSAGE_ILLEGAL, remark)
  }
  const store = brokerController.getMessageStore()
  const min = store.getMinOffsetInQueue(topic ?? '', queueId)
  const max = store.getMaxOffsetInQueue(topic ?? '', queueId)
  if (isInside({ min, max })) return null
  const remark = `queue ${queueId} of ${topic} has the messages from ${min} to ${max}, and not ${offset}`
  return refusal(ResponseCode.NO_MESSAGE, remark)
}
