import { describe, expect, it } from 'vitest'
import { layOutClasses } from '../../../components/patterns/logic/classGraph'
import { PatternClient } from '../../../components/patterns/logic/PatternClient'
import { partsOfClientId } from '../../../components/patterns/logic/partsOfClientId'
import { sourcePageOf } from '../../../components/patterns/logic/sourcePageOf'
import { countSource } from '../../../components/patterns/server/countSource'
import { readClassGraph } from '../../../components/patterns/server/readClassGraph'
import { readPatternCode } from '../../../components/patterns/server/readPatternCode'
import { patternsEn } from '../../../components/i18n/en/patterns'
import { patternsZh } from '../../../components/i18n/zh/patterns'
import type { WorkerPort } from '../../../components/stepper/logic/PortClient'

const PRODUCER = 'client/impl/producer/DefaultMQProducerImpl'
const MANAGER = 'client/impl/MQClientManager'
const INSTANCE = 'client/impl/factory/MQClientInstance'

describe('a diagram of classes', () => {
  const graph = readClassGraph([PRODUCER, MANAGER, INSTANCE])

  it('has the relations that the source has', () => {
    const relations = graph.edges.map(({ from, to, relation, label }) => [from, relation, to, label].join(' '))
    expect(relations).toContain(`${MANAGER} makes ${INSTANCE} getOrCreateMQClientInstance`)
    expect(relations).toContain(`${MANAGER} has ${INSTANCE} factoryTable`)
    expect(relations).toContain(`${PRODUCER} uses ${MANAGER} getOrCreateFactory`)
    expect(relations.some((each) => each.startsWith(`${INSTANCE} `) && each.includes(MANAGER))).toBe(false)
  })

  it('tells classes of one file apart', () => {
    const file = 'content/patterns/state/run/StateObjects'
    const { edges } = readClassGraph([`${file}#ProducerState`, `${file}#Refusing`, `${file}#CreateJust`])
    expect(edges.map(({ from, relation, to }) => `${from.split('#')[1]} ${relation} ${to.split('#')[1]}`)).toEqual(
      expect.arrayContaining(['Refusing implements ProducerState', 'CreateJust extends Refusing']),
    )
  })

  it('refuses a class that is not there', () => {
    expect(() => readClassGraph(['client/impl/NoSuchClass'])).toThrow('NoSuchClass')
  })

  it('puts a class below those that refer to it, and no box upon another', () => {
    const { boxes } = layOutClasses(graph)
    const top = (symbol: string): number => boxes.find((box) => box.symbol === symbol)!.y
    expect(top(PRODUCER)).toBeLessThan(top(MANAGER))
    expect(top(MANAGER)).toBeLessThan(top(INSTANCE))
    for (const one of boxes) {
      for (const other of boxes) {
        if (one === other) continue
        const isBeside = one.x + one.width <= other.x || other.x + other.width <= one.x
        const isApart = isBeside || one.y + one.height <= other.y || other.y + other.height <= one.y
        expect(isApart, `${one.name}, ${other.name}`).toBe(true)
      }
    }
  })
})

describe('code beside the words', () => {
  it('is the whole method, with its remarks and the original', async () => {
    const code = await readPatternCode(`${PRODUCER}#start`, 'en')
    expect(code.lines.join('\n')).toContain('START_FAILED')
    expect(Object.values(code.notes).map(({ id }) => id)).toEqual(['state-failed-first', 'state-register'])
    expect(code.original?.url).toMatch(/rocketmq-all-5\.3\.2/)
    for (const [, line] of code.sites) {
      expect(line).toBeGreaterThanOrEqual(code.from)
      expect(line).toBeLessThan(code.from + code.lines.length)
    }
  })

  it('of a page’s own file is all of it but the imports', async () => {
    const code = await readPatternCode('content/patterns/state/run/StateObjects', 'zh')
    expect(code.lines[0]).toContain('What a producer in one of its states does')
    expect(code.sites).toEqual([])
  })

  it('that is not there is refused', async () => {
    await expect(readPatternCode(`${PRODUCER}#nothing`, 'en')).rejects.toThrow('nothing')
  })
})

it('source is counted as it stands', () => {
  expect(countSource([`${PRODUCER}#start`, `${PRODUCER}#shutdown`])).toMatchObject({ switches: 2, cases: 8, methods: 2, classes: 0 })
  expect(countSource(['content/patterns/state/run/StateObjects'])).toMatchObject({ switches: 0, cases: 0, classes: 4 })
  const [face, hand] = ['WithFacade', 'SendsByHand'].map((name) => countSource([`content/patterns/facade/run/${name}`]).imports)
  expect(hand).toBeGreaterThan(3 * face!)
  expect(() => countSource(['client/NoSuchFile'])).toThrow('NoSuchFile')
})

it('a client id is taken apart', () => {
  const parts = (id: string): string => partsOfClientId(id).map(({ part, text }) => `${part}=${text}`).join(' ')
  expect(parts('10.0.0.31@shop@north')).toBe('ip=10.0.0.31 name=shop unit=north')
  expect(parts('10.0.0.31@1000#1001000')).toBe('ip=10.0.0.31 pid=1000 nano=1001000')
})

it('the engine’s symbols have pages of source, a page’s own code has none', () => {
  expect(sourcePageOf(`${PRODUCER}#start@text`, 'zh')).toBe(`/zh/source/${PRODUCER}/#start`)
  expect(sourcePageOf('content/patterns/state/run/StateObjects', 'en')).toBeNull()
})

it('a worker is started by the first experiment, and another one after it broke down', async () => {
  const ports: Array<WorkerPort & { readonly posted: Array<{ id: number }> }> = []
  const client = new PatternClient(() => {
    const posted: Array<{ id: number }> = []
    const postMessage = (message: unknown): void => void posted.push(message as { id: number })
    const port = { posted, postMessage, terminate: () => {}, onmessage: null, onerror: null }
    ports.push(port)
    return port
  })
  expect(ports).toHaveLength(0)
  const first = client.run('state/set', { from: 'RUNNING', to: 'RUNNING' })
  ports[0]!.onmessage!({ data: { id: ports[0]!.posted[0]!.id, body: { type: 'result', result: { state: 'RUNNING', broken: null } } } })
  await expect(first).resolves.toEqual({ state: 'RUNNING', broken: null })
  const second = client.run('state/set', { from: 'RUNNING', to: 'RUNNING' })
  ports[0]!.onerror!({ message: 'gone' })
  await expect(second).rejects.toThrow('gone')
  void client.run('state/set', { from: 'RUNNING', to: 'RUNNING' }).catch(() => undefined)
  expect(ports).toHaveLength(2)
})

it('both languages have the same words', () => {
  const keysOf = (node: unknown, at = ''): string[] => {
    if (typeof node === 'string') return [at]
    return Object.entries(node as object).flatMap(([key, value]) => keysOf(value, `${at}.${key}`))
  }
  expect(keysOf(patternsZh)).toEqual(keysOf(patternsEn))
})
