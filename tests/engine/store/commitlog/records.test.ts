import { describe, expect, test } from 'vitest'
import { MessageVersion } from '../../../../engine/common/message/MessageVersion'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { crc32 } from '../../../../engine/kernel/java/crc32'
import { javaHashCode } from '../../../../engine/kernel/java/javaHashCode'
import { MessageStoreConfig } from '../../../../engine/store/config/MessageStoreConfig'
import { DefaultAppendMessageCallback } from '../../../../engine/store/commitlog/DefaultAppendMessageCallback'
import { DefaultMappedFile } from '../../../../engine/store/logfile/DefaultMappedFile'
import { MessageExtEncoder } from '../../../../engine/store/commitlog/MessageExtEncoder'
import { offset2FileName } from '../../../../engine/store/logfile/offset2FileName'
import type { MessageFields, TestMachine } from '../support/stores'
import { bytesToHex, hexToBytes } from '../../support/golden'
import { batchOf, messageOf, onMachine } from '../support/stores'

/** What Java's own classes made of these inputs. */
const A1 =
  '00000087daa320a73610a686000000030000000701020304050607080000000000001000000000000000018bcfe5687b0a0000010000d431' +
  '0000018bcfe569c80a00000200002a9f0000000200000000000000000000000568656c6c6f09546f70696354657374001e4b455953016b31' +
  '0254414753015461674102554e49515f4b455901553102'
const A2_TAIL = '5f5f435243333223013839363239393435333002'
const A5 =
  '00000029000000000000000000000001000000026231001157414954017472756502544147530141020000002300000000000000000000000000' +
  '000003623232000a57414954017472756502'
const A6 =
  '0000008edaa320a747cc1be0000000010000000100000000000000000000000000000000000000000000018bcfe5687b0a0000010000d43100' +
  '000000000000050a00000200002a9f00000000000000000000000000000002623109546f70696354657374002857414954017472756502544147' +
  '53014102434c55535445520144656661756c74436c75737465720200000088daa320a711b5c3ad0000000100000000000000000000000000000000' +
  '00000000000000000000018bcfe5687b0a0000010000d43100000000000000050a00000200002a9f0000000000000000000000000000000362323209' +
  '546f70696354657374002157414954017472756502434c55535445520144656661756c74436c757374657202'

const FIELDS: MessageFields = {
  queueId: 3,
  flag: 7,
  reconsumeTimes: 2,
  properties: 'KEYS=k1;TAGS=TagA;UNIQ_KEY=U1;',
}
const QUEUE_OFFSET = 0x0102030405060708

/** Encodes and appends at physical offset 4096, as the commit log does, and returns the bytes that are in the file. */
function record(fields: MessageFields, changes: Partial<MessageStoreConfig> = {}): { hex: string; msgId: string } {
  return onMachine(function* (machine) {
    const config = Object.assign(new MessageStoreConfig(), changes)
    const file = yield* fileAt4096(machine)
    const message = messageOf(fields)
    message.queueOffset = QUEUE_OFFSET
    message.storeTimestamp = 1_700_000_000_456
    message.bodyCRC = crc32(message.body!)
    if (message.topic.length > 127) message.version = MessageVersion.MESSAGE_VERSION_V2
    expect(new MessageExtEncoder(config).encode(message)).toBeNull()
    const result = file.appendMessage(message, new DefaultAppendMessageCallback(config))
    expect(result.status).toBe('PUT_OK')
    expect(result.wroteOffset).toBe(4096)
    return { hex: bytesToHex(file.getBuffer().get(4096, result.wroteBytes)), msgId: result.getMsgId() }
  })
}

function* fileAt4096(machine: TestMachine): Blocking<DefaultMappedFile> {
  const file = yield* DefaultMappedFile.open(machine.cache, 'log/00000000000000000000', 8192)
  file.setWrotePosition(4096)
  return file
}

