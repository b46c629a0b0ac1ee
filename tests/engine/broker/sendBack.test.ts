import { describe, expect, test } from 'vitest'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import type { MessageExt } from '../../../engine/common/message/MessageExt'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { ConsumerSendMsgBackRequestHeader } from '../../../engine/remoting/protocol/header/ConsumerSendMsgBackRequestHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { SubscriptionGroupConfig } from '../../../engine/remoting/protocol/subscription/SubscriptionGroupConfig'
import type { BrokerWorld } from './support'
import { BROKER_ADDR, send, withBroker } from './support'

const TO_DLQ: Partial<ConsumerSendMsgBackRequestHeader> = { delayLevel: -1 }

function* giveBack(
  { client }: BrokerWorld, fields: Partial<ConsumerSendMsgBackRequestHeader> = {},
): Blocking<RemotingCommand> {
  const header = Object.assign(new ConsumerSendMsgBackRequestHeader(), { offset: 0, group: 'CG', delayLevel: 0, ...fields })
  const request = RemotingCommand.createRequestCommand(RequestCode.CONSUMER_SEND_MSG_BACK, header)
  return yield* client.invokeSync(BROKER_ADDR, request, 3000)
}

/** The messages of a queue. */
function messages({ broker }: BrokerWorld, topic: string, queueId = 0): MessageExt[] {
  const store = broker.getMessageStore()
  const found = store.getMessage('CG', topic, queueId, 0, 32, null)!
  return found.messageMapedList.map(({ startOffset, size }) => store.lookMessageByOffset(startOffset, size)!)
}

describe('a message that a consumer gives back', () => {
  test('for good goes to the group’s dead letter queue, and says where it comes from', () => {
    withBroker(function* (world) {
      yield* send(world, { i: 'TAGS\u0001A\u0002KEYS\u0001k1\u0002UNIQ_KEY\u0001me\u0002', body: 'hard to swallow' })
      const response = yield* giveBack(world, TO_DLQ)
      expect([response.code, response.remark, response.extFields]).toEqual([ResponseCode.SUCCESS, null, null])
      yield* sleep(20)
      const [dead] = messages(world, '%DLQ%CG')
      expect(dead).toMatchObject({ topic: '%DLQ%CG', queueId: 0, reconsumeTimes: 1 })
      const properties = Object.fromEntries(dead!.properties.entries())
      expect(properties).toMatchObject({ RETRY_TOPIC: 'TopicTest', TAGS: 'A', KEYS: 'k1', UNIQ_KEY: 'me', DELAY: '0', WAIT: 'false' })
      const [original] = messages(world, 'TopicTest')
      expect(properties['ORIGIN_MESSAGE_ID']).toBe(original!.msgId)
      const { bornHost, bornTimestamp, body } = original!
      expect(dead).toMatchObject({ bornHost, bornTimestamp, body })
      expect(world.broker.getTopicConfigManager().selectTopicConfig('%RETRY%CG')).toMatchObject({ writeQueueNums: 1, perm: 6 })
    })
  })

  test.each([
    ['tried as often as the consumer allows', { maxReconsumeTimes: 0 }, 16],
    ['tried as often as its group allows', {}, 0],
  ])('%s goes there too', (_name, fields, retryMaxTimes) => {
    withBroker(function* (world) {
      yield* send(world)
      const config = Object.assign(new SubscriptionGroupConfig('CG'), { retryMaxTimes })
      yield* world.broker.getSubscriptionGroupManager().updateSubscriptionGroupConfig(config)
      expect((yield* giveBack(world, fields)).code).toBe(ResponseCode.SUCCESS)
      yield* sleep(20)
      expect(messages(world, '%DLQ%CG')).toHaveLength(1)
    })
  })

  test('of a group that wants nothing twice is gone', () => {
    withBroker(function* (world) {
      yield* send(world)
      const config = Object.assign(new SubscriptionGroupConfig('CG'), { retryQueueNums: 0 })
      yield* world.broker.getSubscriptionGroupManager().updateSubscriptionGroupConfig(config)
      expect((yield* giveBack(world, TO_DLQ)).code).toBe(ResponseCode.SUCCESS)
      expect(world.broker.getTopicConfigManager().selectTopicConfig('%DLQ%CG')).toBeNull()
    })
  })

  test('that is not there is refused, as is one of a group that can’t be, or for a broker that takes nothing', () => {
    withBroker(function* (world) {
      yield* send(world)
      expect((yield* giveBack(world, { ...TO_DLQ, offset: 77_777 })).code).toBe(ResponseCode.SYSTEM_ERROR)
      expect((yield* giveBack(world, { ...TO_DLQ, group: 'a b' })).code).toBe(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST)
      world.broker.brokerConfig.brokerPermission = 4
      expect((yield* giveBack(world, TO_DLQ)).code).toBe(ResponseCode.NO_PERMISSION)
    })
  })

  test('is refused when the group’s retry topic must not be written to', () => {
    withBroker(function* (world) {
      yield* send(world)
      yield* giveBack(world, TO_DLQ)
      world.broker.getTopicConfigManager().selectTopicConfig('%RETRY%CG')!.perm = 4
      expect((yield* giveBack(world)).code).toBe(ResponseCode.NO_PERMISSION)
    })
  })
})

describe('a message that is sent to a retry topic', () => {
  test.each([
    ['stays there while it was not tried too often', 1, 1, '%RETRY%CG'],
    ['goes to the dead letter queue when it was', 2, 1, '%DLQ%CG'],
    ['as often as a group of its own accord', 16, null, '%RETRY%CG'],
    ['or more often than that', 17, null, '%DLQ%CG'],
  ])('%s', (_name, j, l, topic) => {
    withBroker(function* (world) {
      const response = yield* send(world, { b: '%RETRY%CG', j, ...(l === null ? {} : { l }) })
      expect(response.code).toBe(ResponseCode.SUCCESS)
      yield* sleep(20)
      const [message] = messages(world, topic)
      expect(message).toMatchObject({ reconsumeTimes: j })
      expect(message!.getProperty('DELAY')).toBe(topic.startsWith('%DLQ%') ? '-1' : null)
    })
  })

  test('goes to the dead letter queue at once while the group holds queues, since that is out of order', () => {
    withBroker(function* (world) {
      world.broker.getRebalanceLockManager().tryLockBatch('CG', [new MessageQueue('TopicTest', 'broker-a', 0)], 'c1')
      yield* send(world, { b: '%RETRY%CG', j: 1, l: 16 })
      yield* sleep(20)
      expect(messages(world, '%DLQ%CG')).toHaveLength(1)
    })
  })
})
