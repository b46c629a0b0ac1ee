import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { TestMachine } from './support/stores'
import { firstDifference, installFiles, unpackStore } from './support/goldenFiles'
import { onMachine, startStore } from './support/stores'

/**
 * The store of one real broker that served producers, consumers of all kinds, delays, retries, transactions, requests
 * and pop: 68 messages in 39 queues.
 */
const golden = unpackStore('store-full')
const SIZES = {
  mappedFileSizeCommitLog: 1_048_576,
  mappedFileSizeConsumeQueue: 6000,
  maxHashSlotNum: 100,
  maxIndexNum: 400,
}
const INDEX = 'index/20261121025232930'

function filesOf(kind: string): string[] {
  return [...golden.keys()].filter((file) => file.startsWith(kind))
}

function differences(machine: TestMachine, files: readonly string[]): string[] {
  return files.flatMap((file) => firstDifference(file, machine.memory.contents(`store/${file}`), golden.get(file)!) ?? [])
}

function* installCrashed(machine: TestMachine, wanted: (path: string) => boolean): Blocking<void> {
  yield* installFiles(machine, golden, wanted)
  yield* machine.disk.open('store/abort', true)
}

describe('the store of a real broker', () => {
  test('opened and closed it is the same, byte for byte', () => {
    onMachine(function* (machine) {
      yield* installFiles(machine, golden)
      const store = yield* startStore(machine, SIZES)
      yield* store.shutdown()
      const kept = [...golden.keys()]
      expect(differences(machine, kept)).toEqual([])
      expect(machine.memory.paths()).toEqual([...kept.map((file) => `store/${file}`), 'store/abort.bak'].sort())
    })
  })

  test('from its commit log alone we make the same queues and the same index', () => {
    onMachine(function* (machine) {
      yield* installCrashed(machine, (file) => file.startsWith('commitlog/'))
      const store = yield* startStore(machine, SIZES)
      yield* store.shutdown()
      const queues = filesOf('consumequeue/')
      expect(queues.length).toBeGreaterThan(30)
      expect(differences(machine, [...filesOf('commitlog/'), ...queues])).toEqual([])
      const made = machine.memory.paths().filter((path) => path.startsWith('store/index/'))
      expect(made).toHaveLength(1)
      expect(firstDifference(INDEX, machine.memory.contents(made[0]!), golden.get(INDEX)!)).toBeNull()
      expect(machine.memory.paths().filter((path) => path.startsWith('store/consumequeue/'))).toHaveLength(queues.length)
    })
  })
})

describe('the comparison of files', () => {
  test('names the field in which they differ', () => {
    const changed = (file: string, at: number): string | null => {
      const bytes = Uint8Array.from(golden.get(file)!)
      bytes[at]! ^= 1
      return firstDifference(file, bytes, golden.get(file)!)
    }
    const log = 'commitlog/00000000000000000000'
    expect(changed(log, 27)).toMatch(/record at 0, QUEUEOFFSET: \d+ instead of \d+/)
    expect(changed(log, 90)).toMatch(/record at 0, BODY/)
    expect(changed('consumequeue/TopicAll/0/00000000000000000000', 28)).toMatch(/entry 1, size: /)
    expect(changed('checkpoint', 9)).toMatch(/checkpoint, logicsMsgTimestamp: /)
    expect(changed(INDEX, 39)).toMatch(/header, indexCount: 112 instead of 113/)
    expect(changed(INDEX, 44)).toMatch(/slot 1: /)
    expect(changed(INDEX, 440 + 20 + 15)).toMatch(/entry 1, timeDiff: 1 instead of 0/)
    expect(firstDifference('lock', new Uint8Array(3), golden.get('lock')!)).toBe('lock: 3 bytes instead of 4')
  })
})
