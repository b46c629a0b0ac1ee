import { describe, expect, it } from 'vitest'
import { readBuiltIns } from '../../../components/strategy/server/readBuiltIns'
import { nodeWasm } from '../../../engine/adapters/quickjs/nodeWasm'
import { QuickJsSandbox } from '../../../engine/adapters/quickjs/QuickJsSandbox'
import type { Load } from '../../../engine/cluster/Load'
import { loadScenario } from '../../../engine/cluster/loadScenario'
import { readersStrategy } from '../../../engine/cluster/ReaderStrategy'
import type { SelectorName } from '../../../engine/cluster/Scenario'
import { KnownLoad } from '../../../engine/worker/KnownLoad'
import { measure } from '../../../engine/worker/measure'
import { isWorthTrying, measureByChoices } from '../../../engine/worker/measureByChoices'
import type { Measurement } from '../../../engine/worker/Measurement'
import { SHOWN_MICROS } from '../../../engine/worker/Measurement'
import type { RunKey } from '../../../engine/worker/protocol'
import { SELECTORS } from '../../../engine/worker/protocol'
import { selecting } from '../adapters/quickjs/support/inThread'

const LOAD: Load = { messages: 240, keys: 'skewed', distinctKeys: 30, brokers: 2, queues: 4, middle: 'nothing' }

/** Each with a seed of its own. */
const LOADS: ReadonlyArray<Partial<Load>> = [
  {},
  { keys: 'hot', brokers: 1, queues: 1, messages: 60 },
  { keys: 'uniform', brokers: 6, queues: 2, distinctKeys: 1000, messages: 120 },
  { brokers: 1, queues: 12, messages: 120 },
  { middle: 'broker-slow' },
  { middle: 'broker-slow', brokers: 3, keys: 'uniform', messages: 61 },
  { middle: 'queues-added' },
  { middle: 'queues-added', brokers: 3, queues: 3, messages: 1 },
]

/** They want to know how sends end, or when they are asked. */
const OF_TIME = new Set(['least-loaded', 'sticky', 'avoid-slow'])

/** What readers write on their way to something that works, and what goes wrong there. */
const CODES: Readonly<Record<string, string>> = {
  first: selecting('return mqs[0]!'),
  last: selecting('return mqs.at(-1)!'),
  'late to the second broker': selecting(`this.n = (this.n ?? 0) + 1
    return mqs[this.n < 215 ? 0 : mqs.length - 1]!`).replace('select(', 'n: number | undefined\n  select('),
  'by chance': selecting('return mqs[random.nextInt(mqs.length)]!', "import { random } from 'rocketmq'"),
  'by a fraction': selecting('return mqs[Math.floor(Math.random() * mqs.length)]!'),
  'by the body': selecting('return mqs[msg.body!.length % mqs.length]!'),
  'by the properties': selecting(`let n = msg.getTopic().length
    for (const [name, value] of msg.properties.entries()) n += name.length * 31 + value.length
    return mqs[n % mqs.length]!`),
  'spoils what it is given': selecting(`msg.properties.put('KEYS', 'x'); msg.body!.fill(0); const mq = mqs[String(arg).length % mqs.length]!
    ;(mqs as any).length = 0; return mq`),
  'throws now and then': selecting("if (String(arg).endsWith('3')) throw new Error('no'); return mqs[1 % mqs.length]!"),
  'always throws': selecting("throw new TypeError('never')"),
  'no queue': selecting('return 1 as never'),
  'a queue of its own': `import { MessageQueue } from 'rocketmq'
    export default class Mine { select() { return new MessageQueue('OrderPaid', 'nobody', 3) } }`,
}

function keyOf(load: Partial<Load>, seed: number, code: string | null, selector: SelectorName | null = null): RunKey {
  return { scenario: 'send-call', seed, interventions: [], selector, code, load: { ...LOAD, ...load } }
}

async function whole(key: RunKey, known: KnownLoad | null = null): Promise<Measurement> {
  const spec = loadScenario(key.load!)
  if (typeof key.code !== 'string') return measure(key, spec, null, undefined, known)
  return measure(key, spec, readersStrategy(await sandbox(), key.code), undefined, known)
}

