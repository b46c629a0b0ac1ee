import { describe, expect, it } from 'vitest'
import { Message } from '../../../engine/common/message/Message'
import { MessageBatch, UnsupportedBatchError } from '../../../engine/common/message/MessageBatch'
import { MessageClientIDSetter } from '../../../engine/common/message/MessageClientIDSetter'
import { MessageConst, RESERVED_PROPERTIES } from '../../../engine/common/message/MessageConst'
import { MessageExtBrokerInner } from '../../../engine/common/message/MessageExtBrokerInner'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { hostBytes, hostOfBytes } from '../../../engine/common/message/hostBytes'
import { TopicFilterType } from '../../../engine/common/TopicFilterType'
import { IllegalArgumentException } from '../../../engine/kernel/errors'
import { Kernel } from '../../../engine/kernel/Kernel'
import { bytesToHex, goldenLines } from '../support/golden'

describe('a message', () => {
  it('wants to wait for the store unless it says otherwise', () => {
    const message = new Message('T')
    expect(message.getProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK)).toBe('true')
    expect(message.isWaitStoreMsgOK()).toBe(true)
    message.setWaitStoreMsgOK(false)
    expect(message.isWaitStoreMsgOK()).toBe(false)
    message.putProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK, 'TRUE')
    expect(message.isWaitStoreMsgOK()).toBe(true)
    message.putProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK, 'yes')
    expect(message.isWaitStoreMsgOK()).toBe(false)
    for (const absent of [new Message(), message]) {
      absent.clearProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK)
      expect(absent.isWaitStoreMsgOK()).toBe(true)
    }
  })

  it('keeps tags, keys and delay as properties', () => {
    const message = new Message('T')
    expect([message.getTags(), message.getKeys(), message.getDelayTimeLevel()]).toEqual([null, null, 0])
    message.setTags('A')
    message.setKeys(['k1', 'k2'])
    message.setDelayTimeLevel(3)
    const { properties } = message
    expect([properties.get('TAGS'), properties.get('KEYS'), properties.get('DELAY')]).toEqual(['A', 'k1 k2', '3'])
    expect([message.getTags(), message.getKeys(), message.getDelayTimeLevel()]).toEqual(['A', 'k1 k2', 3])
  })

  it('takes properties of the application, but not under names that RocketMQ needs', () => {
    const message = new Message('T')
    message.putUserProperty('order', '4711')
    expect(message.getProperty('order')).toBe('4711')
    expect(RESERVED_PROPERTIES.size).toBeGreaterThan(30)
    for (const name of ['TAGS', 'KEYS', 'UNIQ_KEY', 'WAIT', 'DELAY', 'TRAN_MSG']) {
      expect(RESERVED_PROPERTIES).toContain(name)
    }
    for (const name of [...RESERVED_PROPERTIES, '', ' ']) {
      expect(() => message.putUserProperty(name, 'x')).toThrow(IllegalArgumentException)
    }
    for (const value of ['', '  ']) expect(() => message.putUserProperty('a', value)).toThrow(IllegalArgumentException)
  })
})

interface HashLine {
  readonly n: string
  readonly s: string
  readonly tagsCode: number
}

describe('the code of tags', () => {
  it('is that of Java', () => {
    const lines = goldenLines<HashLine>('vectors/algos.jsonl').filter(({ n }) => n === 'string')
    for (const { s, tagsCode } of lines) {
      expect(MessageExtBrokerInner.tagsString2tagsCode(TopicFilterType.SINGLE_TAG, s)).toBe(tagsCode)
    }
    expect(MessageExtBrokerInner.tagsString2tagsCode(TopicFilterType.SINGLE_TAG, null)).toBe(0)
  })
})

describe('a batch', () => {
  it('takes over the topic and the wish to wait of its messages', () => {
    const messages = [new Message('T'), new Message('T')]
    for (const message of messages) message.setWaitStoreMsgOK(false)
    const batch = MessageBatch.generateFromList(messages)
    expect([...batch]).toEqual(messages)
    expect(batch.topic).toBe('T')
    expect(batch.isWaitStoreMsgOK()).toBe(false)
  })

  it('says why messages can not be one', () => {
    const delayed = new Message('T')
    delayed.setDelayTimeLevel(1)
    for (const messages of [[], [delayed], [new Message('%RETRY%g')], [new Message('T'), new Message('U')]]) {
      expect(() => MessageBatch.generateFromList(messages)).toThrow(UnsupportedBatchError)
    }
  })
})

