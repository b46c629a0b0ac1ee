import { describe, expect, it } from 'vitest'
import { PermName } from '../../../engine/common/constant/PermName'
import { MixAll } from '../../../engine/common/MixAll'
import { NamespaceUtil } from '../../../engine/common/NamespaceUtil'
import { MessageSysFlag } from '../../../engine/common/sysflag/MessageSysFlag'
import { TopicSysFlag } from '../../../engine/common/sysflag/TopicSysFlag'
import { TopicValidator } from '../../../engine/common/topic/TopicValidator'
import { TopicConfig } from '../../../engine/common/TopicConfig'
import { COMPRESSION_FLAG } from '../../../engine/common/compression/CompressionType'
import { topicConfigOf } from '../../../engine/remoting/protocol/body/TopicConfigSerializeWrapper'
import { jsonFields } from '../support/plainJson'

describe('the one-line form of a topic', () => {
  it('is name, queues, permission, filter and attributes', () => {
    const config = new TopicConfig('T', 4, 8, 6)
    expect(config.encode()).toBe('T 4 8 6 SINGLE_TAG {}')
    config.attributes = { 'delete.policy': 'DELETE' }
    expect(config.encode()).toBe('T 4 8 6 SINGLE_TAG {"delete.policy":"DELETE"}')
  })

  it('becomes the topic again, without flag and order', () => {
    const config = new TopicConfig('T', 4, 8, 2)
    config.attributes = { a: 'b' }
    expect(TopicConfig.decode(config.encode())).toEqual(config)
    config.topicSysFlag = 1
    config.order = true
    expect(TopicConfig.decode(config.encode())).toMatchObject({ topicSysFlag: 0, order: false })
  })

  it('may have no attributes, or some that can not be read', () => {
    expect(TopicConfig.decode('T 4 8 6 MULTI_TAG')).toMatchObject({ topicFilterType: 'MULTI_TAG', attributes: {} })
    expect(TopicConfig.decode('T 4 8 6 SINGLE_TAG {"a":"b c"}')).toMatchObject({ topicName: 'T', attributes: {} })
  })

  it('is not every line', () => {
    expect(TopicConfig.decode('T 4 8 6')).toBeNull()
    expect(TopicConfig.decode('')).toBeNull()
  })
})

describe('a topic', () => {
  it('has 16 queues to read and to write by default', () => {
    expect(new TopicConfig('T')).toMatchObject({ readQueueNums: 16, writeQueueNums: 16, perm: 6, order: false })
  })

  it('from JSON keeps its defaults where nothing is said', () => {
    const config = topicConfigOf(jsonFields({ topicName: 'T', perm: 4, order: true }))
    expect(config).toBeInstanceOf(TopicConfig)
    expect(config).toMatchObject({ topicName: 'T', perm: 4, order: true, readQueueNums: 16, topicSysFlag: 0 })
  })

  it('and its clone have nothing in common', () => {
    const config = new TopicConfig('T', 1, 2, 4)
    config.attributes = { a: 'b' }
    const clone = config.clone()
    expect(clone).toEqual(config)
    clone.attributes['a'] = 'c'
    clone.perm = 6
    expect(config).toMatchObject({ perm: 4, attributes: { a: 'b' } })
  })
})

describe('permissions', () => {
  it.each([
    [0, '---', false, false],
    [2, '-W-', false, true],
    [4, 'R--', true, false],
    [6, 'RW-', true, true],
    [7, 'RWX', true, true],
  ])('%i is %s', (perm, text, readable, writeable) => {
    expect(PermName.perm2String(perm)).toBe(text)
    expect([PermName.isReadable(perm), PermName.isWriteable(perm)]).toEqual([readable, writeable])
  })

  it('are valid from 0 to 7', () => {
    expect([-1, 0, 7, 8].map((perm) => PermName.isValid(perm))).toEqual([false, true, true, false])
  })
})

