import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildSiteTable } from '../../../engine/adapters/instrumenter/site-table.mjs'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { Kernel } from '../../../engine/kernel/Kernel'
import { classOfPrototype } from '../../../engine/trace/probe'
import { SiteTable } from '../../../engine/trace/SiteTable'
import { memoryDisks } from '../../../engine/worker/DiskOwner'
import type { Moment, RunKey } from '../../../engine/worker/protocol'
import { recordRun } from '../../../engine/worker/recordRun'
import type { RunSession } from '../../../engine/worker/RunSession'
import { scenarioJson } from '../support/runCluster'

const KEY: RunKey = { scenario: 'send-call', seed: 1, interventions: [], selector: null }
/** These tests run over both builds: statements and variables exist in the traced one only. */
const isTraced = classOfPrototype(Kernel.prototype) !== null

function open(key = KEY, durationMillis = 3000): Promise<RunSession> {
  const scenario = parseScenario({ ...scenarioJson('send-call'), durationMillis })
  const sites = new SiteTable(buildSiteTable(path.resolve(import.meta.dirname, '../../..')))
  const storage = { storage: 'memory', storageReason: 'no-opfs', diskOf: memoryDisks() } as const
  return recordRun(key, scenario, sites, storage)
}

/** Places all over the run, in no particular order. */
function places(run: RunSession): number[] {
  return Array.from({ length: 40 }, (_, index) => Math.floor(((index * 0.618034) % 1) * run.trace.length))
}

/** A place with many calls on the stack. */
function deepPlace(run: RunSession): number {
  const anchor = 'client/impl/MQClientAPIImpl#sendMessageSync'
  return run.modelWith([anchor]).anchors[anchor] ?? -1
}

