import { describe, expect, test } from 'vitest'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { AllocateMessageQueueAveragely } from '../../../engine/client/consumer/rebalance/AllocateMessageQueueAveragely'
import { FilterAPI } from '../../../engine/remoting/protocol/filter/FilterAPI'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { IllegalArgumentException } from '../../../engine/kernel/errors'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { goldenLines, hexToBytes } from '../support/golden'
import { runCluster, scenario, send, START } from '../support/runCluster'

interface Frame {
  readonly conn: number
  readonly serverPort: number
  readonly dir: 'c2s' | 's2c'
  readonly name: string
  readonly hex: string
}

/** A request as it can be compared: what depends on the hour or on the process is another each time. */
interface Said {
  readonly code: number
  readonly flag: number
  readonly extFields: object | null
  readonly body: string
}

function said(command: RemotingCommand): Said {
  const { code, flag, body } = command
  const extFields = Object.fromEntries(command.extFields?.entries() ?? [])
  if ('subVersion' in extFields) extFields['subVersion'] = 'now'
  if ('clientID' in extFields) extFields['clientID'] = 'me'
  const text = body === null ? '' : decodeUtf8(body)
  const plain = text.replace(/"clientID":"[^"]*"/, '"clientID":"me"').replace(/"subVersion":\d+/g, '"subVersion":0')
  return { code, flag, extFields, body: plain }
}

const HEART_BEAT = 34
const GET_CONSUMER_LIST_BY_GROUP = 38
const QUERY_CONSUMER_OFFSET = 14
const PULL_MESSAGE = 11
const UPDATE_CONSUMER_OFFSET = 15
const UNREGISTER_CLIENT = 35

function real(): Said[] {
  const frames = goldenLines<Frame>('wire/04-pushc.jsonl').filter(({ serverPort, conn, dir }) => serverPort === 10_911 && conn === 1 && dir === 'c2s')
  return frames.map(({ hex }) => said(RemotingCommand.decode(hexToBytes(hex))))
}

/** The same consumer, at a broker of ours of the same name. */
async function ours(): Promise<Said[]> {
  const topics = [{ name: 'TopicAll', queues: 4, brokers: ['broker-a'] }]
  const consumer = {
    name: 'consumer-1', host: '10.0.0.61', startAtMillis: 5000, consumerGroup: 'CG_push',
    subscriptions: [{ topic: 'TopicAll', tags: 'TagA || TagB || TagD' }], config: { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET' },
  }
  const faults = [{ fault: { kind: 'shutdown', node: 'consumer-1' }, when: { atMillis: 8000 } }]
  const { brokers } = scenario([START])
  const program = [START, send({ topic: 'TopicAll', tags: 'TagA', count: 8 })]
  const more = { topics, consumers: [consumer], faults, brokers: brokers.slice(0, 1) }
  const run = await runCluster(scenario(program, more))
  const sent = run.of('frame-sent').filter(({ from, isResponse, to }) => from.startsWith('10.0.0.61') && !isResponse && to.endsWith(':10911'))
  return sent.map(({ bytes }) => said(RemotingCommand.decode(bytes)))
}

/**
 * Those of one kind. Whether the first round of the rebalance has the group's retry topic too depends on when its route is there: the
 * real one learned of it a little later.
 */
function only(all: readonly Said[], code: number): Said[] {
  return all.filter((each) => each.code === code && !JSON.stringify(each.extFields).includes('"topic":"%RETRY%'))
}

describe('our push consumer says what the real one said', () => {
  test.each([
    ['heartbeats', HEART_BEAT, 1],
    ['the question for the members of the group', GET_CONSUMER_LIST_BY_GROUP, 2],
    ['the questions where to begin, in their order', QUERY_CONSUMER_OFFSET, 4],
    ['the first pulls, in their order', PULL_MESSAGE, 4],
    ['good-byes', UNREGISTER_CLIENT, 2],
  ])('%s', async (_name, code, count) => {
    const [theirs, mine] = [only(real(), code), only(await ours(), code)]
    expect(theirs.length).toBeGreaterThanOrEqual(count)
    expect(mine.slice(0, count)).toEqual(theirs.slice(0, count))
  })

  test('where it has come to when it leaves, queue by queue', async () => {
    const fields = (all: Said[]): object[] => only(all, UPDATE_CONSUMER_OFFSET).map(({ extFields }) => ({ ...extFields, commitOffset: '' }))
    expect(fields(await ours())).toEqual(fields(real()))
  })
})

describe('algorithms, against the real classes', () => {
  interface Allocation {
    readonly n: string
    readonly strategy: string
    readonly queues: number
    readonly consumers: readonly string[]
    readonly cid: string
    readonly result: readonly number[]
  }
  const allocations = goldenLines<Allocation>('vectors/algos.jsonl').filter(({ n, strategy }) => n === 'allocate' && strategy === 'AVG')

  test('queues are shared as AllocateMessageQueueAveragely shares them', () => {
    expect(allocations.length).toBeGreaterThan(10)
    const strategy = new AllocateMessageQueueAveragely()
    for (const { queues, consumers, cid, result } of allocations) {
      const all = Array.from({ length: queues }, (_, id) => new MessageQueue('T', 'broker-a', id))
      expect(strategy.allocate('CG', cid, all, consumers).map(({ queueId }) => queueId)).toEqual(result)
    }
    expect(strategy.getName()).toBe('AVG')
    const queue = new MessageQueue('T', 'broker-a', 0)
    expect(strategy.allocate('CG', 'a stranger', [queue], ['c1'])).toEqual([])
    expect(() => strategy.allocate('CG', 'c1', [], ['c1'])).toThrow(IllegalArgumentException)
    expect(() => strategy.allocate('CG', 'c1', [queue], [])).toThrow(IllegalArgumentException)
    expect(() => strategy.allocate('CG', '', [queue], ['c1'])).toThrow(IllegalArgumentException)
  })

  test('subscriptions are read as FilterAPI reads them', () => {
    expect(FilterAPI.build('T', 'TagA || TagB || TagD', 'TAG')).toMatchObject({
      codeSet: [2598919, 2598922, 2598920], tagsSet: ['TagA', 'TagD', 'TagB'],
    })
  })
})
