/** What lies within variables, at any depth, must be what the run has there. */
import { beforeAll, describe, expect, test } from 'vitest'
import { Kernel } from '../../../engine/kernel/Kernel'
import { DeepValues } from '../../../engine/trace/DeepValues'
import { ObjectIds } from '../../../engine/trace/ObjectIds'
import { classOfPrototype, hasProbeSink } from '../../../engine/trace/probe'
import type { Cursor, ShownContents, Variable, VariablesOf } from '../../../engine/worker/protocol'
import type { RunSession } from '../../../engine/worker/RunSession'
import { openRun } from './support/openRun'

/** Statements are recorded in the traced build only. */
const isTraced = classOfPrototype(Kernel.prototype) !== null
const SEND_DEFAULT = 'client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl'
const ALL = { from: 0, count: 100 }
const pace = { giveWay: (): Promise<void> => Promise.resolve() }

describe('living values', () => {
  const body = new TextEncoder().encode('hello, world: 17 bytes and more')
  const scope = {
    list: Array.from({ length: 250 }, (_, index) => ({ index })),
    table: new Map<unknown, unknown>([['a', [1, [2, [3]]]], [7, new Set(['x'])]]),
    body,
    text: 'x'.repeat(130),
    alike: new Map([[`${'k'.repeat(80)}1`, 1], [`${'k'.repeat(80)}2`, 2]]),
    holes: [1, , 3],
    trap: Object.defineProperty({}, 'field', { enumerable: true, get: () => expect.unreachable() as unknown }),
  }
  const deep = new DeepValues(new ObjectIds(), Object.keys(scope), Object.values(scope))
  const previews = (path: string[], from = 0, count = 100): unknown => {
    return deep.contents({ path, from, count })?.entries.map(({ name, value }) => [name, value.preview])
  }

  test('are looked into as deep as one likes', () => {
    expect(previews(['table'])).toEqual([["'a'", 'Array(2)'], ['7', 'Set(1)']])
    expect(previews(['table', "'a'", '1', '1'])).toEqual([['0', '3']])
    expect(previews(['table', '7'])).toEqual([['0', "'x'"]])
    expect(previews(['list', '249'])).toEqual([['index', '249']])
  })

  test('are told apart where their keys look alike, and where there is none', () => {
    expect(deep.contents({ path: ['alike'], ...ALL })!.entries.map(({ name }) => name.slice(-7))).toEqual(["…' (81)", '81) (2)'])
    const [, second] = deep.contents({ path: ['alike'], ...ALL })!.entries
    expect(second!.value.preview).toBe('2')
    expect(previews(['holes'])).toEqual([['0', '1'], ['1', 'undefined'], ['2', '3']])
  })

  test('come in pages, and say how many there are', () => {
    expect(deep.contents({ path: ['list'], from: 200, count: 100 })).toMatchObject({ total: 250, from: 200 })
    expect(previews(['list'], 249)).toEqual([['249', 'Object { index: 249 }']])
  })

  test('show bytes as hex and text, and long texts whole', () => {
    expect(previews(['body'])).toEqual([
      ['0000', '68 65 6c 6c 6f 2c 20 77 6f 72 6c 64 3a 20 31 37  hello,·world:·17'],
      ['0010', `${'20 62 79 74 65 73 20 61 6e 64 20 6d 6f 72 65'.padEnd(47)}  ·bytes·and·more`],
    ])
    expect(previews(['text'])).toEqual([['0', 'x'.repeat(64)], ['64', 'x'.repeat(64)], ['128', 'xx']])
  })

  test('run nothing, and lead nowhere where there is nothing', () => {
    expect(previews(['trap'])).toEqual([['field', 'undefined']])
    expect(deep.contents({ path: ['list', '250'], ...ALL })).toBeNull()
    expect(deep.contents({ path: ['other'], ...ALL })).toBeNull()
    expect(deep.contents({ path: ['table', "'a'", '0'], ...ALL })).toMatchObject({ total: 0, entries: [] })
  })
})

