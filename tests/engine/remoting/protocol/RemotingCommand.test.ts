import { describe, expect, test } from 'vitest'
import { RemotingCommandException } from '../../../../engine/remoting/exception/RemotingCommandException'
import { CreateTopicRequestHeader } from '../../../../engine/remoting/protocol/header/CreateTopicRequestHeader'
import { GetRouteInfoRequestHeader } from '../../../../engine/remoting/protocol/header/GetRouteInfoRequestHeader'
import { SearchOffsetRequestHeader } from '../../../../engine/remoting/protocol/header/SearchOffsetRequestHeader'
import { SendMessageRequestHeader } from '../../../../engine/remoting/protocol/header/SendMessageRequestHeader'
import { SendMessageRequestHeaderV2 } from '../../../../engine/remoting/protocol/header/SendMessageRequestHeaderV2'
import { SendMessageResponseHeader } from '../../../../engine/remoting/protocol/header/SendMessageResponseHeader'
import { LanguageCode } from '../../../../engine/remoting/protocol/LanguageCode'
import { RemotingCommand } from '../../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../../engine/remoting/protocol/ResponseCode'
import type { SerializeType } from '../../../../engine/remoting/protocol/SerializeType'
import { bytesToHex, goldenLines, hexToBytes } from '../../support/golden'
import { runInKernel } from '../../support/runInKernel'

interface Vector {
  readonly n: string
  readonly st: SerializeType
  readonly hex: string
}

const VECTORS = goldenLines<Vector>('vectors/commands-misc.jsonl')
const BINARY_PREFIX = '0069 00 01dd 00000007 00000000 00000000'

function routeRequest(type: SerializeType): RemotingCommand {
  const header = Object.assign(new GetRouteInfoRequestHeader(), { topic: 'TopicTest' })
  const command = RemotingCommand.createRequestCommand(RequestCode.GET_ROUTEINFO_BY_TOPIC, header)
  command.opaque = 7
  command.serializeTypeCurrentRPC = type
  return command
}

/** A frame with the given JSON for a header. */
function frameOf(header: string): Uint8Array {
  const bytes = new TextEncoder().encode(header)
  const frame = new Uint8Array(8 + bytes.length)
  const view = new DataView(frame.buffer)
  view.setInt32(0, 4 + bytes.length)
  view.setInt32(4, bytes.length)
  frame.set(bytes, 8)
  return frame
}

function headerText(command: RemotingCommand): string {
  return new TextDecoder().decode(command.encode().subarray(8))
}

