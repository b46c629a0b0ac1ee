import { describe, expect, test } from 'vitest'
import { JavaHashMap } from '../../../../engine/kernel/java/JavaHashMap'
import { RemotingCommand } from '../../../../engine/remoting/protocol/RemotingCommand'
import { TopicRouteData } from '../../../../engine/remoting/protocol/route/TopicRouteData'
import { FrameDecoder } from '../../../../engine/remoting/netty/FrameDecoder'
import { framesOf } from '../../support/framesOf'
import { bytesToHex, goldenLines, hexToBytes } from '../../support/golden'
import { HEADER_CLASSES } from '../../support/headerClasses'

interface Frame {
  i: number
  serverPort: number
  name: string
  kind: string
  header: Record<string, unknown>
  hex: string
}

const FILES = [
  '01-boot', '02-quick', '02b-shutdown', '03-producers', '20-boot-ROCKETMQ', '21-producers-ROCKETMQ', '22-quick-sendV1',
  '04-pushc', '09-retrydlq',
]
const HA_PORT = 10912

/** The header of each kind of frame; kinds without one are not here. */
const HEADER_OF: Readonly<Record<string, string>> = {
  REGISTER_BROKER: 'RegisterBrokerRequestHeader',
  'RESP:REGISTER_BROKER': 'RegisterBrokerResponseHeader',
  UNREGISTER_BROKER: 'UnRegisterBrokerRequestHeader',
  GET_ROUTEINFO_BY_TOPIC: 'GetRouteInfoRequestHeader',
  SEND_MESSAGE: 'SendMessageRequestHeader',
  SEND_MESSAGE_V2: 'SendMessageRequestHeaderV2',
  SEND_BATCH_MESSAGE: 'SendMessageRequestHeaderV2',
  'RESP:SEND_MESSAGE': 'SendMessageResponseHeader',
  'RESP:SEND_MESSAGE_V2': 'SendMessageResponseHeader',
  'RESP:SEND_BATCH_MESSAGE': 'SendMessageResponseHeader',
  UNREGISTER_CLIENT: 'UnregisterClientRequestHeader',
  PULL_MESSAGE: 'PullMessageRequestHeader',
  'RESP:PULL_MESSAGE': 'PullMessageResponseHeader',
  GET_MAX_OFFSET: 'GetMaxOffsetRequestHeader',
  'RESP:GET_MAX_OFFSET': 'GetMaxOffsetResponseHeader',
  GET_MIN_OFFSET: 'GetMinOffsetRequestHeader',
  'RESP:GET_MIN_OFFSET': 'GetMinOffsetResponseHeader',
  SEARCH_OFFSET_BY_TIMESTAMP: 'SearchOffsetRequestHeader',
  'RESP:SEARCH_OFFSET_BY_TIMESTAMP': 'SearchOffsetResponseHeader',
  UPDATE_CONSUMER_OFFSET: 'UpdateConsumerOffsetRequestHeader',
  QUERY_CONSUMER_OFFSET: 'QueryConsumerOffsetRequestHeader',
  'RESP:QUERY_CONSUMER_OFFSET': 'QueryConsumerOffsetResponseHeader',
  GET_CONSUMER_LIST_BY_GROUP: 'GetConsumerListByGroupRequestHeader',
  CONSUMER_SEND_MSG_BACK: 'ConsumerSendMsgBackRequestHeader',
  NOTIFY_CONSUMER_IDS_CHANGED: 'NotifyConsumerIdsChangedRequestHeader',
}

/** Makes the command anew, as its first sender did: hooks and processors add their fields, then comes the header. */
function madeAnew(golden: RemotingCommand, name: string): RemotingCommand {
  const command = new RemotingCommand(golden.code)
  const { flag, opaque, remark, body, serializeTypeCurrentRPC } = golden
  Object.assign(command, { flag, opaque, remark, body, serializeTypeCurrentRPC })
  const type = golden.extFields === null ? undefined : HEADER_CLASSES[HEADER_OF[name] ?? '']
  // Some responses have a header without any field.
  if (golden.extFields?.size === 0) command.extFields = new JavaHashMap()
  for (const [key, value] of golden.extFields?.entries() ?? []) {
    if (type === undefined || !(key in type.fields)) command.addExtField(key, value)
  }
  if (type !== undefined) command.writeCustomHeader(golden.decodeCommandCustomHeader(type))
  return command
}

