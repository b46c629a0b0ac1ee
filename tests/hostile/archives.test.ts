import { describe, expect, test } from 'vitest'
import type { StoreProblem } from '../../engine/worker/owncluster/ownProtocol'
import { zipOf } from '../engine/worker/archive/support/zips'
import type { Files } from './support/goodArchive'
import { goodFiles } from './support/goodArchive'
import { handIn } from './support/handIn'

const TOPICS = 'store/config/topics.json'
const GROUPS = 'store/config/subscriptionGroup.json'
const OFFSETS = 'store/config/consumerOffset.json'
const DELAYS = 'store/config/delayOffset.json'
const SELECTORS = 'store/config/consumerFilter.json'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)

async function spoilt(change: (files: Files) => void): Promise<Uint8Array> {
  const files = await goodFiles()
  change(files)
  return zipOf(files)
}

/** What is wrong, in a line. */
function said({ level, code, path, values }: StoreProblem): string {
  return [level, code, path, values['topic'] ?? values['fault'] ?? ''].join(' ').trim()
}

const table = (topics: string): string => `{"dataVersion":{"counter":1,"timestamp":1},"topicConfigTable":${topics}}`
const config = (name: string, numbers: string): string => `"${name}":{"perm":6,"topicName":"${name}",${numbers}}`
const ORDERS = config('Orders', '"readQueueNums":4,"writeQueueNums":4')
const PAYMENTS = config('Payments', '"readQueueNums":4,"writeQueueNums":4')
const HOME = { Orders: 40, Payments: 25 }
/** Both topics of the archive are lost with the table. */
const LOST = ['warning topic-unknown config/topics.json Orders', 'warning topic-unknown config/topics.json Payments']

test('an archive of the page itself is imported whole', async () => {
  expect(await handIn(zipOf(await goodFiles()))).toEqual({ answer: 'imported', problems: [], messages: HOME, records: 65 })
})

describe('a table of topics', () => {
  test.each<readonly [name: string, topics: string, problems: readonly string[], messages: Record<string, number>]>([
    ['with topics that are called like what every object has', table(`{${ORDERS},${PAYMENTS},${
      config('__proto__', '"readQueueNums":2,"writeQueueNums":2')},${config('constructor', '"readQueueNums":1,"writeQueueNums":1')}}`),
      [], { ...HOME, ['__proto__']: 0, constructor: 0 }],
    ['with fewer queues than none', table(`{${ORDERS},${PAYMENTS},${config('T', '"readQueueNums":-5,"writeQueueNums":-5')}}`), [], HOME],
    ['with more queues than a number of Java’s has digits for', table(`{${ORDERS},${config('T', '"writeQueueNums":1e308')}}`),
      ['warning json config/topics.json topicConfigTable.T.writeQueueNums: an int expected, found 1e308', ...LOST], {}],
    ['with all of that', table(`{${config('__proto__', '"readQueueNums":-5')},${config('constructor', '"writeQueueNums":1e308')}}`),
      ['warning json config/topics.json topicConfigTable.constructor.writeQueueNums: an int expected, found 1e308', ...LOST], {}],
    ['that is a list', table('[1,2,null]'),
      ['warning json config/topics.json topicConfigTable: an object expected, found an array', ...LOST], {}],
    ['in which a topic is null', table('{"T":null}'),
      ['warning json config/topics.json topicConfigTable.T: an object expected, found null', ...LOST], {}],
    ['in which a topic is a number', table('{"T":7}'),
      ['warning json config/topics.json topicConfigTable.T: an object expected, found 7', ...LOST], {}],
    ['that is fifty million letters', `{"a":"${'x'.repeat(50_000_000)}"}`, LOST, {}],
    ['that is nested 200,000 deep', '['.repeat(200_000), ['warning json config/topics.json expected fewer levels at 513', ...LOST], {}],
    ['that is nested 200,000 objects deep', '{"a":'.repeat(200_000),
      ['warning json config/topics.json expected fewer levels at 23040', ...LOST], {}],
    ['that is text', 'topics', ['warning json config/topics.json expected a value at 6', ...LOST], {}],
    ['that is nothing', '', LOST, {}],
    ['that is null', 'null', LOST, {}],
  ])('%s', async (_, topics, problems, messages) => {
    const answer = await handIn(await spoilt((files) => files.set(TOPICS, text(topics))))
    expect({ ...answer, problems: answer.problems.map(said) }).toMatchObject({ answer: 'imported', problems, messages })
  })

  test.each<readonly [name: string, topics: string, problems: readonly string[]]>([
    ['with a topic of more queues than the page can list', table(`{${ORDERS},${config('T', '"writeQueueNums":2147483647')}}`),
      ['error queue-count config/topics.json T', LOST[1]!]],
    ['with more queues in all than the page can list', table(`{${ORDERS},${PAYMENTS},${Array.from({ length: 20 }, (_, number) => {
      return config(`T${number}`, '"writeQueueNums":4000,"readQueueNums":4000')
    }).join()}}`), ['error queue-count config/topics.json']],
  ])('%s is refused', async (_, topics, problems) => {
    const answer = await handIn(await spoilt((files) => files.set(TOPICS, text(topics))))
    expect([answer.answer, answer.problems.map(said)]).toEqual(['refused', problems])
  })

  test('that is no table, and whose backup is none, keeps a broker from starting', async () => {
    const { answer, problems } = await handIn(await spoilt((files) => {
      files.set(TOPICS, text('{'))
      files.set(`${TOPICS}.bak`, text(table('[]')))
    }))
    expect(answer).toBe('refused')
    expect(problems.map(said).filter((line) => line.startsWith('error'))).toEqual([
      'error json config/topics.json expected a key at 1',
    ])
  })

  test('that is no table has a backup, and the broker reads that', async () => {
    const answer = await handIn(await spoilt((files) => {
      files.set(`${TOPICS}.bak`, text(table(`{${ORDERS}}`)))
      files.set(TOPICS, text('{'))
    }))
    expect({ ...answer, problems: answer.problems.map(said) }).toMatchObject({
      answer: 'imported', problems: ['warning json config/topics.json expected a key at 1', LOST[1]], messages: { Orders: 40 },
    })
  })

  test('that is missing', async () => {
    const answer = await handIn(await spoilt((files) => void files.delete(TOPICS)))
    expect({ ...answer, problems: answer.problems.map(said) }).toMatchObject({ answer: 'imported', problems: LOST, messages: {} })
  })
})