describe('commands as RocketMQ 5.3.2 encodes them', () => {
  test.each(VECTORS)('$n in $st', ({ n, st, hex }) => {
    const golden = RemotingCommand.decode(hexToBytes(hex))
    expect(golden.serializeTypeCurrentRPC).toBe(st)
    const [, language, code] = /^lang-(\w+)-(\d+)$/.exec(n) ?? []
    if (language !== undefined) {
      expect([golden.language, LanguageCode[golden.language!]]).toEqual([language, Number(code)])
    }
    const command = new RemotingCommand(golden.code)
    Object.assign(command, golden, { extFields: null })
    // The binary encoding has empty texts, but who decodes it has them no more: the fields are those of the JSON.
    const inJson = VECTORS.find((vector) => vector.n === n && vector.st === 'JSON')!
    const { extFields } = RemotingCommand.decode(hexToBytes(inJson.hex))
    for (const [key, value] of extFields?.entries() ?? []) command.addExtField(key, value)
    expect(bytesToHex(command.encode())).toBe(hex)
  })

  test('what the special commands say', () => {
    const [, oneway, response, negative] = VECTORS.map(({ hex }) =>
      RemotingCommand.decode(hexToBytes(hex)),
    )
    expect(oneway).toMatchObject({ flag: 2, remark: '备注' })
    expect(oneway!.isOnewayRPC()).toBe(true)
    expect(oneway!.extFields!.entries().sort()).toEqual([['', ''], ['k', 'v'], ['中', '文']])
    expect(response).toMatchObject({ code: 17, opaque: 2147483647, remark: 'no "route" \t\n\\ /' })
    expect(negative).toMatchObject({ opaque: -1, body: Uint8Array.of(0, 1, 2) })
  })

  test('a request for a route, in both encodings', () => {
    expect(headerText(routeRequest('JSON'))).toBe(
      '{"code":105,"extFields":{"topic":"TopicTest"},"flag":0,"language":"JAVA","opaque":7,' +
        '"serializeTypeCurrentRPC":"JSON","version":477}',
    )
    expect(bytesToHex(routeRequest('JSON').encode().subarray(0, 8))).toBe('0000008700000083')
    const extFields = '00000014 0005 746f706963 00000009 546f70696354657374'
    const expected = `0000002d 01000029 ${BINARY_PREFIX} ${extFields}`.replaceAll(' ', '')
    expect(bytesToHex(routeRequest('ROCKETMQ').encode())).toBe(expected)
  })

  test('a send request with letters for names', () => {
    const properties = 'UNIQ_KEY\u0001X\u0002WAIT\u0001true\u0002TAGS\u0001TagA\u0002'
    const header = Object.assign(new SendMessageRequestHeaderV2(), {
      a: 'PG', b: 'T', c: 'TBW102', d: 4, e: 1, f: 0, g: 1700000000000, h: 0, i: properties, j: 0, k: false, m: false, n: 'broker-a',
    })
    const command = RemotingCommand.createRequestCommand(RequestCode.SEND_MESSAGE_V2, header)
    command.opaque = 8
    expect(headerText(command)).toBe(
      '{"code":310,"extFields":{"a":"PG","b":"T","c":"TBW102","d":"4","e":"1","f":"0","g":"1700000000000","h":"0",' +
        '"i":"UNIQ_KEY\\u0001X\\u0002WAIT\\u0001true\\u0002TAGS\\u0001TagA\\u0002","j":"0","k":"false","m":"false",' +
        '"n":"broker-a"},"flag":0,"language":"JAVA","opaque":8,"serializeTypeCurrentRPC":"JSON","version":477}',
    )
  })

  test('a send request with names', () => {
    const header = Object.assign(new SendMessageRequestHeader(), {
      producerGroup: 'PG', topic: 'T', defaultTopic: 'TBW102', defaultTopicQueueNums: 4, queueId: 1, sysFlag: 0,
      bornTimestamp: 1, flag: 0, properties: 'p', reconsumeTimes: 0, unitMode: false, batch: false, bname: 'broker-a',
    })
    const command = RemotingCommand.createRequestCommand(RequestCode.SEND_MESSAGE, header)
    command.makeCustomHeaderToNet()
    expect(command.extFields!.keys()).toEqual([
      'queueId', 'flag', 'sysFlag', 'reconsumeTimes', 'batch', 'unitMode', 'defaultTopic', 'defaultTopicQueueNums',
      'producerGroup', 'bname', 'topic', 'bornTimestamp', 'properties',
    ])
  })
})

describe('making commands', () => {
  test('a response says that something went wrong until it is told otherwise', () => {
    const response = RemotingCommand.createResponseCommand(SendMessageResponseHeader)
    expect(response).toMatchObject({ code: ResponseCode.SYSTEM_ERROR, flag: 1 })
    expect(response.remark).not.toBeNull()
    expect(response.readCustomHeader()).toBeInstanceOf(SendMessageResponseHeader)
    expect(RemotingCommand.createResponseCommandWithCode(0, null)).toMatchObject({ code: 0, remark: null, flag: 1 })
  })

  test('a header of which no field is set leaves empty fields', () => {
    const response = RemotingCommand.createResponseCommand(SendMessageResponseHeader)
    expect(headerText(response)).toContain('"extFields":{},')
    expect(headerText(RemotingCommand.createResponseCommandWithCode(0, null))).not.toContain('extFields')
  })

  test('every command of a process takes a number: made or decoded, request or response', () => {
    const frame = routeRequest('JSON').encode()
    const opaques = runInKernel(function* () {
      const first = RemotingCommand.createRequestCommand(RequestCode.HEART_BEAT, null)
      const response = RemotingCommand.createResponseCommandWithCode(0, null)
      const decoded = RemotingCommand.decode(frame)
      const last = RemotingCommand.createRequestCommand(RequestCode.HEART_BEAT, null)
      return [first.opaque, response.opaque, decoded.opaque, last.opaque]
    })
    expect(opaques).toEqual([0, 1, 7, 3])
  })

  test('a process encodes as it is told', () => {
    const types = runInKernel(function* () {
      const before = RemotingCommand.createRequestCommand(RequestCode.HEART_BEAT, null).serializeTypeCurrentRPC
      RemotingCommand.setDefaultSerializeType('ROCKETMQ')
      return [before, RemotingCommand.createResponseCommand().serializeTypeCurrentRPC]
    })
    expect(types).toEqual(['JSON', 'ROCKETMQ'])
  })

  test('fields beyond what the buffer held so far', () => {
    const command = routeRequest('JSON')
    command.body = new Uint8Array(1 << 20).fill(7)
    command.addExtField('long', '中'.repeat(100_000))
    const decoded = RemotingCommand.decode(command.encode())
    expect(decoded.getExtField('long')!.length).toBe(100_000)
    expect(decoded.body!.length).toBe(1 << 20)
    expect(decoded.body!.every((byte) => byte === 7)).toBe(true)
  })

  test('fields whose names need quoting', () => {
    const command = routeRequest('JSON')
    command.addExtField('a"b\\', '"')
    expect(RemotingCommand.decode(command.encode()).getExtField('a"b\\')).toBe('"')
  })
})