describe('frames captured from RocketMQ 5.3.2', () => {
  test('every header that has fields is known', () => {
    const frames = FILES.flatMap((file) => goldenLines<Frame>(`wire/${file}.jsonl`))
    const handMade = ['HEART_BEAT', 'RESP:HEART_BEAT']
    const unknown = frames.filter(({ name, serverPort, header }) => {
      const fields = Object.keys((header['extFields'] as object | undefined) ?? {})
      return serverPort !== HA_PORT && fields.length > 0 && !(name in HEADER_OF) && !handMade.includes(name)
    })
    expect(unknown.map(({ name }) => name)).toEqual([])
  })

  for (const file of FILES) {
    const frames = goldenLines<Frame>(`wire/${file}.jsonl`).filter((frame) => frame.serverPort !== HA_PORT)
    test(`${file}: every frame is decoded, and encoded to the same bytes`, () => {
      expect(frames.length).toBeGreaterThan(0)
      for (const frame of frames) {
        const command = RemotingCommand.decode(hexToBytes(frame.hex))
        expect(command.code, `${file} ${frame.i}`).toBe(frame.header['code'])
        expect(command.isResponseType()).toBe(frame.kind === 'response')
        expect(command.isOnewayRPC()).toBe(frame.kind === 'oneway')
        expect(bytesToHex(madeAnew(command, frame.name).encode()), `${file} ${frame.i} ${frame.name}`).toBe(frame.hex)
      }
    })
  }

  test('a stream of frames is cut correctly, whatever the pieces', () => {
    const frames = goldenLines<Frame>('wire/02-quick.jsonl').filter((frame) => frame.serverPort !== HA_PORT)
    const stream = hexToBytes(frames.map((frame) => frame.hex).join(''))
    for (const size of [1, 3, 7, 64, 1000, stream.length]) {
      const decoder = new FrameDecoder()
      const seen: string[] = []
      for (let at = 0; at < stream.length; at += size) {
        for (const frame of framesOf(decoder, stream.subarray(at, at + size))) seen.push(bytesToHex(frame))
      }
      expect(seen).toEqual(frames.map((frame) => frame.hex))
    }
  })

  test('a route is read and written as the name server writes it', () => {
    const route = goldenLines<Frame>('wire/02-quick.jsonl').find(
      (frame) => frame.name === 'RESP:GET_ROUTEINFO_BY_TOPIC' && frame.header['code'] === 0,
    )!
    const { body } = RemotingCommand.decode(hexToBytes(route.hex))
    const decoded = TopicRouteData.decode(body!)
    expect(decoded.brokerDatas[0]!.brokerAddrs.get(0)).toMatch(/:10911$/)
    expect(bytesToHex(decoded.encode(true))).toBe(bytesToHex(body!))
  })

  test('garbage is refused', () => {
    const decoder = new FrameDecoder()
    expect(() => framesOf(decoder, Uint8Array.of(0x7f, 0xff, 0xff, 0xff))).toThrow(/frame of/)
    expect(() => RemotingCommand.decode(Uint8Array.of(0, 0, 0, 4, 0, 0, 0, 9))).toThrow(/longer than the frame/)
    expect(() => RemotingCommand.decode(Uint8Array.of(0, 0, 0, 4, 7, 0, 0, 0))).toThrow(/serialize type/)
    const notJson = Uint8Array.of(0, 0, 0, 6, 0, 0, 0, 2, 0x7b, 0x21)
    expect(() => RemotingCommand.decode(notJson)).toThrow(/not that of a command/)
  })
})
