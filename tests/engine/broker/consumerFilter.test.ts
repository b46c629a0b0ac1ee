import { describe, expect, test } from 'vitest'
import { BrokerConfig } from '../../../engine/broker/BrokerConfig'
import { ConsumerFilterManager } from '../../../engine/broker/filter/ConsumerFilterManager'
import { ExpressionForRetryMessageFilter } from '../../../engine/broker/filter/ExpressionForRetryMessageFilter'
import { ExpressionMessageFilter } from '../../../engine/broker/filter/ExpressionMessageFilter'
import { BloomFilter } from '../../../engine/broker/filter/util/BloomFilter'
import { JavaHashMap } from '../../../engine/kernel/java/JavaHashMap'
import { FilterAPI } from '../../../engine/remoting/protocol/filter/FilterAPI'
import { IllegalArgumentException } from '../../../engine/kernel/errors'
import type { Process } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8, encodeUtf8 } from '../../../engine/kernel/Utf8'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { MessageStoreConfig } from '../../../engine/store/config/MessageStoreConfig'
import { goldenLines } from '../support/golden'
import { runInKernel } from '../support/runInKernel'
import { goldenStore } from '../store/support/goldenFiles'
import { messageOf, onMachine, startStore } from '../store/support/stores'

interface BloomRow {
  readonly f?: number
  readonly n: number
  readonly k: number
  readonly m: number
  readonly bits: Readonly<Record<string, readonly number[]>>
}

const BLOOMS = goldenLines<BloomRow>('vectors/selectors.jsonl').filter(({ f }) => f !== undefined)
const TEXT = decodeUtf8(goldenStore('store-full').get('config/consumerFilter.json')!)
const DAY = 24 * 3_600_000
/** When the golden file was written. */
const THEN = 1_795_229_640_000

function managerOn(
  process: Process, disk = new MemoryDisk(), changes: Partial<BrokerConfig> = {},
): ConsumerFilterManager {
  const brokerConfig = Object.assign(new BrokerConfig(), changes)
  return new ConsumerFilterManager(process, disk, brokerConfig, new MessageStoreConfig())
}

function setClock(process: Process, millis: number): void {
  process.clockSkew += (millis - process.currentTimeMillis()) * 1000
}

function selector(subString: string, subVersion: number, topic = 'T', expressionType = 'SQL92') {
  return { topic, subString, expressionType, subVersion }
}

describe('a bloom filter', () => {
  test('has as many bits as RocketMQ’s, and the same ones for a name', () => {
    expect(BLOOMS.length).toBeGreaterThan(50)
    for (const { f, n, k, m, bits } of BLOOMS) {
      const filter = BloomFilter.createByFn(f!, n)
      expect([filter.k, filter.m], `${f} of 100 for ${n}`).toEqual([k, m])
      const positions = Object.keys(bits).map((name) => [name, [...filter.calcBitPositions(name)]])
      expect(Object.fromEntries(positions)).toEqual(bits)
    }
  })

  test.each([[0, 1], [100, 1], [20, 0]])('that errs in %i of 100 cases for %i names is refused', (f, n) => {
    expect(() => BloomFilter.createByFn(f, n)).toThrow(IllegalArgumentException)
  })
})