describe('the id that a client gives', () => {
  function idsAt(epochMillis: number, millis: readonly number[]): string[] {
    const kernel = new Kernel({ seed: 1, epochMillis })
    const host = kernel.createProcess({ name: 'p', host: '192.168.1.20' })
    const ids: string[] = []
    for (const at of millis) {
      kernel.schedule(at * 1000, 'make an id', () => {
        host.spawn('id', function* () {
          ids.push(MessageClientIDSetter.createUniqID())
        })
      })
    }
    kernel.run({ time: 1e15 })
    return ids
  }

  const fields = (id: string): { ip: string; millis: number; count: number } => {
    return { ip: id.slice(0, 8), millis: parseInt(id.slice(20, 28), 16), count: parseInt(id.slice(28), 16) }
  }

  it('counts, and tells the time since the month began', () => {
    const midnight = 1_698_796_800_000
    const ids = idsAt(midnight + 5000, [0, 10, 20])
    expect(ids.map(fields)).toEqual([
      { ip: 'C0A80114', millis: 5000, count: 0 },
      { ip: 'C0A80114', millis: 5010, count: 1 },
      { ip: 'C0A80114', millis: 5020, count: 2 },
    ])
    for (const id of ids) expect(id).toMatch(/^[0-9A-F]{32}$/)
  })

  it('begins anew with the month, leap years included', () => {
    const lastOfFebruary2024 = 1_709_251_200_000 - 1000
    expect(idsAt(lastOfFebruary2024, [0, 2000]).map((id) => fields(id).millis)).toEqual([29 * 86_400_000 - 1000, 1000])
    const lastOfDecember2023 = 1_704_067_200_000 - 1000
    expect(idsAt(lastOfDecember2023, [0, 2000]).map((id) => fields(id).millis)).toEqual([31 * 86_400_000 - 1000, 1000])
  })

  it('counts up to 65535 and then from 0', () => {
    const kernel = new Kernel({ seed: 1 })
    const host = kernel.createProcess({ name: 'p', host: '10.0.0.1' })
    const counts: number[] = []
    host.spawn('ids', function* () {
      for (let each = 0; each < 65_538; each++) counts.push(fields(MessageClientIDSetter.createUniqID()).count)
    })
    kernel.run({ time: 1e9 })
    expect(counts.slice(-3)).toEqual([65_535, 0, 1])
  })

  it('is not given twice', () => {
    const kernel = new Kernel({ seed: 1 })
    const message = new Message('T')
    const seen: Array<string | null> = [MessageClientIDSetter.getUniqID(message)]
    kernel.createProcess({ name: 'p', host: '10.0.0.1' }).spawn('ids', function* () {
      for (let each = 0; each < 2; each++) {
        MessageClientIDSetter.setUniqID(message)
        seen.push(MessageClientIDSetter.getUniqID(message))
      }
    })
    kernel.run({ time: 1e9 })
    expect(seen[0]).toBeNull()
    expect(seen[1]).toBe(seen[2])
  })
})

describe('a message queue', () => {
  it('is ordered by topic, broker and number', () => {
    const sorted = [
      new MessageQueue('A', 'b', 9),
      new MessageQueue('B', 'a', 2),
      new MessageQueue('B', 'a', 10),
      new MessageQueue('B', 'b', 0),
    ]
    const shuffled = [2, 0, 3, 1].map((index) => sorted[index]!)
    expect(shuffled.sort((one, other) => one.compareTo(other))).toEqual(sorted)
  })

  it('equals another with the same three, and nothing else', () => {
    const mq = new MessageQueue('T', 'b', 1)
    expect(mq.equals(new MessageQueue('T', 'b', 1))).toBe(true)
    expect(mq.key()).toBe(new MessageQueue('T', 'b', 1).key())
    for (const other of [new MessageQueue('U', 'b', 1), new MessageQueue('T', 'c', 1), new MessageQueue('T', 'b', 2)]) {
      expect(mq.equals(other)).toBe(false)
      expect(mq.key()).not.toBe(other.key())
    }
    expect(mq.equals(null)).toBe(false)
    expect(String(mq)).toBe('MessageQueue [topic=T, brokerName=b, queueId=1]')
  })
})

describe('the bytes of an address', () => {
  it.each([
    ['10.1.2.3:10911', '0a01020300002a9f'],
    ['255.255.255.255:65535', 'ffffffff0000ffff'],
    ['[fe80:0:0:0:1:2:3:4]:10911', 'fe80000000000000000100020003000400002a9f'],
  ])('of %s are %s, and back', (address, hex) => {
    expect(bytesToHex(hostBytes(address))).toBe(hex)
    expect(hostOfBytes(hostBytes(address))).toBe(address)
  })

  it.each([
    ['[2001:db8::1]:1', '20010db8000000000000000000000001'],
    ['[::]:1', '00'.repeat(16)],
    ['[::ffff]:1', `${'00'.repeat(14)}ffff`],
    ['[1::]:1', `0001${'00'.repeat(14)}`],
  ])('of %s are those of the address in full', (address, hex) => {
    expect(bytesToHex(hostBytes(address))).toBe(`${hex}00000001`)
  })
})
