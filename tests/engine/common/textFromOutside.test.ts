import { describe, expect, test } from 'vitest'
import { ConsumerOffsetManager } from '../../../engine/broker/offset/ConsumerOffsetManager'
import { BrokerConfig } from '../../../engine/broker/BrokerConfig'
import { Message } from '../../../engine/common/message/Message'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import { MixAll } from '../../../engine/common/MixAll'
import { TopicConfig } from '../../../engine/common/TopicConfig'
import { Kernel } from '../../../engine/kernel/Kernel'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { FilterAPI } from '../../../engine/remoting/protocol/filter/FilterAPI'
import { MessageStoreConfig } from '../../../engine/store/config/MessageStoreConfig'
import type { StoreReader } from '../../../engine/worker/describeFile/StoreReader'
import { describeConsumeQueue } from '../../../engine/worker/describeFile/describeConsumeQueue'
import { plainJson } from '../support/plainJson'

describe('text from outside is read as Java reads it', () => {
  test('the numbers of a topic on one line', () => {
    expect(TopicConfig.decode('T +4 ٨ 6 SINGLE_TAG')).toMatchObject({ readQueueNums: 4, writeQueueNums: 8 })
    expect(TopicConfig.decode('T 4 8 6')).toBeNull()
    for (const odd of ['0x4', '4.0', '', '1e1', '2147483648']) {
      expect(() => TopicConfig.decode(`T ${odd} 8 6 SINGLE_TAG`)).toThrow('for input string')
    }
    expect(() => TopicConfig.decode('T 4 8 6 NO_TAG')).toThrow('NO_TAG')
  })

  test('the port of a broker', () => {
    expect(MixAll.brokerVIPChannel(true, '10.0.0.21:10911')).toBe('10.0.0.21:10909')
    expect(() => MixAll.brokerVIPChannel(true, '10.0.0.21:1e4')).toThrow('for input string')
  })

  test('tags, of which only control characters and blanks are trimmed', () => {
    const tags = FilterAPI.build('T', 'a\u0001|| \u00a0b', 'TAG')!.tagsSet
    expect(tags).toEqual(['a', '\u00a0b'])
  })

  test('properties that look blank', () => {
    const message = new Message('T')
    expect(() => message.putUserProperty('name', '\u0001 ')).toThrow('blank')
    message.putUserProperty('name', '\u00a0')
    expect(message.getProperty('name')).toBe('\u00a0')
  })

  test('digits of an offset id that are none count as all ones', () => {
    const id = MessageDecoder.createMessageId('10.0.0.21:10911', 42)
    expect(MessageDecoder.decodeMessageId(id.toLowerCase())).toEqual({ address: '10.0.0.21:10911', offset: 42 })
    expect(MessageDecoder.decodeMessageId(`G0${id.slice(2)}`).address).toBe('240.0.0.21:10911')
    expect(MessageDecoder.decodeMessageId(`1G${id.slice(2)}`).address).toBe('255.0.0.21:10911')
  })

  test('topics of a group, of which only names with one @ in the middle say something', () => {
    const process = new Kernel({ seed: 1 }).createProcess({ name: 'broker', host: '10.0.0.1' })
    const manager = new ConsumerOffsetManager(process, new MemoryDisk(), new BrokerConfig(), new MessageStoreConfig())
    const keys = ['T@g', 'U@g@', 'V@', 'W', 'X@g@h']
    const offsetTable = Object.fromEntries(keys.map((key) => [key, { 0: 1 }]))
    manager.decode(JSON.stringify({ dataVersion: {}, offsetTable }))
    expect((plainJson(manager.encode()) as Record<string, unknown>)['groupTopicMap']).toEqual({ g: ['T', 'U'] })
  })

  test.each(['notes.txt', '1e3', '0x10', '99999999999999999999'])('a file of a queue may be called %s', (name) => {
    const bytes = new Uint8Array(20)
    bytes[11] = 5
    const reader: StoreReader = {
      indexSizes: { hashSlotNum: 1, indexNum: 1 },
      paths: () => [`store/consumequeue/T/0/${name}`],
      sizeOf: (path) => (path.endsWith(name) ? 20 : 0),
      read: (_, from, length) => bytes.slice(from, from + length),
    }
    const [entry] = describeConsumeQueue(reader, `store/consumequeue/T/0/${name}`, 0, 20)
    expect(entry).toMatchObject({ value: '?' })
  })
})
