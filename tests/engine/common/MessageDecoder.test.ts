import { describe, expect, it } from 'vitest'
import { Message } from '../../../engine/common/message/Message'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import { JavaHashMap } from '../../../engine/kernel/java/JavaHashMap'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import { bytesToHex, goldenLines, hexToBytes } from '../support/golden'

interface Line {
  readonly n: string
  readonly ipv6?: boolean
  readonly hex?: string
  readonly decodedMsgId?: string
  readonly decoded?: string
  readonly ip?: string
  readonly port?: number
  readonly offset?: number
  readonly id?: string
  readonly props?: string | readonly string[]
}

const LINES = goldenLines<Line>('vectors/messages.jsonl')
const records = LINES.filter(({ n, hex }) => n === 'MessageDecoder.encode' && hex !== undefined)
const ids = LINES.filter(({ n }) => n === 'msgId')
const batch = LINES.find(({ n }) => n === 'encodeMessages(batch)')!

function properties(fields: Record<string, string>): JavaHashMap<string> {
  const map = new JavaHashMap<string>()
  for (const [name, value] of Object.entries(fields)) map.put(name, value)
  return map
}

describe('the text of properties', () => {
  it('is name, value and two separators each, in Java’s order', () => {
    const text = MessageDecoder.messageProperties2String(properties({ TAGS: 'T', DELAY: '3', KEYS: 'k1', u: '用' }))
    expect(text).toBe(records[0]!.props)
    expect(MessageDecoder.messageProperties2String(properties({}))).toBe('')
  })

  it('becomes the properties again', () => {
    const text = 'KEYS\u0001k1 k2\u0002属性\u0001值\u0002b\u0001a\u0001b\u0002'
    const read = MessageDecoder.string2messageProperties(text)
    expect(Object.fromEntries(read.entries())).toEqual({ KEYS: 'k1 k2', 属性: '值', b: 'a\u0001b' })
  })

  it('may end without a separator', () => {
    expect(MessageDecoder.string2messageProperties('a\u00011\u0002b\u00012').get('b')).toBe('2')
  })

  it.each(['', '\u0002', 'a', '\u0001v\u0002', 'name\u0001\u0002', 'ab\u0002', '\u0001\u0001\u0001\u0002'])(
    '%j has none in it',
    (text) => {
      expect(MessageDecoder.string2messageProperties(text).size).toBe(0)
    },
  )

  it('may be missing', () => {
    expect(MessageDecoder.string2messageProperties(null).size).toBe(0)
  })

  it('is read as in Java: the last of two equal names counts', () => {
    expect(MessageDecoder.string2messageProperties('a\u00011\u0002a\u00012\u0002').get('a')).toBe('2')
  })
})

describe('a record made anew of a message', () => {
  it.each(records)('has the bytes that Java writes', ({ hex }) => {
    const message = MessageDecoder.decode(hexToBytes(hex!))!
    message.properties = properties({ TAGS: 'T', DELAY: '3', KEYS: 'k1', u: '用' })
    expect(bytesToHex(MessageDecoder.encode(message))).toBe(hex)
  })
})

describe('the id of a stored message', () => {
  it.each(ids)('of $ip:$port, $offset is $id', ({ ip, port, offset, id }) => {
    const address = ip!.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`
    expect(MessageDecoder.createMessageId(address, offset!)).toBe(id)
    expect(MessageDecoder.decodeMessageId(id!)).toEqual({ address, offset })
  })

  it('holds offsets beyond 32 bits', () => {
    const id = MessageDecoder.createMessageId('10.1.2.3:10911', 2 ** 45 + 7)
    expect(id).toBe('0A01020300002A9F0000200000000007')
    expect(MessageDecoder.decodeMessageId(id).offset).toBe(2 ** 45 + 7)
  })
})

describe('a batch', () => {
  it('has the bytes that it has in Java', () => {
    const messages = (batch.props as readonly string[]).map((text, index) => {
      const message = new Message('T', encodeUtf8(`b${index}`))
      // A map that was read is larger than one that was filled, and so is walked through in another order.
      message.properties = properties(MessageDecoder.string2messageProperties(text).toObject())
      return message
    })
    expect(bytesToHex(MessageDecoder.encodeMessages(messages))).toBe(batch.hex)
  })

  it('of one message is that message', () => {
    const message = new Message('T', encodeUtf8('body'))
    message.flag = -2
    const bytes = MessageDecoder.encodeMessage(message)
    const waits = bytesToHex(encodeUtf8('WAIT\u0001true\u0002'))
    const body = bytesToHex(encodeUtf8('body'))
    expect(bytesToHex(bytes)).toBe(`00000024${'00'.repeat(8)}fffffffe00000004${body}000a${waits}`)
  })
})

describe('a stored record', () => {
  it.each(records)('is read as Java reads it (IPv6: $ipv6)', ({ hex, decodedMsgId, decoded }) => {
    const message = MessageDecoder.decode(hexToBytes(hex!))!
    const number = (name: string): number => Number(new RegExp(`${name}=(-?\\d+)`).exec(decoded!)![1])
    const names = ['queueId', 'storeSize', 'queueOffset', 'sysFlag', 'bornTimestamp', 'storeTimestamp'] as const
    const more = ['commitLogOffset', 'bodyCRC', 'reconsumeTimes', 'preparedTransactionOffset'] as const
    for (const name of [...names, ...more]) expect(message[name], name).toBe(number(name))
    expect(message.flag).toBe(number('flag'))
    expect(message.topic).toBe('TopicV1')
    expect(message.msgId).toBe(decodedMsgId)
    expect(`[${[...message.body!].map((byte) => (byte << 24) >> 24).join(', ')}]`).toBe(/body=(\[[^\]]*\])/.exec(decoded!)![1])
    expect(decodeUtf8(message.body!)).toBe('body-体')
    const found = Object.fromEntries(message.properties.entries())
    expect(found).toEqual({ u: '用', KEYS: 'k1', DELAY: '3', TAGS: 'T' })
    expect(message.storeHost.endsWith(':10911')).toBe(true)
    expect(message.bornHost.endsWith(':12345')).toBe(true)
  })

  it('is one only by its magic number', () => {
    const bytes = hexToBytes(records[0]!.hex!)
    bytes[7] = bytes[7]! ^ 1
    expect(MessageDecoder.decode(bytes)).toBeNull()
    expect(MessageDecoder.decode(new Uint8Array(0))).toBeNull()
    expect(MessageDecoder.decode(new Uint8Array(200))).toBeNull()
  })

  it('may stand anywhere in a larger buffer, and its body outlives that', () => {
    const bytes = hexToBytes(records[0]!.hex!)
    const buffer = new Uint8Array(bytes.length + 20)
    buffer.set(bytes, 13)
    const message = MessageDecoder.decode(buffer.subarray(13, 13 + bytes.length))!
    buffer.fill(0)
    expect(decodeUtf8(message.body!)).toBe('body-体')
  })
})
