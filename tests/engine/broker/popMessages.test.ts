import { describe, expect, test } from 'vitest'
import type { BrokerController } from '../../../engine/broker/BrokerController'
import { MessageConst } from '../../../engine/common/message/MessageConst'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import type { MessageExt } from '../../../engine/common/message/MessageExt'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { currentTimeMillis } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { ExtraInfoUtil } from '../../../engine/remoting/protocol/ExtraInfoUtil'
import { AckMessageRequestHeader } from '../../../engine/remoting/protocol/header/AckMessageRequestHeader'
import { ChangeInvisibleTimeRequestHeader } from '../../../engine/remoting/protocol/header/ChangeInvisibleTimeRequestHeader'
import { ChangeInvisibleTimeResponseHeader } from '../../../engine/remoting/protocol/header/ChangeInvisibleTimeResponseHeader'
import { PollingInfoRequestHeader } from '../../../engine/remoting/protocol/header/PollingInfoRequestHeader'
import { PollingInfoResponseHeader } from '../../../engine/remoting/protocol/header/PollingInfoResponseHeader'
import { PopMessageRequestHeader } from '../../../engine/remoting/protocol/header/PopMessageRequestHeader'
import { PopMessageResponseHeader } from '../../../engine/remoting/protocol/header/PopMessageResponseHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import type { BrokerChanges, BrokerWorld } from './support'
import { BROKER_ADDR, newBroker, run, send, withBroker } from './support'

const WHEEL: BrokerChanges = { store: { timerWheelSlots: 3600, mappedFileSizeTimerLog: 4096 } }
const INVISIBLE = 10_000
const RETRY_TOPIC = '%RETRY%group_TopicTest'
const REVIVE_TOPIC = 'rmq_sys_REVIVE_LOG_DefaultCluster'

function* popOnce(world: BrokerWorld, fields: Partial<PopMessageRequestHeader> = {}): Blocking<RemotingCommand> {
  const header = Object.assign(new PopMessageRequestHeader(), {
    consumerGroup: 'group', topic: 'TopicTest', queueId: -1, maxMsgNums: 32, invisibleTime: INVISIBLE, pollTime: 0,
    bornTime: currentTimeMillis(), initMode: 0, ...fields,
  })
  const request = RemotingCommand.createRequestCommand(RequestCode.POP_MESSAGE, header)
  return yield* world.client.invokeSync(BROKER_ADDR, request, 30_000)
}

/** What a pop has given. The consumer's acks are made as a client makes them. */
interface Popped {
  readonly message: MessageExt
  readonly extraInfo: string
}

function poppedOf(response: RemotingCommand): Popped[] {
  const header = response.decodeCommandCustomHeader(PopMessageResponseHeader)
  const starts = ExtraInfoUtil.parseStartOffsetInfo(header.startOffsetInfo) ?? new Map<string, number>()
  return MessageDecoder.decodes(response.body ?? new Uint8Array(0)).map((message) => {
    const known = message.getProperty(MessageConst.PROPERTY_POP_CK)
    if (known !== null) return { message, extraInfo: known }
    const { queueId, queueOffset: msgQueueOffset } = message
    const ckQueueOffset = starts.get(ExtraInfoUtil.getStartOffsetInfoMapKey('0', queueId))!
    const { popTime, invisibleTime, reviveQid } = header
    const info = { ckQueueOffset, popTime: popTime!, invisibleTime: invisibleTime!, reviveQid: reviveQid!, retry: '0' }
    return { message, extraInfo: ExtraInfoUtil.buildExtraInfo({ ...info, brokerName: 'broker-a', queueId, msgQueueOffset }) }
  })
}

function* pop(world: BrokerWorld, fields: Partial<PopMessageRequestHeader> = {}): Blocking<Popped[]> {
  return poppedOf(yield* popOnce(world, fields))
}

function addressOf(extraInfo: string) {
  const words = ExtraInfoUtil.split(extraInfo)
  const topic = ExtraInfoUtil.getRealTopic(words, 'TopicTest', 'group')
  return {
    consumerGroup: 'group', topic, queueId: ExtraInfoUtil.getQueueId(words), extraInfo, offset: ExtraInfoUtil.getQueueOffset(words),
  }
}

function* ack(world: BrokerWorld, extraInfo: string, fields: Partial<AckMessageRequestHeader> = {}): Blocking<RemotingCommand> {
  const header = Object.assign(new AckMessageRequestHeader(), addressOf(extraInfo), fields)
  return yield* world.client.invokeSync(BROKER_ADDR, RemotingCommand.createRequestCommand(RequestCode.ACK_MESSAGE, header), 3000)
}

function* changeInvisible(world: BrokerWorld, extraInfo: string, invisibleTime: number): Blocking<RemotingCommand> {
  const header = Object.assign(new ChangeInvisibleTimeRequestHeader(), { ...addressOf(extraInfo), invisibleTime })
  const request = RemotingCommand.createRequestCommand(RequestCode.CHANGE_MESSAGE_INVISIBLETIME, header)
  return yield* world.client.invokeSync(BROKER_ADDR, request, 3000)
}

function* sendThree(world: BrokerWorld): Blocking<void> {
  for (const body of ['one', 'two', 'three']) yield* send(world, { body, e: 0 })
}

function bodies(popped: readonly Popped[]): string[] {
  return popped.map(({ message }) => decodeUtf8(message.body!))
}

function messagesIn(broker: BrokerController, topic: string, queueId: number): MessageExt[] {
  const result = broker.getMessageStore().getMessage('group', topic, queueId, 0, 32, null)!
  return result.messageMapedList.map((record) => MessageDecoder.decode(record.get(0, record.size))!)
}

/** Pops until something comes, for a while. */
function* popWithin(world: BrokerWorld, millis: number, fields: Partial<PopMessageRequestHeader> = {}): Blocking<Popped[]> {
  const until = currentTimeMillis() + millis
  while (currentTimeMillis() < until) {
    const popped = yield* pop(world, fields)
    if (popped.length > 0) return popped
    yield* sleep(500)
  }
  return []
}

describe('popped messages', () => {
  test('are hidden for a while, and come again unless they are acknowledged', () => {
    withBroker(function* (world) {
      yield* sendThree(world)
      const first = yield* pop(world)
      expect(bodies(first)).toEqual(['one', 'two', 'three'])
      expect(yield* pop(world)).toEqual([])
      expect((yield* ack(world, first[1]!.extraInfo)).code).toBe(ResponseCode.SUCCESS)
      expect(yield* popWithin(world, INVISIBLE - 1000)).toEqual([])
      const second = yield* popWithin(world, 30_000)
      expect(bodies(second)).toEqual(['one', 'three'])
      for (const { message, extraInfo } of second) {
        expect([message.topic, message.reconsumeTimes]).toEqual(['TopicTest', 1])
        expect(addressOf(extraInfo).topic).toBe(RETRY_TOPIC)
        expect((yield* ack(world, extraInfo)).code).toBe(ResponseCode.SUCCESS)
      }
      expect(yield* popWithin(world, 60_000)).toEqual([])
    }, WHEEL)
  })
})
