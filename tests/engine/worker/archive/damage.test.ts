import { describe, expect, test } from 'vitest'
import { checkStore } from '../../../../engine/worker/archive/checkStore'
import type { ExaminedStore } from '../../../../engine/worker/archive/examineStore'
import { examineStore } from '../../../../engine/worker/archive/examineStore'
import { atOnce } from '../../../../engine/worker/archive/Steps'
import { LIMITS } from '../../../../engine/worker/archive/limits'
import type { StoreProblem, StoreProblemCode } from '../../../../engine/worker/owncluster/ownProtocol'
import { sleep } from '../../../../engine/kernel/sleep'
import { messageOf, onMachine, startStore } from '../../store/support/stores'
import { zipOf } from './support/zips'

/** A store with three files of log and more than one file in each queue, closed well. */
const STORE: ReadonlyMap<string, Uint8Array> = onMachine(function* (machine) {
  const store = yield* startStore(machine)
  for (let number = 0; number < 420; number++) {
    const properties = `KEYS=order-${number};UNIQ_KEY=ID${number};TAGS=Tag${number % 3};`
    yield* store.putMessage(messageOf({ queueId: number % 2, body: `body ${number}`.padEnd(300), properties }))
    if (number % 100 === 99) yield* sleep(15_000)
  }
  yield* sleep(100)
  yield* store.shutdown()
  const left = ['store/lock', 'store/abort.bak']
  const paths = machine.memory.paths().filter((path) => !left.includes(path))
  const files = new Map(paths.map((path) => [path.slice('store/'.length), machine.memory.contents(path).slice()]))
  return files.set('config/topics.json', new TextEncoder().encode('{"topicConfigTable":{"TopicTest":{}}}'))
})
/** Said of a table that lacks the log's topic. */
const UNKNOWN = problem('topic-unknown', 'warning', 'config/topics.json')
const LOG = [...STORE.keys()].filter((path) => path.startsWith('commitlog/'))
const QUEUE = 'consumequeue/TopicTest/0/00000000000000000000'
const NEXT_OF_QUEUE = 'consumequeue/TopicTest/0/00000000000000002000'
const INDEX = [...STORE.keys()].filter((path) => path.startsWith('index/'))

type Files = Map<string, Uint8Array>

/** A copy of the store, changed. */
function damaged(change: (files: Files) => void): Uint8Array {
  const files: Files = new Map([...STORE].map(([path, bytes]) => [path, bytes.slice()]))
  change(files)
  return zipOf(files)
}

function problemsOf(change: (files: Files) => void): readonly StoreProblem[] {
  return checkStore(damaged(change)).problems
}

function examined(...[zip, limits]: Parameters<typeof examineStore>): ExaminedStore {
  return atOnce(examineStore(zip, limits))
}

function problem(code: StoreProblemCode, level: StoreProblem['level'], path: string): object {
  return expect.objectContaining({ code, level, path })
}

function move(files: Files, from: string, to: string): void {
  files.set(to, files.get(from)!)
  files.delete(from)
}

/** Where the n-th record of a file begins. */
function recordAt(bytes: Uint8Array, number: number): number {
  const view = new DataView(bytes.buffer)
  let position = 0
  for (let index = 0; index < number; index++) position += view.getInt32(position)
  return position
}

function setLong(bytes: Uint8Array, position: number, value: number): void {
  new DataView(bytes.buffer).setBigInt64(position, BigInt(value))
}

test('nothing is wrong with the store that is damaged here', () => {
  expect(LOG.length).toBe(3)
  expect(INDEX.length).toBeGreaterThan(2)
  const check = checkStore(damaged(() => {}))
  expect(check.problems).toEqual([])
  expect(check).toMatchObject({ messages: 420, topics: [{ topic: 'TopicTest', queues: 2, messages: 420 }] })
})