describe('another table', () => {
  test.each([
    ['groups that are a list', GROUPS, '{"subscriptionGroupTable":[1]}', 'subscriptionGroupTable: an object expected, found an array'],
    ['a group that is null', GROUPS, '{"subscriptionGroupTable":{"G":null}}', 'subscriptionGroupTable.G: an object expected, found null'],
    ['a number of retry queues that is a word', GROUPS, '{"subscriptionGroupTable":{"G":{"retryQueueNums":"many"}}}',
      'subscriptionGroupTable.G.retryQueueNums: an int expected, found "many"'],
    ['offsets that are words', OFFSETS, '{"offsetTable":{"Orders@G":{"0":"seven"}}}', 'offsetTable.Orders@G.0: a long expected, found "seven"'],
    ['an offset that is null', OFFSETS, '{"offsetTable":{"Orders@G":{0:null}}}', 'offsetTable.Orders@G.0: a long expected, found null'],
    ['offsets by words', OFFSETS, '{"offsetTable":{"Orders@G":{"zero":1}}}', 'offsetTable.Orders@G: an int expected, found "zero"'],
    ['more than a long', OFFSETS, '{"offsetTable":{"Orders@G":{0:99999999999999999999}}}',
      'offsetTable.Orders@G.0: a long expected, found "99999999999999999999"'],
    ['a delay level that is a word', DELAYS, '{"offsetTable":{"soon":1}}', 'offsetTable: an int expected, found "soon"'],
    ['a selector that is a number', SELECTORS, '{"filterDataByTopic":{"T":{"groupFilterData":{"G":7},"topic":"T"}}}',
      'filterDataByTopic.T.groupFilterData.G: an object expected, found 7'],
    ['a selector whose time is a word', SELECTORS, '{"filterDataByTopic":{"T":{"groupFilterData":{"G":{"bornTime":"once"}}}}}',
      'filterDataByTopic.T.groupFilterData.G.bornTime: a long expected, found "once"'],
    ['a list that never ends', OFFSETS, '['.repeat(200_000), 'expected fewer levels at 513'],
  ])('has %s, and is left behind', async (_, path, content, fault) => {
    const { answer, problems, messages } = await handIn(await spoilt((files) => files.set(path, text(content))))
    expect([answer, problems.map(said), messages]).toEqual([
      'imported', [`warning json ${path.slice('store/'.length)} ${fault}`], HOME,
    ])
  })
})

describe('an archive', () => {
  test.each<readonly [name: string, make: () => Promise<Uint8Array> | Uint8Array, problems: readonly string[]]>([
    ['of no bytes', () => new Uint8Array(0), ['error not-a-zip']],
    ['of noise', () => new Uint8Array(1000).map((_, index) => (index * 7919) % 251), ['error not-a-zip']],
    ['with nothing in it', () => zipOf({}), ['error no-store']],
    ['with 11,000 empty files', () => zipOf(new Map(Array.from({ length: 11_000 }, (_, index) => [`store/config/${index}.json`, text('')]))),
      ['error too-many']],
    ['that says it has more files than can be counted', async () => {
      const zip = zipOf(await goodFiles())
      zip.fill(0xff, zip.length - 14, zip.length - 10)
      return zip
    }, ['error too-many']],
    ['with three gigabytes of nothing', async () => {
      const files = await goodFiles()
      const zip = zipOf(files)
      const view = new DataView(zip.buffer)
      // What the list at the end says of the first file.
      view.setUint32(view.getUint32(zip.length - 6, true) + 24, 3 * 1024 ** 3, true)
      return zip
    }, ['error too-big']],
    ['with two stores', async () => {
      const files = await goodFiles()
      for (const [path, bytes] of [...files]) files.set(path.replace('store/', 'other/'), bytes)
      return zipOf(files)
    }, ['error no-store']],
    ['whose files lead out of their folder', () => spoilt((files) => files.set('store/../../config/topics.json', text('{}'))),
      ['error file-name store/../../config/topics.json']],
    ['with a file of Windows’', () => spoilt((files) => files.set('C:/store/topics.json', text('{}'))), ['error file-name C:/store/topics.json']],
    ['that has lost its end', async () => zipOf(await goodFiles()).slice(0, 5000), ['error not-a-zip']],
  ])('%s is refused', async (_, make, problems) => {
    const { answer, problems: found, messages } = await handIn(await make())
    expect([answer, found.map(said), messages]).toEqual(['refused', problems, { Mine: 3 }])
  })
})
