/** What the picture of the objects shows must be what the run has there. */
import { beforeAll, describe, expect, test } from 'vitest'
import { Kernel } from '../../../engine/kernel/Kernel'
import { classOfPrototype, hasProbeSink } from '../../../engine/trace/probe'
import type { Cursor, ShownObject } from '../../../engine/worker/protocol'
import type { RunSession } from '../../../engine/worker/RunSession'
import { openRun } from './support/openRun'

/** Objects have numbers in the traced build only. */
const isTraced = classOfPrototype(Kernel.prototype) !== null
const START = 'client/impl/factory/MQClientInstance#start'
const SEND = 'client/impl/producer/DefaultMQProducerImpl#sendKernelImpl'
const WAIT = 'remoting/netty/ResponseFuture#waitResponse'
const pace = { giveWay: (): Promise<void> => Promise.resolve() }

describe.skipIf(!isTraced)('the objects of a run', () => {
  let run: RunSession

  beforeAll(async () => {
    run = (await openRun('send-call', { durationMillis: 3000 })).run
  })

  const eventOf = (anchor: string): Cursor => run.modelWith([anchor]).anchors[anchor]!
  const at = async (event: Cursor, node = 'order-service', unfolded: string[] = []): Promise<readonly ShownObject[]> => {
    return (await run.objects(event, node, unfolded, pace))!
  }
  const one = (objects: readonly ShownObject[], className: string): ShownObject => {
    return objects.find((each) => each.className === className)!
  }
  const table = (objects: readonly ShownObject[], label: string): ShownObject => {
    return objects.find((each) => each.label === label)!
  }

  test('the singleton has a table with the instance that the producer uses', async () => {
    const objects = await at(eventOf(SEND))
    const manager = one(objects, 'MQClientManager')
    expect(manager).toMatchObject({ isStatic: true, parent: null, symbol: 'client/impl/MQClientManager' })
    expect(objects.filter(({ isStatic }) => isStatic)).toEqual([manager])
    const factories = objects.find(({ parent }) => parent === manager.key)!
    expect(factories).toMatchObject({ label: 'factoryTable', kind: 'table', size: 1 })
    const instance = one(objects, 'MQClientInstance')
    expect(instance.parent).toBe(factories.key)
    const producer = objects.find(({ label, parent }) => label === 'producer' && parent === null)!
    const impl = objects.find(({ parent }) => parent === producer.key)!
    expect(impl.className).toBe('DefaultMQProducerImpl')
    expect(impl.references).toContainEqual({ label: 'mQClientFactory', to: instance.key })
    expect(impl.references).toContainEqual({ label: 'defaultMQProducer', to: producer.key })
    expect(table(objects, 'topicRouteTable').size).toBe(1)
    expect(one(objects, 'MQClientAPIImpl').parent).toBe(instance.key)
  })

  test('numbers are those of the variables', async () => {
    const event = eventOf(SEND)
    const self = run.moment(event).variables.find(({ name }) => name === 'this')!.value
    const objects = await at(event)
    const same = objects.filter(({ objectId }) => objectId === self.objectId)
    expect(same.map(({ className }) => className)).toEqual(['DefaultMQProducerImpl'])
  })

  test('a call that waits has a future in the table, and has none afterwards', async () => {
    const event = eventOf(WAIT)
    const during = await at(event)
    const responses = table(during, 'responseTable')
    const future = during.find(({ parent, className }) => parent === responses.key && className === 'ResponseFuture')
    expect(future?.label).toMatch(/^\d+$/)
    const last = await at(run.trace.length - 1)
    expect(last.some(({ key }) => key === future!.key)).toBe(false)
  })

  test('it grows as the run goes on, and what stays keeps its key', async () => {
    expect(await at(0)).toEqual([])
    const early = await at(eventOf(START))
    const late = await at(eventOf(SEND))
    expect(early.length).toBeGreaterThan(5)
    expect(late.length).toBeGreaterThan(early.length)
    const keys = new Set(late.map(({ key }) => key))
    expect(early.filter(({ key }) => !keys.has(key))).toEqual([])
  })

  test('each node has its own: five tables, the store and its log', async () => {
    const namesrv = await at(eventOf(SEND), 'namesrv')
    const { key } = one(namesrv, 'RouteInfoManager')
    const tables = namesrv.filter(({ parent, kind }) => parent === key && kind === 'table').map(({ label }) => label)
    expect(tables).toEqual(['topicQueueTable', 'brokerAddrTable', 'clusterAddrTable', 'brokerLiveTable', 'filterServerTable'])
    const broker = await at(eventOf(SEND), 'broker-a')
    const log = one(broker, 'CommitLog')
    const parents = new Map(broker.map((each) => [each.key, each]))
    expect(parents.get(log.parent!)!.className).toBe('DefaultMessageStore')
    expect(log.references).toContainEqual({ label: 'context', to: log.parent! })
    expect(log.hidden).toBeGreaterThan(0)
    const unfolded = await at(eventOf(SEND), 'broker-a', [log.key])
    expect(one(unfolded, 'CommitLog').hidden).toBe(0)
    expect(unfolded.length).toBe(broker.length + log.hidden)
  })

  test('keys, parents and references fit together; nothing is left over', async () => {
    for (const { name } of run.model.nodes) {
      const objects = await at(run.trace.length - 1, name)
      const seen = new Set<string>()
      for (const each of objects) {
        expect(seen.has(each.key)).toBe(false)
        if (each.parent !== null) expect(seen.has(each.parent)).toBe(true)
        seen.add(each.key)
      }
      for (const { to } of objects.flatMap(({ references }) => references)) expect(seen.has(to)).toBe(true)
    }
    expect(hasProbeSink()).toBe(false)
    expect(structuredClone(await at(10_000))).toEqual(await at(10_000))
  })

  test('a question that is not the latest is not answered', async () => {
    const first = run.objects(eventOf(SEND) + 1, 'broker-a', [], pace)
    const second = run.objects(eventOf(SEND) + 1, 'broker-b', [], pace)
    expect(await first).toBeNull()
    expect(await second).not.toBeNull()
  })
})
