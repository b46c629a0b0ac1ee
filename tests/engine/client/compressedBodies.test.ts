import { describe, expect, it } from 'vitest'
import { PakoCompressor } from '../../../engine/adapters/zlib/PakoCompressor'
import { CompressionType } from '../../../engine/common/compression/CompressionType'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import { MessageExt } from '../../../engine/common/message/MessageExt'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { DefaultMQProducer } from '../../../engine/client/producer/DefaultMQProducer'
import { clientDecode } from '../../../engine/client/impl/clientDecode'
import { DefaultMQPullConsumer } from '../../../engine/client/consumer/DefaultMQPullConsumer'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import { caught } from '../support/caught'
import { consumer } from '../support/consumers'
import { runCluster, scenario, send, START } from '../support/runCluster'
import { createTopic, watched, WATCHED_TOPIC, type WatchedCluster } from '../support/watchedCluster'
import { messageTo } from '../support/withCluster'

const compressor = new PakoCompressor()

function record(body: Uint8Array, sysFlag: number): Uint8Array {
  const message = Object.assign(new MessageExt(), { topic: 'T', body, sysFlag, bornHost: '10.0.0.1:1', storeHost: '10.0.0.2:2' })
  return MessageDecoder.encode(message)
}

function decoded(body: Uint8Array, sysFlag: number): { readonly text: string; readonly sysFlag: number } | null {
  const [message] = clientDecode(record(body, sysFlag), compressor)
  return message === undefined ? null : { text: decodeUtf8(message.body!), sysFlag: message.sysFlag }
}

describe('a compressed body', () => {
  const small = compressor.compress(encodeUtf8('paid'), 5)

  it.each([0x301, 0x001])('is what it was, and says nothing of its compression any more: %i', (sysFlag) => {
    expect(decoded(small, sysFlag)).toEqual({ text: 'paid', sysFlag: sysFlag & ~1 })
  })

  it.each([0x101, 0x201])('that LZ4 or Zstandard has made stays as it is, and says so: %i', (sysFlag) => {
    expect(decoded(encodeUtf8('other bytes'), sysFlag)).toEqual({ text: 'other bytes', sysFlag })
  })

  it.each([
    ['no zlib stream', encodeUtf8('junk'), 0x301], ['a kind that there isn’t', small, 0x401], ['half a stream', small.slice(0, 5), 0x301],
  ])('that is %s is no message', (_, body, sysFlag) => {
    expect(decoded(body, sysFlag)).toBeNull()
  })
})

/** Three messages in one queue, of which the second has a body that is marked as compressed and isn't. */
function* spoil(cluster: WatchedCluster): Blocking<void> {
  yield* createTopic(cluster)
  const queue = new MessageQueue(WATCHED_TOPIC, 'broker-a', 0)
  const junk = { compress: () => encodeUtf8('junk'), decompress: () => new Uint8Array(0) }
  yield* cluster.elsewhere(function* (process) {
    const spoiling = new DefaultMQProducer(process, { ...cluster.environment, compressor: junk }, 'spoiling')
    Object.assign(spoiling, cluster.settings, { clientIP: process.host, compressMsgBodyOverHowmuch: 5 })
    yield* spoiling.start()
    for (const body of ['one', 'a longer one', 'two']) yield* spoiling.sendToQueue(messageTo(WATCHED_TOPIC, body), queue)
    yield* spoiling.shutdown()
  })
}

describe('a body that can’t be decompressed', () => {
  it('takes those behind it along, and the consumer goes on behind them, as in 5.3.2', () => {
    watched(function* (cluster) {
      yield* spoil(cluster)
      const puller = Object.assign(new DefaultMQPullConsumer(cluster.process, cluster.environment, 'CG'), cluster.settings)
      yield* puller.start()
      const result = yield* puller.pull(new MessageQueue(WATCHED_TOPIC, 'broker-a', 0), '*', 0, 32)
      expect(result.msgFoundList.map(({ body }) => decodeUtf8(body!))).toEqual(['one'])
      expect(result.nextBeginOffset).toBe(3)
    })
  })
})

describe('a push consumer that gets such a body', () => {
  it('goes on with what comes later', () => {
    watched(function* (cluster) {
      yield* spoil(cluster)
      const pushed = cluster.consumer('concurrently')
      yield* pushed.subscribe(WATCHED_TOPIC, '*')
      yield* pushed.start()
      yield* sleep(5000)
      yield* cluster.elsewhere(function* (process) {
        const producer = cluster.producer(process)
        yield* producer.start()
        yield* producer.sendToQueue(messageTo(WATCHED_TOPIC, 'later'), new MessageQueue(WATCHED_TOPIC, 'broker-a', 0))
      })
      yield* sleep(5000)
      expect(cluster.of('consume-started').map(({ queueOffset }) => queueOffset)).toEqual([0, 3])
    })
  })
})

describe('a producer', () => {
  it('can’t be told to compress by what is not here', () => {
    watched(function* (cluster) {
      for (const compressType of [CompressionType.LZ4, CompressionType.ZSTD]) {
        const producer = Object.assign(cluster.producer(), { compressType })
        expect(yield* caught(() => producer.start())).toMatchObject({ name: 'MQClientException' })
      }
    })
  })

  it('compresses a large body, and the listener gets it whole', async () => {
    const program = [{ do: 'sleep', millis: 3000 }, START, { do: 'sleep', millis: 3000 }, send({ bodyBytes: 9000, keys: 'k' })]
    const run = await runCluster(scenario(program, { consumers: [consumer('consumer-1')] }))
    expect(run.of('log-append').filter(({ keys }) => keys === 'k')[0]!.length).toBeLessThan(1000)
    expect(run.of('consume-ended').filter(({ keys }) => keys === 'k').map(({ outcome }) => outcome)).toEqual(['CONSUME_SUCCESS'])
  })
})