describe('reading commands of others', () => {
  test('unquoted names, single quotes, numbers as texts and the reverse', () => {
    const command = RemotingCommand.decode(
      frameOf("{code:105,'language':'GO',flag:'1',opaque:5,extFields:{n:12,b:true,t:'x'},unknown:[]}"),
    )
    expect(command).toMatchObject({ code: 105, language: 'GO', flag: 1, opaque: 5, version: 0, remark: null })
    expect(command.extFields!.entries().sort()).toEqual([['b', 'true'], ['n', '12'], ['t', 'x']])
  })

  test.each([
    ['13', 'NODE_JS'],
    ['"KLINGON"', null],
    ['"toString"', null],
    ['"go"', 'GO'],
  ])('language %s', (language, expected) => {
    expect(RemotingCommand.decode(frameOf(`{"code":1,"language":${language}}`)).language).toBe(expected)
  })

  test('what is missing has its default', () => {
    expect(RemotingCommand.decode(frameOf('{"code":1}'))).toMatchObject({ language: 'JAVA', version: 0, flag: 0 })
  })

  test('fields in their types; what cannot be read is not there', () => {
    const command = RemotingCommand.decode(
      frameOf('{"code":29,"extFields":{"topic":"T","queueId":"x","timestamp":"-5","boundaryType":"upper","nsd":"TRUE","oway":"1"}}'),
    )
    expect(command.decodeCommandCustomHeader(SearchOffsetRequestHeader)).toMatchObject({
      topic: 'T', queueId: null, timestamp: -5, boundaryType: 'UPPER', nsd: true, oway: false,
    })
  })

  test('a header without fields has its defaults', () => {
    const command = RemotingCommand.decode(frameOf('{"code":17}'))
    expect(command.decodeCommandCustomHeader(CreateTopicRequestHeader)).toEqual(new CreateTopicRequestHeader())
  })

  test('a code above 32767 loses its upper half in the binary encoding', () => {
    const command = RemotingCommand.createRequestCommand(RequestCode.POP_MESSAGE, null)
    command.serializeTypeCurrentRPC = 'ROCKETMQ'
    expect(RemotingCommand.decode(command.encode()).code).toBe(3442)
  })

  test('an empty text does not survive the binary encoding', () => {
    const command = routeRequest('ROCKETMQ')
    command.addExtField('empty', '')
    expect(RemotingCommand.decode(command.encode()).getExtField('empty')).toBeNull()
  })

  const cut = (length: number): Uint8Array => {
    const bytes = routeRequest('ROCKETMQ').encode().slice(0, length)
    new DataView(bytes.buffer).setInt32(4, (1 << 24) | (length - 8))
    return bytes
  }
  test.each([9, 12, 20, 28, 30, 36, 44])('a binary header that ends after %i bytes', (length) => {
    expect(() => RemotingCommand.decode(cut(length))).toThrow(RemotingCommandException)
  })

  test('fewer bytes than a frame has', () => {
    expect(() => RemotingCommand.decode(new Uint8Array(7))).toThrow(RemotingCommandException)
  })
})
