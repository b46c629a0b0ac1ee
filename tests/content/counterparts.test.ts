import { describe, expect, it } from 'vitest'
import { listEngineFiles } from '../../components/source/server/engineFiles'
import table from '../../content/counterparts.json'

interface Counterpart {
  readonly file: string
  readonly method: string
  readonly lines: readonly number[]
  readonly url: string
}

const ROWS = Object.entries(table as Record<string, Counterpart>)
const ROOMS = ['client', 'remoting', 'common', 'namesrv', 'broker', 'store']

/** Files that play no part of RocketMQ's own: what Java, Netty or the operating system does there, small helpers, strategies. */
const OUR_OWN = [
  'broker/processor/SendRefusedException',
  'broker/processor/answers',
  'broker/processor/outcomeOf',
  'broker/processor/pullResponseCodeOf',
  'broker/util/TopicWatch',
  'client/ClientEnvironment',
  'client/common/ServiceStateHolder',
  'client/common/swallowing',
  'client/consumer/store/OffsetTable',
  'client/impl/consumer/ConsumeHooks',
  'client/impl/consumer/ListenerCalls',
  'client/impl/consumer/consumerGroupTag',
  'broker/transaction/traceHalfMessage',
  'client/impl/consumer/partOfStarted',
  'client/impl/consumer/traceHeld',
  'client/producer/selector/SelectMessageQueueAvoidSlow',
  'client/impl/consumer/ActiveConsumer',
  'client/impl/consumer/clientInstanceOf',
  'client/impl/consumer/createOffsetStore',
  'client/impl/restoreBody',
  'client/latency/versions/EarlierFaultStrategy',
  'client/latency/versions/EarlierLatencyFaults',
  'client/latency/versions/FaultStrategyOf471',
  'client/latency/versions/FaultStrategyOf480',
  'client/latency/versions/FaultStrategyOf511',
  'client/producer/selector/SelectMessageQueueByConsistentHash',
  'client/producer/selector/SelectMessageQueueByLeastLoaded',
  'client/producer/selector/SelectMessageQueueByRoundRobin',
  'client/producer/selector/SelectMessageQueueSticky',
  'common/GrowingBuffer',
  'common/copyBytes',
  'common/hex',
  'common/longs',
  'common/producer/base64Url',
  'common/message/MessageQueueMap',
  'common/message/hostBytes',
  'namesrv/processor/responses',
  'namesrv/routeinfo/BusyTableLock',
  'remoting/netty/Channel',
  'remoting/netty/ChannelTable',
  'remoting/protocol/ByteArena',
  'remoting/protocol/FastJson',
  'remoting/protocol/FastJsonTokens',
  'remoting/protocol/JsonFields',
  'remoting/protocol/JsonHeader',
  'remoting/protocol/PlainHeaderReader',
  'remoting/protocol/body/messageQueuesOf',
  'remoting/protocol/body/queueTable',
  'remoting/protocol/fastJsonCasts',
  'remoting/protocol/headerToExtFields',
  'store/commitlog/RecordBuffer',
  'store/StoreContext',
  'store/StoreUtil',
  'store/ha/ByteQueue',
  'store/ha/ReplicatedStore',
  'store/ha/haWire',
  'store/ha/traceReplication',
  'store/index/rebuildIndex',
  'store/logfile/fileFromOffset',
  'store/pagecache/CachedFile',
  'store/pagecache/MappedBuffer',
  'store/pagecache/Page',
  'store/pagecache/PageCache',
  'store/pagecache/PageFrames',
  'store/pagecache/ReadAhead',
  'store/queue/queueIdOf',
  'store/timer/TimerCounts',
  'store/timer/TimerTrace',
  'store/timer/swallowingErrors',
  'store/timer/timerMagic',
]

const stems = listEngineFiles()
  .map((file) => file.replace(/^engine\//, '').replace(/\.ts$/, ''))
  .filter((stem) => ROOMS.includes(stem.split('/')[0]!))
const covered = new Set(ROWS.map(([symbol]) => symbol.split('#')[0]!))

describe('the table of counterparts (made by content/makeCounterparts.mjs)', () => {
  it('has a row for each file that plays a part of RocketMQ’s own', () => {
    expect(stems.length).toBeGreaterThan(150)
    expect(stems.filter((stem) => !covered.has(stem) && !OUR_OWN.includes(stem))).toEqual([])
  })

  it('has none for files that are gone', () => {
    const known = new Set(stems)
    expect([...covered].filter((stem) => !known.has(stem))).toEqual([])
    expect(OUR_OWN.filter((stem) => !known.has(stem))).toEqual([])
  })

  it('leads to lines of the Java source at the tag', () => {
    for (const [symbol, { file, method, lines, url }] of ROWS) {
      const [from, to] = lines
      const [module] = file.split('/src/main/java/')
      expect(['client', 'remoting', 'common', 'namesrv', 'broker', 'store', 'filter'], symbol).toContain(module)
      expect(file, symbol).toMatch(/^\w+\/src\/main\/java\/[\w/]+\.java$/)
      expect(method, symbol).toMatch(/^[\w.]+(#[\w<>]+)?$/)
      expect(from, symbol).toBeGreaterThan(0)
      expect(to, symbol).toBeGreaterThanOrEqual(from!)
      expect(url).toBe(`https://github.com/apache/rocketmq/blob/rocketmq-all-5.3.2/${file}#L${from}-L${to}`)
    }
  })

  it('knows the counterparts of the send call', () => {
    const rows = table as Record<string, Counterpart>
    expect(rows['client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl']!.method).toBe('DefaultMQProducerImpl#sendDefaultImpl')
    expect(rows['client/impl/producer/DefaultMQProducerImpl#sendKernelImpl']!.method).toBe('DefaultMQProducerImpl#sendKernelImpl')
    expect(rows['store/commitlog/CommitLog']!.file).toBe('store/src/main/java/org/apache/rocketmq/store/CommitLog.java')
  })
})