async function byChoices(key: RunKey, known: KnownLoad): Promise<Measurement | null> {
  return measureByChoices(key, loadScenario(key.load!), known, await sandbox())
}

async function sandbox(): Promise<QuickJsSandbox> {
  return QuickJsSandbox.create(await nodeWasm())
}

/** What a page can show of it: all but how the slices fell within a tenth of a millisecond. */
function shown(measurement: Measurement | null): unknown {
  const calls = measurement?.calls.map(({ atMicros: _, latencyMicros, ...call }) => {
    return { ...call, latency: Math.round(latencyMicros / SHOWN_MICROS) }
  })
  return { ...measurement, calls }
}

describe.each(LOADS.map((load, index) => [load, index + 1] as const))('under %o with seed %d', (load, seed) => {
  it('the choices of a strategy tell what a whole run would show', async () => {
    const builtIns = (await readBuiltIns()).map(({ name, code }) => [name, code] as const)
    expect(builtIns).toHaveLength(SELECTORS.length)
    const known = new KnownLoad({ ...LOAD, ...load })
    await whole(keyOf(load, seed, null, 'round-robin'), known)
    for (const [name, code] of [...builtIns, ...Object.entries(CODES)]) {
      expect([name, isWorthTrying(known, code)]).toEqual([name, !OF_TIME.has(name)])
      if (OF_TIME.has(name)) continue
      const key = keyOf(load, seed, code)
      const early = await byChoices(key, known)
      const expected = await whole(key, known)
      if (early !== null) expect([name, shown(early)]).toEqual([name, shown(expected)])
      // What was new to the load is known now.
      expect([name, shown(await byChoices(key, known))]).toEqual([name, shown(expected)])
    }
  })
})

describe('a whole run has to be made', () => {
  const quick = async (load: Partial<Load>, code: string): Promise<Measurement | null> => {
    const known = new KnownLoad({ ...LOAD, ...load })
    await whole(keyOf(load, 1, null, 'hash'), known)
    return known.timetable && byChoices(keyOf(load, 1, code), known)
  }

  it('where a broker dies', async () => {
    expect(await quick({ middle: 'broker-dies' }, CODES['first']!)).toBeNull()
  })

  it('for what nobody has seen yet', async () => {
    expect(await quick({ messages: 20 }, CODES['always throws']!)).toBeNull()
    expect(await quick({ messages: 20 }, CODES['first']!)).not.toBeNull()
  })

  it.each([
    ['asks for the time', 'return mqs[now() % mqs.length]!', "import { currentTimeMillis as now } from 'rocketmq'"],
    ['never ends', 'for (;;) {}', ''],
    ['takes one long step after the other', "return mqs[/^(a+)+$/.test('a'.repeat(20) + 'b') ? 1 : 0]!", ''],
    ['wants much memory', 'return mqs[new Uint8Array(17_000_000).length % mqs.length]!', ''],
  ])('for code that %s', async (_, body, head) => {
    const code = selecting(body, head)
    const known = new KnownLoad({ ...LOAD, messages: 20 })
    await whole(keyOf({ messages: 20 }, 1, null, 'hash'), known)
    const key = keyOf({ messages: 20 }, 1, code)
    const result = await byChoices(key, known).catch((error: unknown) => error)
    expect(result).toBeNull()
  })

  it('for code that draws before the first message, which shifts the keys', async () => {
    const code = selecting('return mqs[0]!', "import { random } from 'rocketmq'\nconst early = random.nextInt(3)")
    expect(await quick({ messages: 20 }, code)).toBeNull()
  })

  it('and teaches nothing when its keys are others', async () => {
    const code = selecting("throw new Error('no')", "import { random } from 'rocketmq'\nconst early = random.nextInt(3)")
    const known = new KnownLoad({ ...LOAD, messages: 20 })
    await whole(keyOf({ messages: 20 }, 1, null, 'hash'), known)
    await whole(keyOf({ messages: 20 }, 1, code), known)
    expect(known.prices.priceOf('refused')).toBeNull()
  })
})