describe('a run that has been opened', () => {
  let run: RunSession
  beforeAll(async () => {
    run = await open()
  })

  test('says the same of a moment, whenever and in whatever order it is asked', async () => {
    const other = await open()
    while (other.captureMore()) expect(other.moment(0)).toEqual(run.moment(0))
    for (const place of places(run)) expect(other.moment(place), `event ${place}`).toEqual(run.moment(place))
  })

  test('can be repeated while another one is being looked at', async () => {
    const other = await open()
    run.captureMore()
    other.captureMore()
    expect(other.model.traceHash).toBe(run.model.traceHash)
    expect(other.moment(other.trace.length - 1)).toEqual(run.moment(run.trace.length - 1))
  })

  test('finds a moment again by its slice and the distance from its beginning', () => {
    for (const place of places(run)) {
      const { slice, offset } = run.moment(place)
      expect(run.locate(slice, offset).event).toBe(place)
    }
  })

  test('stays at its ends when there is nothing more in that direction', () => {
    const last = run.trace.length - 1
    expect(run.moment(last + 100).event).toBe(last)
    expect(run.step(0, 'into', true).event).toBe(0)
  })

  test.runIf(isTraced)('is stepped into along the wire: to the name server, to the broker, and back each time', () => {
    const call = run.model.calls.find(({ label }) => label === 'producer.send(msg)')!
    const nodeAt = (event: number): string => run.model.threads.find(({ id }) => id === run.moment(event).thread)!.node
    const way = [run.moment(call.from).event]
    while (way.at(-1)! < call.to! && way.length < 6000) way.push(run.step(way.at(-1)!, 'into', false).event)
    expect(way).toEqual([...new Set(way)].sort((one, other) => one - other))
    const nodes = way.slice(0, -1).map(nodeAt)
    const visited = nodes.filter((node, index) => node !== nodes[index - 1])
    expect(visited.map((node) => node.replace(/-[ab]$/, ''))).toEqual([
      'order-service', 'namesrv', 'order-service', 'broker', 'order-service',
    ])
    for (let index = way.length - 1; index > way.length - 500; index--) {
      expect(run.step(way[index]!, 'into', true).event).toBe(way[index - 1])
    }
  })

  test.runIf(isTraced)('has the variables of the statement at the cursor', () => {
    const call = run.model.calls.find(({ label }) => label === 'producer.send(msg)')!
    const moment = run.step(call.from, 'into', false)
    expect(moment.variables.map(({ name }) => name)).toContain('this')
  })

  test.runIf(isTraced)('shows each call of the stack as it stands while it waits, and time stands still', () => {
    const deep = deepPlace(run)
    const { stack, call } = run.moment(deep)
    expect(call).toBe(0)
    expect(stack.length).toBeGreaterThan(4)
    stack.forEach(({ enterEvent, file }, index) => {
      const moment = run.moment(deep, undefined, enterEvent)
      const still = { variables: [], lines: [], call: 0 }
      expect({ ...moment, ...still }).toEqual({ ...run.moment(deep), ...still })
      expect(moment.call).toBe(index)
      if (index === 0) return
      // The same that one sees where the call is made, with the place to which the inner call belongs.
      const calling = run.trace.index.links[stack[index - 1]!.enterEvent]!
      const before = run.moment(calling)
      expect(before.stack[0]).toEqual(stack[index])
      expect(moment.variables, file).toEqual(before.variables)
      const values = ({ lines }: Moment): unknown => lines.map(({ line, values: behind }) => [line, behind])
      expect(values(moment), file).toEqual(values(before))
    })
    expect(run.moment(deep, undefined, -1).call).toBe(0)
  })

  test.runIf(isTraced)('leads to the first statement of a call of the stack', () => {
    const { event, stack } = run.moment(deepPlace(run))
    expect(stack.length).toBeGreaterThan(4)
    for (const { enterEvent, symbol } of stack.slice(1, -1)) {
      const first = run.beginningOf(enterEvent)
      expect(first.event).toBeLessThan(event)
      expect(first.stack[0]).toMatchObject({ enterEvent, symbol })
      expect(first.kind).toBe('statement')
      expect(run.step(first.event, 'over', true).stack[0]!.enterEvent).not.toBe(enterEvent)
    }
  })

  test.runIf(isTraced)('goes to the next timer: to the first line of the task itself, on the node and the thread that were named', () => {
    const fired = run.model.marks.filter(({ kind }) => kind === 'timer')
    expect(fired.length).toBeGreaterThan(5)
    for (const { event, node } of fired) {
      const named = run.moment(event - 1).nextTimer!
      const moment = run.nextTimer(event - 1)
      expect(moment.kind).toBe('statement')
      expect(moment.stack[0]!.file).not.toMatch(/^engine\/kernel\//)
      expect(moment.stack.at(-1)!.file).toBe('engine/kernel/concurrent/ScheduledExecutorService.ts')
      const { name } = run.model.threads.find(({ id }) => id === moment.thread)!
      expect(named).toMatchObject({ event: moment.event, node, thread: name })
      expect(moment.slice).toBe(run.moment(event).slice)
      expect(run.step(moment.event, 'into', true).stack[0]!.file).toMatch(/^engine\/kernel\//)
    }
  })

  test.runIf(isTraced)('goes from timer to timer and leaves none out', () => {
    const fired = run.model.marks.filter(({ kind }) => kind === 'timer')
    let at = 0
    for (const { event } of fired) {
      const { event: next } = run.nextTimer(at)
      expect(next).toBeGreaterThan(event)
      at = next
    }
    expect(run.nextTimer(at).event).toBe(at)
    expect(run.moment(at).nextTimer).toBe(null)
  })

  test.runIf(isTraced)('has the variables of an expression function while it is evaluated, and of no other place', () => {
    const { index, recording, sites } = run.trace
    const isMain = (event: number): boolean => recording.events.thread(event) === run.model.mainThread
    const within = (event: number): boolean => index.isForeign(event) && isMain(event)
    const event = Array.from({ length: run.trace.length }, (_, at) => at).find((at) => within(at) && !within(at - 1))!
    const { names } = sites.site(recording.events.site(event))!
    const moment = run.moment(event)
    expect(moment.variables.map(({ name }) => name)).toEqual(names)
    const around = run.moment(event, undefined, moment.stack[1]!.enterEvent)
    expect(around.variables).toEqual(run.moment(index.links[event]!).variables)
  })
})

test('a thread that tries the same for ever ends the run, which names it', async () => {
  const full = { slice: 60, fault: { kind: 'full-disk', node: 'broker-a' } } as const
  const run = await open({ ...KEY, interventions: [full] }, 100_000)
  const thread = run.model.threads.find(({ id }) => id === run.model.treading)
  expect(thread).toMatchObject({ name: 'AllocateMappedFileService', node: 'broker-a' })
  expect(run.trace.at(run.trace.length - 1).time).toBeLessThan(20_000_000)
  expect((await open(KEY, 100_000)).model.treading).toBeNull()
})
