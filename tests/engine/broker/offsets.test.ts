import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import { sleep } from '../../../engine/kernel/sleep'
import { GetEarliestMsgStoretimeRequestHeader } from '../../../engine/remoting/protocol/header/GetEarliestMsgStoretimeRequestHeader'
import { QueryConsumerOffsetRequestHeader } from '../../../engine/remoting/protocol/header/QueryConsumerOffsetRequestHeader'
import { SearchOffsetRequestHeader } from '../../../engine/remoting/protocol/header/SearchOffsetRequestHeader'
import { UpdateConsumerOffsetRequestHeader } from '../../../engine/remoting/protocol/header/UpdateConsumerOffsetRequestHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import type { BrokerWorld } from './support'
import { BROKER_ADDR, send, withBroker } from './support'

function* ask({ client }: BrokerWorld, code: number, header: object | null, body?: string): Blocking<RemotingCommand> {
  const request = RemotingCommand.createRequestCommand(code, header)
  if (body !== undefined) request.body = encodeUtf8(body)
  return yield* client.invokeSync(BROKER_ADDR, request, 3000)
}

const PLACE = { consumerGroup: 'CG', topic: 'TopicTest', queueId: 0 }

function* query(world: BrokerWorld, fields: Partial<QueryConsumerOffsetRequestHeader> = {}): Blocking<unknown[]> {
  const header = Object.assign(new QueryConsumerOffsetRequestHeader(), PLACE, fields)
  const response = yield* ask(world, RequestCode.QUERY_CONSUMER_OFFSET, header)
  return [response.code, response.extFields?.get('offset')]
}

function* update(world: BrokerWorld, fields: Partial<UpdateConsumerOffsetRequestHeader> = {}): Blocking<number> {
  const header = Object.assign(new UpdateConsumerOffsetRequestHeader(), PLACE, { commitOffset: 3 }, fields)
  return (yield* ask(world, RequestCode.UPDATE_CONSUMER_OFFSET, header)).code
}

describe('how far a group is', () => {
  test('is remembered, forwards and backwards', () => {
    withBroker(function* (world) {
      yield* send(world)
      yield* world.broker.getSubscriptionGroupManager().findSubscriptionGroupConfig('CG')
      expect(yield* update(world)).toBe(ResponseCode.SUCCESS)
      expect(yield* query(world)).toEqual([ResponseCode.SUCCESS, '3'])
      expect(yield* update(world, { commitOffset: 1 })).toBe(ResponseCode.SUCCESS)
      expect(yield* query(world)).toEqual([ResponseCode.SUCCESS, '1'])
      const unasked = { queueId: 2, setZeroIfNotFound: false }
      expect(yield* query(world, unasked)).toEqual([ResponseCode.QUERY_NOT_FOUND, undefined])
    })
  })

  test.each<[string, Partial<UpdateConsumerOffsetRequestHeader>, number]>([
    ['an unknown group', { consumerGroup: 'Nobody' }, ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST],
    ['an unknown topic', { topic: 'Nowhere' }, ResponseCode.TOPIC_NOT_EXIST],
    ['no queue', { queueId: null }, ResponseCode.INVALID_PARAMETER],
    ['no offset', { commitOffset: null }, ResponseCode.INVALID_PARAMETER],
  ])('is not taken from %s', (_name, fields, code) => {
    withBroker(function* (world) {
      yield* send(world)
      yield* world.broker.getSubscriptionGroupManager().findSubscriptionGroupConfig('CG')
      expect(yield* update(world, fields)).toBe(code)
    })
  })

  test('is 0 for a new group while the queue has all its messages, and else not known', () => {
    withBroker(function* (world) {
      yield* send(world)
      yield* sleep(20)
      expect(yield* query(world)).toEqual([ResponseCode.SUCCESS, '0'])
      expect(yield* query(world, { setZeroIfNotFound: true })).toEqual([ResponseCode.SUCCESS, '0'])
      expect(yield* query(world, { setZeroIfNotFound: false })).toEqual([ResponseCode.QUERY_NOT_FOUND, undefined])
      expect(yield* query(world, { queueId: 1 })).toEqual([ResponseCode.QUERY_NOT_FOUND, undefined])
      world.broker.getMessageStore().getMinOffsetInQueue = () => 1
      expect(yield* query(world)).toEqual([ResponseCode.QUERY_NOT_FOUND, undefined])
    })
  })

  test('changes the version of the table every so many times', () => {
    withBroker(
      function* (world) {
        const manager = world.broker.getConsumerOffsetManager()
        for (let offset = 0; offset < 5; offset++) manager.commitOffset('CG', 'TopicTest', 0, offset)
        expect(manager.getDataVersion().counter).toBe(2)
        yield* sleep(0)
      },
      { broker: { consumerOffsetUpdateVersionStep: 2 } },
    )
  })
})

describe('an operator is told', () => {
  test('which message is the first of a time, and when a queue begins', () => {
    withBroker(function* (world) {
      for (let count = 0; count < 3; count++) {
        yield* send(world)
        yield* sleep(100)
      }
      const place = { topic: 'TopicTest', queueId: 0 }
      const times = [0, 1, 2].map((each) => world.broker.getMessageStore().getMessageStoreTimeStamp('TopicTest', 0, each))
      const search = function* (timestamp: number, boundaryType: 'LOWER' | 'UPPER' | null): Blocking<string | undefined> {
        const header = Object.assign(new SearchOffsetRequestHeader(), place, { timestamp, boundaryType })
        return (yield* ask(world, RequestCode.SEARCH_OFFSET_BY_TIMESTAMP, header)).extFields?.get('offset')
      }
      expect(yield* search(times[1]!, null)).toBe('1')
      expect(yield* search(times[1]! + 1, 'LOWER')).toBe('2')
      expect(yield* search(times[1]! + 1, 'UPPER')).toBe('1')
      const earliest = function* (queueId: number): Blocking<string | undefined> {
        const header = Object.assign(new GetEarliestMsgStoretimeRequestHeader(), place, { queueId })
        return (yield* ask(world, RequestCode.GET_EARLIEST_MSG_STORETIME, header)).extFields?.get('timestamp')
      }
      expect(yield* earliest(0)).toBe(String(times[0]))
      expect(yield* earliest(1)).toBe('-1')
    })
  })

  test('and can enter a group or change it; its attributes stay', () => {
    withBroker(function* (world) {
      const table = world.broker.getSubscriptionGroupManager().getSubscriptionGroupTable()
      const body = '{"groupName":"CG","retryMaxTimes":3,"attributes":{"+a":"b"}}'
      const code = RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP
      expect((yield* ask(world, code, null, body)).code).toBe(ResponseCode.SUCCESS)
      expect(table.get('CG')).toMatchObject({ retryMaxTimes: 3, retryQueueNums: 1, attributes: {} })
      table.get('CG')!.attributes = { a: 'c' }
      yield* ask(world, code, null, '{"groupName":"CG","consumeEnable":false}')
      expect(table.get('CG')).toMatchObject({ retryMaxTimes: 16, consumeEnable: false, attributes: { a: 'c' } })
      const text = decodeUtf8(world.memory.contents('store/config/subscriptionGroup.json'))
      expect(text).toContain('"groupName":"CG"')
    })
  })
})