describe('the bits of a message’s sysFlag', () => {
  it('stand where RocketMQ has them', () => {
    expect(MessageSysFlag).toMatchObject({
      COMPRESSED_FLAG: 1,
      MULTI_TAGS_FLAG: 2,
      TRANSACTION_PREPARED_TYPE: 4,
      TRANSACTION_COMMIT_TYPE: 8,
      TRANSACTION_ROLLBACK_TYPE: 12,
      BORNHOST_V6_FLAG: 16,
      STOREHOSTADDRESS_V6_FLAG: 32,
      INNER_BATCH_FLAG: 128,
    })
    expect(COMPRESSION_FLAG).toEqual({ LZ4: 0x100, ZSTD: 0x200, ZLIB: 0x300 })
  })

  it('of a transaction are two, which change together', () => {
    const { TRANSACTION_PREPARED_TYPE: prepared, TRANSACTION_ROLLBACK_TYPE: rolledBack } = MessageSysFlag
    expect(MessageSysFlag.resetTransactionValue(0x301 | rolledBack, prepared)).toBe(0x305)
    expect(MessageSysFlag.resetTransactionValue(0x305, 0)).toBe(0x301)
    expect(MessageSysFlag.getTransactionValue(0x305)).toBe(prepared)
    expect(MessageSysFlag.clearCompressedFlag(0x305)).toBe(0x304)
    expect([MessageSysFlag.check(0x10, 0x10), MessageSysFlag.check(0x20, 0x10)]).toEqual([true, false])
  })

  it('of a topic are two', () => {
    expect([0, 1, 2, 3].map((flag) => TopicSysFlag.hasUnitFlag(flag))).toEqual([false, true, false, true])
    expect([0, 1, 2, 3].map((flag) => TopicSysFlag.hasUnitSubFlag(flag))).toEqual([false, false, true, true])
  })
})

describe('system topics', () => {
  it.each(['TBW102', 'BenchmarkTest', 'SELF_TEST_TOPIC', 'CHECKPOINT_TOPIC', 'rmq_sys_wheel_timer'])('%s is one', (topic) => {
    expect(TopicValidator.isSystemTopic(topic)).toBe(true)
  })

  it.each(['OrderPaid', '%RETRY%g', 'RMQ_SYS', 'tbw102'])('%s is none', (topic) => {
    expect(TopicValidator.isSystemTopic(topic)).toBe(false)
  })
})

describe('a namespace', () => {
  it.each([
    ['OrderPaid', 'NS%OrderPaid'],
    ['%RETRY%g', '%RETRY%NS%g'],
    ['%DLQ%g', '%DLQ%NS%g'],
    ['Other%OrderPaid', 'NS%Other%OrderPaid'],
  ])('is put before %s: %s; and taken away again', (plain, wrapped) => {
    expect(NamespaceUtil.wrapNamespace('NS', plain)).toBe(wrapped)
    expect(NamespaceUtil.wrapNamespace('NS', wrapped)).toBe(wrapped)
    expect(NamespaceUtil.withoutNamespace(wrapped, 'NS')).toBe(plain)
    expect(NamespaceUtil.withoutNamespace(wrapped, 'Other')).toBe(wrapped)
    expect(NamespaceUtil.withoutNamespace(wrapped, null)).toBe(wrapped)
  })

  it.each(['TBW102', 'rmq_sys_x', 'CID_RMQ_SYS_x', ''])('is not put before %j', (resource) => {
    expect(NamespaceUtil.wrapNamespace('NS', resource)).toBe(resource)
  })

  it('that is none changes nothing', () => {
    expect(NamespaceUtil.wrapNamespace('', 'T')).toBe('T')
    expect(NamespaceUtil.wrapNamespace(null, 'T')).toBe('T')
    expect(NamespaceUtil.withoutNamespace('NS%T', '')).toBe('NS%T')
  })
})

describe('names made of names', () => {
  it('have their prefixes', () => {
    expect(MixAll.getRetryTopic('g')).toBe('%RETRY%g')
    expect(MixAll.getDLQTopic('g')).toBe('%DLQ%g')
    expect(MixAll.getReplyTopic('DefaultCluster')).toBe('DefaultCluster_REPLY_TOPIC')
  })

  it('the VIP channel is two ports lower', () => {
    expect(MixAll.brokerVIPChannel(true, '10.0.0.1:10911')).toBe('10.0.0.1:10909')
    expect(MixAll.brokerVIPChannel(true, '[fe80::1]:10911')).toBe('[fe80::1]:10909')
    expect(MixAll.brokerVIPChannel(false, '10.0.0.1:10911')).toBe('10.0.0.1:10911')
  })
})