describe('records, byte for byte as Java writes them', () => {
  // The queue offset of the vectors is beyond what a number holds exactly; its last byte is lost in this run only.
  const queueOffset = (hex: string): string => hex.slice(0, 40) + '0102030405060708' + hex.slice(56)

  test('A1: a message', () => {
    const { hex, msgId } = record(FIELDS)
    expect(queueOffset(hex)).toBe(A1)
    expect(msgId).toBe('0A00000200002A9F0000000000001000')
  })

  test('A2: with a checksum over the record', () => {
    const { hex } = record(FIELDS, { enabledAppendPropCRC: true })
    expect(hex.length).toBe(2 * 155)
    expect(hex.slice(0, 8)).toBe('0000009b')
    expect(hex.slice(8, 40)).toBe(A1.slice(8, 40))
    expect(hex.slice(56, 206)).toBe(A1.slice(56, 206))
    expect(hex.slice(206, 210)).toBe('0032')
    expect(hex.slice(210, 270)).toBe(A1.slice(210))
    expect(hex.slice(270, 288)).toBe(A2_TAIL.slice(0, 18))
    const withRightOffset = queueOffset(hex)
    const crc = crc32(hexToBytes(withRightOffset.slice(0, 270)))
    expect(crc).toBe(354992698)
    expect([...String(crc).padStart(10, '0')].reverse().join('')).toBe('8962994530')
  })

  test('A3: from an IPv6 address', () => {
    const { hex } = record({ ...FIELDS, bornHost: '[2001:db8::1]:54321', sysFlag: 0x10 })
    const expected = `00000093${A1.slice(8, 72)}00000010${A1.slice(80, 96)}20010db80000000000000000000000010000d431${A1.slice(112)}`
    expect(queueOffset(hex)).toBe(expected)
  })

  test('A4: a topic of 130 characters', () => {
    const { hex } = record({ ...FIELDS, topic: 'T'.repeat(130) })
    expect(hex.length).toBe(2 * 257)
    expect(hex.slice(0, 16)).toBe('00000101daa320ab')
    expect(hex.slice(186, 190)).toBe('0082')
  })

  test('A5 becomes A6: a batch is taken apart', () => {
    const config = new MessageStoreConfig()
    const batch = batchOf(hexToBytes(A5), { queueId: 1, properties: 'CLUSTER=DefaultCluster;' })
    batch.storeTimestamp = 5
    new MessageExtEncoder(config).encodeBatch(batch)
    expect(bytesToHex(batch.encodedBuff!)).toBe(A6)
  })

  test('a batch that is appended gets consecutive offsets', () => {
    onMachine(function* (machine) {
      const config = new MessageStoreConfig()
      const file = yield* fileAt4096(machine)
      const batch = batchOf(hexToBytes(A5), { queueId: 1, properties: 'CLUSTER=DefaultCluster;' })
      batch.storeTimestamp = 1_700_000_000_456
      batch.queueOffset = 10
      const context = new MessageExtEncoder(config).encodeBatch(batch)
      const result = file.appendMessages(batch, new DefaultAppendMessageCallback(config), context)
      expect(result).toMatchObject({ status: 'PUT_OK', wroteBytes: 0x8e + 0x88, msgNum: 2, logicsOffset: 10 })
      expect(result.getMsgId().split(',')).toEqual([
        '0A00000200002A9F0000000000001000',
        '0A00000200002A9F000000000000108E',
      ])
      const first = bytesToHex(file.getBuffer().get(4096, 0x8e))
      const second = bytesToHex(file.getBuffer().get(4096 + 0x8e, 0x88))
      expect(first.slice(40, 72)).toBe('000000000000000a0000000000001000')
      expect(second.slice(40, 72)).toBe('000000000000000b000000000000108e')
      expect(second.slice(112, 128)).toBe('0000018bcfe569c8')
      expect(first.slice(72, 112)).toBe(A6.slice(72, 112))
    })
  })

  test('A7: hashes, names, the smallest record', () => {
    expect(javaHashCode('TagA')).toBe(2598919)
    expect(javaHashCode('TopicTest#k1')).toBe(2746024)
    expect(offset2FileName(1073741824)).toBe('00000000001073741824')
    expect(record({ topic: '', body: '' }).hex.length).toBe(2 * 91)
  })
})

describe('MessageExtEncoder refuses', () => {
  const encode = (fields: MessageFields, changes: Partial<MessageStoreConfig> = {}): unknown =>
    new MessageExtEncoder(Object.assign(new MessageStoreConfig(), changes)).encode(messageOf(fields))

  test('too long properties', () => {
    expect(encode({ properties: `K=${'x'.repeat(32_764)};` })).toBeNull()
    expect(encode({ properties: `K=${'x'.repeat(32_765)};` })).toMatchObject({
      putMessageStatus: 'PROPERTIES_SIZE_EXCEEDED',
      appendMessageResult: null,
    })
    expect(encode({ properties: `K=${'x'.repeat(32_764)};` }, { enabledAppendPropCRC: true })).not.toBeNull()
  })

  test('a body over the limit, and takes one at the limit', () => {
    expect(encode({ body: 'x'.repeat(1000) }, { maxMessageSize: 1000 })).toBeNull()
    expect(encode({ body: 'x'.repeat(1001) }, { maxMessageSize: 1000 })).toMatchObject({
      putMessageStatus: 'MESSAGE_ILLEGAL',
    })
  })

  test('a batch over the limit, with an exception', () => {
    const encoder = new MessageExtEncoder(Object.assign(new MessageStoreConfig(), { maxMessageSize: 10 }))
    expect(() => encoder.encodeBatch(batchOf(hexToBytes(A5)))).toThrow('a batch of 76 bytes, 10 are allowed')
  })
})
