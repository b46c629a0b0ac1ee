import { parseDate } from '../../../common/humanTime'
import { MixAll } from '../../../common/MixAll'
import type { DefaultMQPushConsumer } from '../../consumer/DefaultMQPushConsumer'
import { MQClientException } from '../../exception/MQClientException'
import { Validators } from '../../Validators'

/** Field, smallest and largest value. */
const RANGES = [
  ['consumeThreadMin', 1, 1000],
  ['consumeThreadMax', 1, 1000],
  ['consumeConcurrentlyMaxSpan', 1, 65_535],
  ['pullThresholdForQueue', 1, 65_535],
  ['pullThresholdForTopic', 1, 6_553_500],
  ['pullThresholdSizeForQueue', 1, 1024],
  ['pullThresholdSizeForTopic', 1, 102_400],
  ['pullInterval', 0, 65_535],
  ['consumeMessageBatchMaxSize', 1, 1024],
  ['pullBatchSize', 1, 1024],
  ['popInvisibleTime', 5000, 300_000],
  ['popBatchNums', 1, 32],
] as const

/** The limits for a whole topic may be switched off. */
const MAY_BE_OFF: ReadonlySet<string> = new Set(['pullThresholdForTopic', 'pullThresholdSizeForTopic'])

/**
 * The mistakes in a consumer's configuration that can be found without the network.
 * Original: DefaultMQPushConsumerImpl#checkConfig
 * @throws MQClientException
 */
export function checkPushConsumer(consumer: DefaultMQPushConsumer): void {
  const { consumerGroup, consumeTimestamp, consumeThreadMin, consumeThreadMax } = consumer
  Validators.checkGroup(consumerGroup)
  if (consumerGroup === MixAll.DEFAULT_CONSUMER_GROUP) {
    throw new MQClientException(`the consumer group must not be ${MixAll.DEFAULT_CONSUMER_GROUP}, name another`)
  }
  if (parseDate(consumeTimestamp) === null) {
    throw new MQClientException(`consumeTimestamp is no time in the form yyyyMMddHHmmss: ${consumeTimestamp}`)
  }
  if (consumer.messageListener === null) throw new MQClientException('the consumer has no listener')
  for (const [field, min, max] of RANGES) {
    const value = consumer[field]
    if ((MAY_BE_OFF.has(field) && value === -1) || (value >= min && value <= max)) continue
    throw new MQClientException(`${field} is ${value}, it must be from ${min} to ${max}`)
  }
  if (consumeThreadMin > consumeThreadMax) {
    throw new MQClientException(`consumeThreadMin (${consumeThreadMin}) is larger than consumeThreadMax (${consumeThreadMax})`)
  }
}
