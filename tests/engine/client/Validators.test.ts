import { describe, expect, it } from 'vitest'
import { MQClientException } from '../../../engine/client/exception/MQClientException'
import { Validators } from '../../../engine/client/Validators'
import { Message } from '../../../engine/common/message/Message'
import { encodeUtf8 } from '../../../engine/kernel/Utf8'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { caught } from '../support/caught'
import { FakeCluster, message } from './support/FakeCluster'

/** The code of the MQClientException that is thrown; null when none is. */
function codeOf(check: () => void): number | null {
  try {
    check()
  } catch (error) {
    expect(error).toBeInstanceOf(MQClientException)
    return (error as MQClientException).responseCode
  }
  return null
}

describe('a topic', () => {
  it.each(['a', 'A-b_c|d%e0', '%RETRY%group', 'x'.repeat(127)])('may be called %s', (topic) => {
    expect(codeOf(() => Validators.checkTopic(topic))).toBeNull()
  })

  it.each(['', ' ', '\t', 'a b', 'a.b', 'a/b', 'ä', '主题', 'a\n', 'x'.repeat(128)])('may not be called %j', (topic) => {
    expect(codeOf(() => Validators.checkTopic(topic))).toBe(-1)
  })

  const OWN = [
    'SCHEDULE_TOPIC_XXXX',
    'RMQ_SYS_TRANS_HALF_TOPIC',
    'RMQ_SYS_TRANS_OP_HALF_TOPIC',
    'TRANS_CHECK_MAX_TIME_TOPIC',
    'SELF_TEST_TOPIC',
    'OFFSET_MOVED_EVENT',
  ]

  it.each(OWN)('%s is the broker’s own', (topic) => {
    expect(codeOf(() => Validators.isNotAllowedSendTopic(topic))).toBe(-1)
    expect(codeOf(() => Validators.checkMessage(message(topic), 100))).toBe(-1)
  })

  it.each(['TBW102', 'BenchmarkTest', 'RMQ_SYS_TRACE_TOPIC'])('%s may be sent to all the same', (topic) => {
    expect(codeOf(() => Validators.isNotAllowedSendTopic(topic))).toBeNull()
  })
})

describe('a group', () => {
  it.each(['g', '%a|b_c-D9', 'x'.repeat(255)])('may be called %s', (group) => {
    expect(codeOf(() => Validators.checkGroup(group))).toBeNull()
  })

  it.each(['', '  ', 'a b', 'a.b', 'group\n', 'x'.repeat(256)])('may not be called %j', (group) => {
    expect(codeOf(() => Validators.checkGroup(group))).toBe(-1)
  })
})

describe('a message', () => {
  const LIMIT = 10

  it('needs a body of one byte at least and of the largest size at most', () => {
    const ofSize = (size: number): Message => new Message('T', new Uint8Array(size))
    expect(codeOf(() => Validators.checkMessage(null, LIMIT))).toBe(ResponseCode.MESSAGE_ILLEGAL)
    expect(codeOf(() => Validators.checkMessage(new Message('T'), LIMIT))).toBe(ResponseCode.MESSAGE_ILLEGAL)
    expect(codeOf(() => Validators.checkMessage(ofSize(0), LIMIT))).toBe(ResponseCode.MESSAGE_ILLEGAL)
    expect(codeOf(() => Validators.checkMessage(ofSize(1), LIMIT))).toBeNull()
    expect(codeOf(() => Validators.checkMessage(ofSize(10), LIMIT))).toBeNull()
    expect(codeOf(() => Validators.checkMessage(ofSize(11), LIMIT))).toBe(ResponseCode.MESSAGE_ILLEGAL)
  })

  it('needs a topic', () => {
    expect(codeOf(() => Validators.checkMessage(new Message('', encodeUtf8('x')), LIMIT))).toBe(-1)
    expect(codeOf(() => Validators.checkMessage(new Message('a.b', encodeUtf8('x')), LIMIT))).toBe(-1)
  })

  it('may name further queues to be dispatched to, but no paths', () => {
    const msg = message('T')
    msg.putProperty('INNER_MULTI_DISPATCH', '%LMQ%a,%LMQ%b')
    expect(codeOf(() => Validators.checkMessage(msg, LIMIT))).toBeNull()
    msg.putProperty('INNER_MULTI_DISPATCH', '../a')
    expect(codeOf(() => Validators.checkMessage(msg, LIMIT))).toBe(ResponseCode.MESSAGE_ILLEGAL)
  })

  it('that is not valid never leaves the producer', () => {
    const cluster = new FakeCluster()
    cluster.addBroker('broker-a')
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      for (const msg of [message('a.b'), message('SELF_TEST_TOPIC'), new Message('T')]) {
        expect(yield* caught(() => producer.send(msg))).toBeInstanceOf(MQClientException)
      }
      expect(cluster.nameServer.topics).toEqual([])
    })
  })
})

describe('a producer', () => {
  it.each(['', 'a b', 'DEFAULT_PRODUCER', 'x'.repeat(256)])('is not started in the group %j', (producerGroup) => {
    const cluster = new FakeCluster()
    cluster.run(function* () {
      const producer = cluster.producer()
      producer.producerGroup = producerGroup
      expect(yield* caught(() => producer.start())).toBeInstanceOf(MQClientException)
    })
  })
})
