import { describe, expect, test } from 'vitest'
import { readZipDirectory } from '../../../../engine/adapters/zip/readZipDirectory'
import { unzipEntry } from '../../../../engine/adapters/zip/unzipEntry'
import { BrokerConfig } from '../../../../engine/broker/BrokerConfig'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { sleep } from '../../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../../engine/kernel/Utf8'
import { FaultyDisk } from '../../../../engine/ports/memory/FaultyDisk'
import { MemoryDisk } from '../../../../engine/ports/memory/MemoryDisk'
import { exportStore } from '../../../../engine/worker/archive/exportStore'
import { examineStore } from '../../../../engine/worker/archive/examineStore'
import { importStore, StoreRefusedError } from '../../../../engine/worker/archive/importStore'
import { atOnce } from '../../../../engine/worker/archive/Steps'
import { PageCache } from '../../../../engine/store/pagecache/PageCache'
import type { MessageStoreConfig } from '../../../../engine/store/config/MessageStoreConfig'
import { installFiles, goldenStore } from '../../store/support/goldenFiles'
import type { TestMachine } from '../../store/support/stores'
import { messageOf, onMachine, smallConfig, startStore } from '../../store/support/stores'

const golden = goldenStore('store-full')
const AT = 1_700_000_000_000
/** What is not taken along. */
const LEFT = ['lock', 'config/transactionMetrics']

function settings(store: MessageStoreConfig = smallConfig()): Parameters<typeof exportStore>[1] {
  return { brokerConfig: new BrokerConfig(), messageStoreConfig: store, atMillis: AT }
}

