import { describe, expect, test } from 'vitest'
import { compileStrategy } from '../../../../engine/adapters/quickjs/compileStrategy'
import { nodeWasm } from '../../../../engine/adapters/quickjs/nodeWasm'
import { QuickJsSandbox } from '../../../../engine/adapters/quickjs/QuickJsSandbox'
import type { RunResult } from '../../../../engine/adapters/run/runScenario'
import { runScenario } from '../../../../engine/adapters/run/runScenario'
import { PakoCompressor } from '../../../../engine/adapters/zlib/PakoCompressor'
import type { Load } from '../../../../engine/cluster/Load'
import { loadScenario } from '../../../../engine/cluster/loadScenario'
import { readersStrategy } from '../../../../engine/cluster/ReaderStrategy'
import { MemoryDisk } from '../../../../engine/ports/memory/MemoryDisk'
import type { TraceEvent, TraceEventOf } from '../../../../engine/trace/events'
import { selecting } from './support/inThread'

const LOAD: Load = { messages: 30, keys: 'uniform', distinctKeys: 5, brokers: 2, queues: 2, middle: 'nothing' }

async function run(source: string, load: Partial<Load> = {}, seed = 1): Promise<RunResult & { events: TraceEvent[] }> {
  const sandbox = await QuickJsSandbox.create(await nodeWasm())
  const events: TraceEvent[] = []
  const result = await runScenario(
    loadScenario({ ...LOAD, ...load }),
    { seed, interventions: [], selector: null, createStrategy: readersStrategy(sandbox, source) },
    {
      compressor: new PakoCompressor(),
      diskOf: () => new MemoryDisk(),
      prepare: (cluster) => cluster.listen({ emit: (event) => events.push(event as TraceEvent) }),
    },
  )
  return { ...result, events }
}

function of<T extends TraceEvent['type']>(events: readonly TraceEvent[], type: T): Array<TraceEventOf<T>> {
  return events.filter((event) => event.type === type) as Array<TraceEventOf<T>>
}

const HASH = selecting('return mqs[Math.abs(javaHashCode(String(arg))) % mqs.length]!', "import { javaHashCode } from 'rocketmq'")
const RANDOM = selecting('return mqs[random.nextInt(mqs.length)]!', "import { random } from 'rocketmq'")

describe('a cluster whose application has the strategy of a reader', () => {
  test('sends where it says', async () => {
    const { events, cluster } = await run(HASH)
    const selected = of(events, 'queue-selected')
    expect(selected).toHaveLength(LOAD.messages)
    expect(new Set(selected.map((each) => `${each.brokerName} ${each.queueId}`)).size).toBeGreaterThan(1)
    expect(cluster.outcomes.acknowledgedCount).toBe(LOAD.messages)
    // One for its statement, one for what javaHashCode does.
    expect(of(events, 'strategy-called').every(({ steps }) => steps === 2)).toBe(true)
  })

  test('does the same again with the same seed', async () => {
    const [first, again, other] = [await run(RANDOM), await run(RANDOM), await run(RANDOM, {}, 2)]
    expect(again.traceHash).toBe(first.traceHash)
    expect(again.disksHash).toBe(first.disksHash)
    expect(other.traceHash).not.toBe(first.traceHash)
  })

  test('goes on when it fails: each send fails as RocketMQ has it', async () => {
    const { events, cluster } = await run(selecting("if (arg === 'order-1') throw new Error('no')\n    return mqs[0]!"))
    const failed = of(events, 'strategy-failed')
    expect(failed.length).toBeGreaterThan(0)
    expect(failed[0]).toMatchObject({ method: 'select', kind: 'threw', detail: 'Error: no', line: 5 })
    expect(cluster.outcomes.failedByException.get('MQClientException')).toBe(failed.length)
    expect(cluster.outcomes.acknowledgedCount).toBe(LOAD.messages - failed.length)
  })

  test('fails every send with what is no queue', async () => {
    const { events, cluster } = await run(selecting('return { ...mqs[0]! } as never'))
    expect(of(events, 'strategy-failed')).toHaveLength(LOAD.messages)
    expect(cluster.outcomes.failedByException.get('MQClientException')).toBe(LOAD.messages)
    expect(of(events, 'client-call-ended').some(({ result }) => result.includes('returned no queue'))).toBe(true)
  })

  test('is not held up by one that never ends', async () => {
    const { events, cluster } = await run(selecting('for (;;) { arg }'), { messages: 200 })
    const failed = of(events, 'strategy-failed')
    expect(failed).toHaveLength(200)
    expect(new Set(failed.map(({ kind }) => kind))).toEqual(new Set(['budget']))
    expect(of(events, 'strategy-called').slice(1).every(({ steps }) => steps === 0)).toBe(true)
    expect(cluster.outcomes.failedByException.get('MQClientException')).toBe(200)
  })

  test('fails every send when the class can not be made', async () => {
    const { events, cluster } = await run('export const a = 1')
    expect(of(events, 'strategy-failed')).toMatchObject([{ method: 'load', kind: 'no-class' }])
    expect(cluster.outcomes.failedByException.get('MQClientException')).toBe(LOAD.messages)
  })

  test('tells its hooks what became of the messages', async () => {
    const source = `import { currentTimeMillis } from 'rocketmq'
export default class A {
  before = 0; after = 0; status = ''; cost = -1; at = 0
  select(mqs, msg, arg) {
    if (this.after === 3) throw new Error([this.before, this.after, this.status, this.cost >= 0, this.at > 1e12].join())
    return mqs[1]
  }
  sendMessageBefore({ mq, sendResult }) { if (mq.queueId >= 0 && sendResult === null) this.before++; this.at = currentTimeMillis() }
  sendMessageAfter({ sendResult, exception, costMillis }) {
    if (exception === null) this.status = sendResult.sendStatus
    this.cost = costMillis; this.after++
    throw new Error('swallowed')
  }
}`
    const { events, cluster } = await run(source)
    const failed = of(events, 'strategy-failed')
    expect(failed.filter(({ method }) => method === 'sendMessageAfter')).toHaveLength(3)
    expect(failed.find(({ method }) => method === 'select')?.detail).toBe('Error: 3,3,SEND_OK,true,true')
    expect(cluster.outcomes.acknowledgedCount).toBe(3)
  })
})

test('the code has the lines of its source', () => {
  const source = selecting('const a: number =\n      1 as number\n\n    return mqs[a]!')
  const { code, file } = compileStrategy(source)
  expect(code.split('\n').length).toBe(source.split('\n').length + 1)
  expect(file.sites.filter(({ symbol }) => symbol === 'MyStrategy#select').map(({ line }) => line)).toEqual([4, 5, 8])
})