describe.skipIf(!isTraced)('variables of a run', () => {
  let run: RunSession
  let start: Cursor

  beforeAll(async () => {
    run = (await openRun('send-call', { durationMillis: 3000 })).run
    start = run.modelWith([SEND_DEFAULT]).anchors[SEND_DEFAULT]!
  })

  function placeOf(event: Cursor): VariablesOf {
    const { thread, stack } = run.moment(event)
    return { event, thread, call: stack[0]!.enterEvent }
  }

  async function inside(event: Cursor, ...paths: string[][]): Promise<ReadonlyArray<ShownContents | null>> {
    return (await run.inspect(placeOf(event), 'tree', paths.map((path) => ({ path, ...ALL })), pace))!
  }

  const named = (entries: readonly Variable[], name: string): Variable => entries.find((each) => each.name === name)!

  test('are the same at the top as those that are shown anyway', async () => {
    let event = start
    for (let step = 0; step < 25; step++) {
      const { variables } = run.moment(event)
      const [self] = await inside(event, ['this'])
      const shown = variables.find(({ name }) => name === 'this')?.value.fields ?? []
      const same = self!.entries.slice(0, shown.length)
      // An object gets its number when one of its methods is called first; what is shown anyway knows that beforehand.
      const plain = (text: string): string => text.replace(/#\d+/, '').replace(/ [{].*/, '')
      expect(same.map(({ name, value }) => [name, plain(value.preview)]))
        .toEqual(shown.map(({ name, value }) => [name, plain(value.preview)]))
      event = run.step(event, 'over', false).event
    }
  })

  test('lead from object to object, each with its number', async () => {
    const path = ['this', 'defaultMQProducer']
    const [impl, producer] = await inside(start, ['this'], path)
    const face = named(impl!.entries, 'defaultMQProducer').value
    expect(face).toMatchObject({ className: 'DefaultMQProducer' })
    expect(producer!.total).toBe(producer!.entries.length)
    const back = named(producer!.entries, 'defaultMQProducerImpl').value
    const self = run.moment(start).variables.find(({ name }) => name === 'this')!.value
    expect(back.objectId).toBe(self.objectId)
    const [message] = await inside(start, ['msg', 'body'])
    expect(message!.entries[0]!.value.preview).toMatch(/^7b 22 6f 72 64 65 72 49 64 .*[{]"orderId/)
  })

  test('are marked where they have changed, at any depth', async () => {
    const changes: string[] = []
    let event = start
    for (let step = 0; step < 40; step++) {
      const found = await inside(event, ['msg', 'properties'], ['this'])
      for (const each of found) {
        for (const { name, changed } of each?.entries ?? []) if (changed) changes.push([...each!.path, name].join('.'))
      }
      event = run.step(event, 'into', false).event
    }
    expect(changes.length).toBeGreaterThan(0)
    const repeated = await inside(start, ['this'])
    expect(repeated[0]!.entries.some(({ changed }) => changed)).toBe(false)
  })

  test('of a question that is not the latest are not looked for', async () => {
    const event = run.step(start, 'over', false).event + 400
    const first = run.inspect(placeOf(event), 'tree', [{ path: ['this'], from: 0, count: 7 }], pace)
    const second = run.inspect(placeOf(event), 'tree', [{ path: ['this'], from: 0, count: 8 }], pace)
    expect(await first).toBeNull()
    expect(await second).not.toBeNull()
    expect(hasProbeSink()).toBe(false)
  })

  test('who points at an expression does not interrupt the tree of variables', async () => {
    const event = run.step(start, 'over', false).event + 500
    const tree = run.inspect(placeOf(event), 'tree', [{ path: ['this'], from: 0, count: 7 }], pace)
    const source = run.inspect(placeOf(event), 'source', [{ path: ['this'], from: 0, count: 8 }], pace)
    expect(await tree).not.toBeNull()
    expect(await source).not.toBeNull()
  })
})