function filesIn(zip: Uint8Array): Map<string, Uint8Array> {
  return new Map(readZipDirectory(zip).map((entry) => {
    const pieces: Uint8Array[] = []
    atOnce(unzipEntry(zip, entry, (bytes) => pieces.push(bytes.slice())))
    return [entry.path, Buffer.concat(pieces)]
  }))
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

/** The same process, on another disk. */
function otherMachine(machine: TestMachine): TestMachine {
  const memory = new MemoryDisk()
  const disk = new FaultyDisk(memory)
  return { process: machine.process, memory, disk, cache: new PageCache(machine.process.kernel, 'other', disk) }
}

function* send(machine: TestMachine, count: number): Blocking<void> {
  const store = yield* startStore(machine)
  for (let number = 0; number < count; number++) {
    const properties = `KEYS=order-${number};UNIQ_KEY=ID${number};`
    yield* store.putMessage(messageOf({ queueId: number % 4, body: `body ${number}`.padEnd(300), properties }))
  }
  yield* sleep(20)
  yield* store.shutdown()
  const topics = yield* machine.disk.open('store/config/topics.json', true)
  topics.write(0, new TextEncoder().encode('{"topicConfigTable":{"TopicTest":{}}}'))
}

describe('export', () => {
  test('takes a real broker’s store along, byte for byte, with what a broker needs beside it', () => {
    onMachine(function* (machine) {
      yield* installFiles(machine, golden)
      const files = filesIn(yield* exportStore(machine.disk, settings()))
      for (const [path, bytes] of golden) {
        if (path !== 'lock') expect(isSame(files.get(`store/${path}`)!, bytes), path).toBe(true)
      }
      expect(files.size).toBe(golden.size + 1)
      const conf = decodeUtf8(files.get('broker.conf')!)
      expect(conf).toContain('mappedFileSizeCommitLog=65536\n')
      expect(conf).toContain('mappedFileSizeConsumeQueue=2000\n')
      expect(conf).toContain('maxHashSlotNum=100\nmaxIndexNum=400\nmappedFileSizeTimerLog=')
      expect(decodeUtf8(files.get('README.txt')!)).toMatch(/mqbroker -c broker\.conf/)
    })
  })

  test('says that the broker died, and does not say so otherwise', () => {
    onMachine(function* (machine) {
      yield* send(machine, 1)
      expect([...filesIn(yield* exportStore(machine.disk, settings())).keys()]).not.toContain('store/abort')
      yield* machine.disk.open('store/abort', true)
      const paths = [...filesIn(yield* exportStore(machine.disk, settings())).keys()]
      expect(paths).toContain('store/abort')
      expect(paths.filter((path) => /lock|\.bak/.test(path))).toEqual([])
    })
  })

  test('its files were written now, so that nobody deletes them as old', () => {
    const zip = onMachine((machine) => exportStore(machine.disk, settings()))
    const view = new DataView(zip.buffer)
    const date = new Date(AT)
    const day = ((date.getFullYear() - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate()
    expect(view.getUint16(12, true)).toBe(day)
  })
})

describe('import', () => {
  test('what was exported comes back, and the broker goes on with it', () => {
    onMachine(function* (machine) {
      yield* send(machine, 700)
      const zip = yield* exportStore(machine.disk, settings())
      const other = otherMachine(machine)
      yield* other.disk.open('store/consumequeue/Old/0/00000000000000000000', true)
      const progress: number[] = []
      const examined = atOnce(examineStore(zip))
      const { check, sizes } = examined
      yield* importStore(examined, other.disk, 'store', (done, of) => progress.push(done / of))
      expect(check).toMatchObject({ problems: [], topics: [{ topic: 'TopicTest', queues: 4, messages: 700 }] })
      expect(sizes).toEqual({
        mappedFileSizeCommitLog: 65536, mappedFileSizeConsumeQueue: 2000, maxHashSlotNum: 100, maxIndexNum: 400,
        timerWheelSlots: null, mappedFileSizeTimerLog: null,
      })
      expect(progress.at(-1)).toBe(1)
      const expected = machine.memory.paths().filter((path) => !/lock|abort/.test(path))
      expect(other.memory.paths()).toEqual(expected)
      const isHere = (path: string): boolean => isSame(other.memory.contents(path), machine.memory.contents(path))
      expect(expected.filter((path) => !isHere(path))).toEqual([])
      const store = yield* startStore(other)
      expect(store.queryMessage('TopicTest', 'order-699', 8, 0, Number.MAX_SAFE_INTEGER).messageMapedList).toHaveLength(1)
      const put = yield* store.putMessage(messageOf({ queueId: 1 }))
      expect(put.appendMessageResult).toMatchObject({ logicsOffset: 175 })
    })
  })

  test('a real broker’s store starts, with all of its messages', () => {
    onMachine(function* (machine) {
      yield* installFiles(machine, golden)
      const zip = yield* exportStore(machine.disk, settings())
      const other = otherMachine(machine)
      const examined = atOnce(examineStore(zip))
      const { sizes } = examined
      yield* importStore(examined, other.disk, 'store')
      expect(other.memory.paths()).toEqual(
        machine.memory.paths().filter((path) => !LEFT.includes(path.slice('store/'.length))),
      )
      const store = yield* startStore(other, sizes as Partial<MessageStoreConfig>)
      expect(store.getMaxPhyOffset()).toBeGreaterThan(10_000)
      expect(store.getMaxOffsetInQueue('%RETRY%CG_retry', 0)).toBeGreaterThan(0)
    })
  })

  test('a damaged index is made again from the whole log', () => {
    onMachine(function* (machine) {
      yield* send(machine, 700)
      for (const path of machine.memory.paths().filter((each) => each.startsWith('store/index/'))) {
        const file = yield* machine.disk.open(path, false)
        file.write(24, Uint8Array.of(255))
      }
      const other = otherMachine(machine)
      const examined = atOnce(examineStore(yield* exportStore(machine.disk, settings())))
      const { check } = examined
      yield* importStore(examined, other.disk, 'store')
      expect(new Set(check.problems.map(({ code }) => code))).toEqual(new Set(['index-header']))
      const store = yield* startStore(other)
      for (const number of [0, 350, 699]) {
        const { messageMapedList } = store.queryMessage('TopicTest', `order-${number}`, 8, 0, Number.MAX_SAFE_INTEGER)
        expect(messageMapedList).toHaveLength(1)
      }
      expect(store.getMaxOffsetInQueue('TopicTest', 3)).toBe(175)
    })
  })

  test('a damaged store is refused before anything is touched', () => {
    onMachine(function* (machine) {
      yield* send(machine, 1)
      const before = machine.memory.paths()
      const refused = importStore(atOnce(examineStore(new Uint8Array(100))), machine.disk, 'store')
      expect(() => refused.next()).toThrow(StoreRefusedError)
      expect(machine.memory.paths()).toEqual(before)
    })
  })
})