describe('the selectors of groups', () => {
  test('are read from a file of RocketMQ and written again byte for byte', () => {
    runInKernel(function* (process) {
      setClock(process, THEN)
      const disk = new MemoryDisk()
      const file = yield* disk.open('store/config/consumerFilter.json', true)
      file.write(0, encodeUtf8(TEXT))
      const manager = managerOn(process, disk)
      expect(yield* manager.load()).toBe(true)
      expect(manager.encode(true)).toBe(TEXT)
      yield* manager.persist()
      expect(decodeUtf8(disk.contents('store/config/consumerFilter.json'))).toBe(TEXT)
      expect(manager.get('TopicSql', 'CG_sql')!.compiledExpression).not.toBeNull()
    })
  })

  test('make the file that RocketMQ has made', () => {
    runInKernel(function* (process) {
      const manager = managerOn(process)
      setClock(process, 1_795_229_631_678)
      const words = 'a BETWEEN 1 AND 2 AND TAGS IS NOT NULL'
      manager.registerAll('CG_sql', [selector(words, 1_795_229_632_621, 'TopicSql'), selector('*', 1, '%RETRY%CG_sql', 'TAG')])
      setClock(process, 1_795_229_633_197)
      manager.unRegister('CG_sql')
      expect(manager.encode(true)).toBe(TEXT)
      yield* sleep(0)
    })
  })

  test('count as left when a broker starts, since half a minute at most', () => {
    runInKernel(function* (process) {
      const living = TEXT.replace(/"deadTime":\d+/, '"deadTime":0').replace('"dead":true', '"dead":false')
      for (const [now, deadTime] of [[THEN, 1_795_229_631_678], [THEN + 60_000, THEN + 30_000]] as const) {
        setClock(process, now)
        const manager = managerOn(process)
        manager.decode(living)
        expect(manager.get('TopicSql', 'CG_sql')).toMatchObject({ deadTime })
      }
      yield* sleep(0)
    })
  })

  test('are forgotten a day after the last consumer has left, and void with another filter', () => {
    runInKernel(function* (process) {
      const manager = managerOn(process)
      manager.decode(TEXT)
      setClock(process, 1_795_229_633_197 + DAY - 1)
      expect(manager.encode(true)).toBe(TEXT)
      setClock(process, 1_795_229_633_197 + DAY)
      expect(manager.encode()).toBe('{"filterDataByTopic":{}}')
      const other = managerOn(process, new MemoryDisk(), { expectConsumerNumUseFilter: 64 })
      other.decode(TEXT)
      expect(other.get('TopicSql', 'CG_sql')).toBeNull()
      yield* sleep(0)
    })
  })

  test('change with a newer subscription only; the same one brings them back to life', () => {
    runInKernel(function* (process) {
      const manager = managerOn(process)
      const words = (): string | undefined => manager.get('T', 'G')?.expression
      expect([manager.register('G', selector('a = 1', 5)), words()]).toEqual([true, 'a = 1'])
      expect([manager.register('G', selector('a = 2', 4)), words()]).toEqual([false, 'a = 1'])
      expect([manager.register('G', selector('a = 2', 5)), words()]).toEqual([false, 'a = 1'])
      yield* sleep(10)
      manager.unRegister('G')
      expect(manager.get('T', 'G')!.isDead()).toBe(true)
      expect([manager.register('G', selector('a = 1', 5)), manager.get('T', 'G')!.isDead()]).toEqual([true, false])
      manager.unRegister('G')
      expect([manager.register('G', selector('a = 1', 6)), manager.get('T', 'G')]).toMatchObject([true, { clientVersion: 6, deadTime: 0 }])
      expect([manager.register('G', selector('a = 2', 7)), words()]).toEqual([true, 'a = 2'])
      expect([manager.register('G', selector('a =', 8)), words()]).toEqual([false, undefined])
    })
  })

  test.each([['no selector', selector('a =', 1)], ['tags', selector('TagA', 1, 'T', 'TAG')], ['no words', selector('', 1)],
    ['another language', selector('a = 1', 1, 'T', 'XPATH')]])('are not made of %s', (_, wrong) => {
    runInKernel(function* (process) {
      const manager = managerOn(process)
      expect([manager.register('G', wrong), manager.get('T', 'G'), ConsumerFilterManager.build('G', wrong)]).toEqual([false, null, null])
      yield* sleep(0)
    })
  })

  test('for topics that a heartbeat no longer names are used no more', () => {
    runInKernel(function* (process) {
      const manager = managerOn(process)
      manager.registerAll('G', [selector('a = 1', 1, 'one'), selector('a = 1', 1, 'two')])
      yield* sleep(10)
      manager.registerAll('G', [selector('a = 1', 1, 'two')])
      expect(['one', 'two'].map((topic) => manager.get(topic, 'G')!.isDead())).toEqual([true, false])
    })
  })
})

test('a store gives the messages that a selector is true of, and those that it can’t judge it keeps', () => {
  onMachine(function* (machine) {
    const store = yield* startStore(machine)
    for (const a of ['1', '2', 'word', '3']) yield* store.putMessage(messageOf({ body: a, properties: `a=${a};` }))
    yield* store.putMessage(messageOf({ body: 'none' }))
    yield* sleep(100)
    const bodiesFor = (words: string): string[] => {
      const filter = new ExpressionMessageFilter(FilterAPI.build('T', words, 'SQL92')!, ConsumerFilterManager.build('G', selector(words, 1)))
      const result = store.getMessage('G', 'TopicTest', 0, 0, 32, filter)!
      return result.messageMapedList.map((record) => decodeUtf8(record.get(88, record.getInt(84))))
    }
    expect(bodiesFor('a > 1')).toEqual(['2', '3'])
    expect(bodiesFor('NOT (a > 1)')).toEqual(['1'])
    expect(bodiesFor("a IS NULL OR a = 'word'")).toEqual(['word', 'none'])
    expect(bodiesFor('a')).toEqual([])
    expect(bodiesFor('a =')).toEqual(['1', '2', 'word', '3', 'none'])
  })
})

describe('a message that comes again', () => {
  const properties = (values: Readonly<Record<string, string>>): JavaHashMap<string> => {
    const map = new JavaHashMap<string>()
    for (const [name, value] of Object.entries(values)) map.put(name, value)
    return map
  }

  test.each([[true, [true, false, true]], [false, [false, false, false]]])(
    'is judged by the selector for its first topic, if the broker can do that (%j)', (filterSupportRetry, expected) => {
      runInKernel(function* (process) {
        const manager = managerOn(process)
        manager.registerAll('G', [selector('a > 1', 1, 'T'), selector('a > 100', 1, '%RETRY%G')])
        const subscription = FilterAPI.build('%RETRY%G', 'a > 100', 'SQL92')!
        const data = manager.get('%RETRY%G', 'G')
        const filter = filterSupportRetry
          ? new ExpressionForRetryMessageFilter(subscription, data, manager)
          : new ExpressionMessageFilter(subscription, data)
        const messages = [{ a: '2', RETRY_TOPIC: 'T' }, { a: '1', RETRY_TOPIC: 'T' }, { a: '1', RETRY_TOPIC: 'Other' }]
        expect(messages.map((each) => filter.isMatchedByCommitLog(null, properties(each)))).toEqual(expected)
        yield* sleep(0)
      })
    },
  )
})