describe('the zip', () => {
  test('is none, or only a part of one', () => {
    const zip = damaged(() => {})
    for (const bytes of [new Uint8Array(0), new Uint8Array(1000), zip.subarray(0, zip.length / 2)]) {
      expect(checkStore(bytes).problems).toEqual([problem('not-a-zip', 'error', '')])
    }
  })

  test('has a file with another checksum', () => {
    const zip = damaged(() => {})
    zip[2000]! ^= 0xff
    expect(checkStore(zip).problems).toEqual([problem('not-a-zip', 'error', LOG[0]!)])
  })

  test('is too big before anything is unpacked', () => {
    const zip = damaged(() => {})
    expect(examined(zip, { ...LIMITS, bytes: 100_000 }).check.problems).toEqual([
      { code: 'too-big', level: 'error', path: '', position: null, values: { limit: 100_000, found: expect.any(Number) } },
    ])
    expect(examined(zip, { ...LIMITS, content: 70_000 }).check.problems).toEqual([
      problem('too-big', 'error', LOG[1]!),
    ])
  })

  test('unpacks to more than it says: a bomb', () => {
    const zip = zipOf({ 'commitlog/00000000000000000000': new Uint8Array(1_000_000) })
    const view = new DataView(zip.buffer)
    const directory = view.getUint32(zip.length - 6, true)
    view.setUint32(directory + 24, 1000, true)
    expect(checkStore(zip).problems).toEqual([problem('not-a-zip', 'error', LOG[0]!)])
  })

  test('has no store in it, or two', () => {
    expect(checkStore(zipOf({ 'readme.txt': new Uint8Array(3) })).problems).toEqual([
      { code: 'no-store', level: 'error', path: '', position: null, values: { found: 0 } },
    ])
    const two = new Map([...STORE].flatMap(([path, bytes]) => [[`a/${path}`, bytes], [`b/${path}`, bytes]] as const))
    expect(checkStore(zipOf(two)).problems).toEqual([expect.objectContaining({ code: 'no-store', values: { found: 2 } })])
  })

  test.each(['../evil', 'commitlog/../../evil', '/etc/evil', 'C:/evil', 'commitlog\\evil', 'a//b'])('has the path %s', (path) => {
    const problems = problemsOf((files) => files.set(path, new Uint8Array(1)))
    expect(problems).toContainEqual(problem('file-name', 'error', path))
    expect(examined(damaged((files) => files.set(path, new Uint8Array(1)))).files).toEqual([])
  })

  test('has something that belongs to no store, which stays behind', () => {
    const zip = damaged((files) => {
      files.set('holiday.jpg', new Uint8Array(1))
      files.set('timerwheel_rocksdb/CURRENT', new Uint8Array(100))
    })
    const { check, files } = examined(zip)
    expect(check.problems).toEqual([problem('unknown-file', 'warning', 'holiday.jpg')])
    expect(files.map(({ path }) => path)).toEqual([...STORE.keys()].sort())
  })
})

describe('files in a row', () => {
  test('a name that is no position', () => {
    expect(problemsOf((files) => move(files, LOG[2]!, 'commitlog/2'))).toContainEqual(
      problem('file-name', 'error', 'commitlog/2'),
    )
    const odd = 'consumequeue/TopicTest/0/00000000000000002001'
    expect(problemsOf((files) => move(files, NEXT_OF_QUEUE, odd))).toContainEqual(problem('file-name', 'error', odd))
  })

  test('one in the middle is missing', () => {
    expect(problemsOf((files) => files.delete(LOG[1]!))).toContainEqual(problem('file-missing', 'error', LOG[1]!))
  })

  test('another length', () => {
    const problems = problemsOf((files) => files.set(LOG[1]!, files.get(LOG[1]!)!.slice(0, 60_000)))
    expect(problems).toContainEqual(
      { code: 'file-size', level: 'error', path: LOG[1], position: null, values: { expected: 65_536, found: 60_000 } },
    )
  })

  test('an empty one at the end was being created, and stays behind', () => {
    const next = 'commitlog/00000000000000196608'
    const { check, files } = examined(damaged((all) => all.set(next, new Uint8Array(0))))
    expect(check.problems).toEqual([problem('file-size', 'warning', next)])
    expect(files.map(({ path }) => path)).not.toContain(next)
  })
})

describe('a damaged record', () => {
  function spoil(files: Files, path: string, number: number): number {
    const bytes = files.get(path)!
    const position = recordAt(bytes, number)
    bytes[position + 120]! ^= 0xff
    return position
  }

  test('in the last file: recovery cuts there', () => {
    let position = 0
    const { check } = examined(damaged((files) => (position = spoil(files, LOG[2]!, 5))))
    const cut = check.problems.find(({ code }) => code === 'record-damaged')!
    expect(cut).toMatchObject({ level: 'warning', path: LOG[2], position })
    expect(cut.values['cut']).toBeGreaterThan(300)
    expect(check.problems.some(({ level }) => level === 'error')).toBe(false)
    // The entries of what is cut off go, too.
    expect(check.problems).toContainEqual(problem('entry-disagrees', 'warning', NEXT_OF_QUEUE))
    expect(check.messages).toBeLessThan(420)
  })

  test('before that: everything behind it would be lost', () => {
    let position = 0
    const problems = problemsOf((files) => (position = spoil(files, LOG[0]!, 5)))
    expect(problems).toContainEqual(expect.objectContaining({ code: 'record-damaged', level: 'error', path: LOG[0], position }))
  })

  test('after a crash it may lie anywhere where the checkpoint promises nothing', () => {
    const crashed = (safe: number) => problemsOf((files) => {
      spoil(files, LOG[1]!, 5)
      files.set('abort', new Uint8Array(0))
      for (const position of [0, 8]) setLong(files.get('checkpoint')!, position, safe)
    })
    expect(crashed(0)).toContainEqual(problem('record-damaged', 'warning', LOG[1]!))
    expect(crashed(1_900_000_000_000)).toContainEqual(problem('record-damaged', 'error', LOG[1]!))
  })

  test('lies elsewhere than it says', () => {
    const problems = problemsOf((files) => {
      const bytes = files.get(LOG[0]!)!
      setLong(bytes, recordAt(bytes, 7) + 28, 4)
    })
    expect(problems).toContainEqual(problem('record-damaged', 'error', LOG[0]!))
  })
})

describe('a queue', () => {
  test.each([
    ['another size', 8, 1], ['another tag', 15, 3], ['the middle of a record', 7, 1],
  ])('has an entry with %s', (_what, byte, change) => {
    const problems = problemsOf((files) => (files.get(QUEUE)![3 * 20 + byte]! ^= change))
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'entry-disagrees', level: 'error', path: QUEUE, position: 60 }),
    )
  })

  test('has the entries of another queue', () => {
    const other = QUEUE.replace('/0/', '/1/')
    expect(problemsOf((files) => files.set(QUEUE, files.get(other)!.slice()))).toContainEqual(
      problem('entry-disagrees', 'error', QUEUE),
    )
  })

  test('is missing, and recovery begins too late to make it again', () => {
    const problems = problemsOf((files) => {
      for (const path of STORE.keys()) if (path.startsWith('consumequeue/TopicTest/0/')) files.delete(path)
    })
    expect(problems).toContainEqual(expect.objectContaining({
      code: 'file-missing', level: 'error', path: 'consumequeue/TopicTest/0', values: { count: 210, queueOffset: 0 },
    }))
  })

  test('all of them are missing: recovery makes them again', () => {
    const problems = problemsOf((files) => {
      for (const path of STORE.keys()) if (path.startsWith('consumequeue/')) files.delete(path)
    })
    expect(problems).toEqual([])
  })
})

describe('an index file', () => {
  test.each([
    ['header', (bytes: Uint8Array) => setLong(bytes, 24, 1e12)],
    ['layout', (bytes: Uint8Array) => bytes.fill(0, 40, 440)],
    ['layout', (bytes: Uint8Array) => (bytes[39]! -= 1)],
  ])('makes no sense (%s): it and the others are made again', (reason, change) => {
    const { check, files, isToBeReadWhole } = examined(damaged((all) => change(all.get(INDEX[0]!)!)))
    expect(check.problems).toContainEqual(expect.objectContaining({ code: 'index-header', level: 'warning', path: INDEX[0] }))
    expect(check.problems.find(({ path }) => path === INDEX[0])!.values['reason']).toBe(reason)
    expect(files.filter(({ path }) => path.startsWith('index/'))).toEqual([])
    expect(isToBeReadWhole).toBe(true)
  })

  test('has another name', () => {
    expect(problemsOf((files) => move(files, INDEX[0]!, 'index/old'))).toContainEqual(
      problem('file-name', 'warning', 'index/old'),
    )
  })
})

describe('the checkpoint', () => {
  test.each([
    ['size', (files: Files) => files.set('checkpoint', new Uint8Array(100))],
    ['number', (files: Files) => setLong(files.get('checkpoint')!, 0, -5)],
  ])('can’t be trusted (%s) and stays behind', (reason, change) => {
    const { check, files } = examined(damaged((all) => void change(all)))
    expect(check.problems).toEqual([expect.objectContaining({ code: 'checkpoint', level: 'warning', path: 'checkpoint' })])
    expect(check.problems[0]!.values['reason']).toBe(reason)
    expect(files.map(({ path }) => path)).not.toContain('checkpoint')
  })

  test('promises more than the log has', () => {
    const problems = problemsOf((files) => {
      for (const position of [0, 8]) setLong(files.get('checkpoint')!, position, 1_900_000_000_000)
    })
    expect(problems).toEqual([problem('checkpoint', 'warning', 'checkpoint')])
  })

  test('is missing', () => {
    expect(problemsOf((files) => files.delete('checkpoint'))).toEqual([problem('file-missing', 'warning', 'checkpoint')])
  })
})

describe('a table of the broker', () => {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value)

  test('can’t be read, and its backup can', () => {
    const { check, files } = examined(damaged((all) => {
      all.set('config/topics.json', text('{"topic'))
      all.set('config/topics.json.bak', text('{"dataVersion":{}}'))
    }))
    expect(check.problems).toEqual([problem('json', 'warning', 'config/topics.json'), UNKNOWN])
    expect(files.map(({ path }) => path)).toContain('config/topics.json.bak')
    expect(files.map(({ path }) => path)).not.toContain('config/topics.json')
  })

  test('can’t be read, nor can its backup: without topics no broker starts', () => {
    const problems = problemsOf((files) => {
      files.set('config/topics.json', text('{"topic'))
      files.set('config/topics.json.bak', text('?'))
    })
    expect(problems).toContainEqual(problem('json', 'error', 'config/topics.json'))
  })

  test('is not one that the broker needs', () => {
    const problems = problemsOf((files) => files.set('config/consumerOffset.json', text('x')))
    expect(problems).toEqual([problem('json', 'warning', 'config/consumerOffset.json')])
  })

  test.each([
    ['is a list where the broker wants an object', 'subscriptionGroup', '{"subscriptionGroupTable":[1]}'],
    ['is nested too deep', 'consumerOffset', '['.repeat(200_000)],
    ['has a word where the broker wants a number', 'consumerOffset', '{"offsetTable":{"T@G":{"0":"seven"}}}'],
  ])('%s', (_, name, content) => {
    const path = `config/${name}.json`
    const { check } = examined(damaged((all) => all.set(path, text(content))))
    expect(check.problems).toEqual([problem('json', 'warning', path)])
    expect(check.problems[0]!.values['fault']).toMatch(/./)
  })

  test('has a topic with more queues than the page can list', () => {
    const topics = '{"topicConfigTable":{"T":{"topicName":"T","readQueueNums":4,"writeQueueNums":2147483647}}}'
    const { check } = examined(damaged((all) => all.set('config/topics.json', text(topics))))
    expect(check.problems[0]).toMatchObject({ level: 'error', code: 'queue-count', values: { topic: 'T', found: 2147483647 } })
  })

  test('may be in fastjson’s dialect', () => {
    const problems = problemsOf((files) => files.set('config/consumerOffset.json', text('{"offsetTable":{"T@G":{0:7}}}')))
    expect(problems).toEqual([])
  })
})
