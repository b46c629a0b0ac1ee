import { describe, expect, test } from 'vitest'
import type { BrokerNode } from '../../../engine/cluster/BrokerNode'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Disk } from '../../../engine/ports/Disk'
import { runCluster, scenarioJson } from '../support/runCluster'
import { runInKernel } from '../support/runInKernel'

const MASTER = '10.0.0.21'

type Json = Record<string, unknown>

/** The scenario of the replicated broker with changes to its parts. */
function replicated(more: Json = {}, master: Json = {}, slave: Json = {}): ReturnType<typeof parseScenario> {
  const base = scenarioJson('replicated')
  const [first, second] = base['brokers'] as Json[]
  return parseScenario({ ...base, brokers: [{ ...first, ...master }, { ...second, ...slave }], ...more })
}

/** The files of a disk below a folder of the store, without those that were created ahead and are empty. */
function filesOf(disk: Disk, folder: string): Record<string, string> {
  return runInKernel(function* (): Blocking<Record<string, string>> {
    const files: Record<string, string> = {}
    for (const path of yield* disk.list(`store/${folder}`)) {
      const file = yield* disk.open(path, false)
      const bytes = new Uint8Array(file.size())
      file.read(0, bytes)
      if (bytes.some((byte) => byte !== 0)) files[path] = Buffer.from(bytes).toString('latin1')
    }
    return files
  })
}

describe('the scenario of a replicated broker', () => {
  test('the messages after the slave’s death time out; later ones are copied again, and the logs end up the same', async () => {
    const run = await runCluster(parseScenario(scenarioJson('replicated')))
    expect(run.cluster.outcomes.sendStatus).toEqual(new Map([['SEND_OK', 10], ['FLUSH_SLAVE_TIMEOUT', 2]]))
    expect(run.of('uncaught')).toEqual([])
    const files = ['commitlog', 'consumequeue'].map((folder) => filesOf(run.disks.get('broker-a')!, folder))
    expect(Object.keys(files[1]!).length).toBe(4)
    expect(['commitlog', 'consumequeue'].map((folder) => filesOf(run.disks.get('broker-a-slave')!, folder))).toEqual(files)
  })

  test('a message is answered after the slave’s receipt', async () => {
    const run = await runCluster(replicated({ faults: [] }))
    const [append] = run.of('log-append')
    const receipts = run.of('ha-ack').filter(({ side, offset }) => side === 'received' && offset > 0)
    const answer = run.events.find((event) => event.type === 'frame-sent' && event.isResponse && event.millis > append!.millis)
    expect(append!.millis).toBeLessThan(receipts[0]!.millis)
    expect(receipts[0]!.millis).toBeLessThan(answer!.millis)
    expect(run.cluster.outcomes.sendStatus).toEqual(new Map([['SEND_OK', 12]]))
  })

  test('an asynchronous master does not wait, and its slave is up to a tenth of a second behind', async () => {
    const run = await runCluster(replicated({}, { role: 'ASYNC_MASTER' }))
    expect(run.cluster.outcomes.sendStatus).toEqual(new Map([['SEND_OK', 12]]))
    const appends = run.of('log-append')
    const lags = run.of('ha-transfer').filter(({ side, length }) => side === 'received' && length > 0).map((transfer) => {
      const append = appends.find(({ physicalOffset }) => physicalOffset === transfer.offset)!
      return transfer.millis - append.millis
    })
    expect(lags.length).toBeGreaterThan(4)
    expect(Math.max(...lags.slice(0, 4))).toBeLessThan(102)
    expect(Math.max(...lags.slice(0, 4))).toBeGreaterThan(5)
  })

  test('producers write to the master only', async () => {
    const run = await runCluster(replicated())
    expect(new Set(run.of('log-append').map(({ host }) => host))).toEqual(new Set([MASTER]))
  })

  test('the master dies: nothing is sent to the slave, which keeps what it has and finds the master again', async () => {
    const faults = [
      { fault: { kind: 'kill', node: 'broker-a' }, when: { event: 'log-append', node: 'broker-a', nth: 5 } },
      { fault: { kind: 'restart', node: 'broker-a' }, when: { atMillis: 18_000 } },
    ]
    const run = await runCluster(replicated({ faults }))
    expect(new Set(run.of('log-append').map(({ host }) => host))).toEqual(new Set([MASTER]))
    const states = run.of('state-changed').filter(({ className }) => className === 'DefaultHAClient').map(({ to }) => to)
    expect(states.slice(0, 3)).toEqual(['TRANSFER', 'READY', 'TRANSFER'])
    expect(filesOf(run.disks.get('broker-a-slave')!, 'commitlog')).toEqual(filesOf(run.disks.get('broker-a')!, 'commitlog'))
  })

  test('after a minute the slave has its master’s topics, version and all', async () => {
    const topics = [{ name: 'OrderPaid', queues: 4, brokers: ['broker-a'] }]
    const run = await runCluster(replicated({ durationMillis: 70_000, topics, faults: [] }))
    const path = 'store/config/topics.json'
    const own = filesOf(run.disks.get('broker-a')!, 'config')[path]
    expect(own).toContain('OrderPaid')
    expect(filesOf(run.disks.get('broker-a-slave')!, 'config')[path]).toBe(own)
    const asked = run.of('frame-sent').filter(({ code, isResponse }) => code === 21 && !isResponse)
    expect(asked.map(({ to }) => to)).toEqual([`${MASTER}:10909`])
  })

  test('two slaves, and a master that wants both', async () => {
    const base = scenarioJson('replicated')
    const [master, slave] = base['brokers'] as Json[]
    const brokers = [
      { ...master, store: { inSyncReplicas: 3 } },
      slave,
      { ...slave, name: 'broker-a-slave-2', host: '10.0.0.23', brokerId: 2 },
    ]
    const run = await runCluster(parseScenario({ ...base, brokers, faults: [] }))
    expect(run.cluster.outcomes.sendStatus).toEqual(new Map([['SEND_OK', 12]]))
    const logs = ['broker-a', 'broker-a-slave', 'broker-a-slave-2'].map((node) => filesOf(run.disks.get(node)!, 'commitlog'))
    expect(logs[1]).toEqual(logs[0])
    expect(logs[2]).toEqual(logs[0])
  })

  test('a master that counts its group refuses messages as soon as the slave is gone from the name server', async () => {
    const config = { enableSlaveActingMaster: true }
    const faults = [{ fault: { kind: 'kill', node: 'broker-a-slave' }, when: { atMillis: 10_000 } }]
    const run = await runCluster(replicated({ faults }, { config }, { config }))
    const { outcomes } = run.cluster
    expect(outcomes.sendStatus.get('SEND_OK')).toBeGreaterThan(2)
    expect(outcomes.failedByException.get('MQClientException')).toBeGreaterThan(2)
    const late = run.of('log-append').filter(({ millis }) => millis > 11_100)
    expect(late).toEqual([])
  })

  test('and the slave learns that it has the smallest number now; it counts on less memory than its master', async () => {
    const config = { enableSlaveActingMaster: true }
    const faults = [{ fault: { kind: 'kill', node: 'broker-a' }, when: { atMillis: 10_000 } }]
    const run = await runCluster(replicated({ faults }, { config }, { config }))
    const [master, slave] = ['broker-a', 'broker-a-slave'].map((name) => (run.cluster.nodes.get(name) as BrokerNode).broker!)
    expect(slave!.getMinBrokerIdInGroup()).toBe(1)
    const ratios = [master, slave].map((broker) => broker!.messageStoreConfig.accessMessageInMemoryMaxRatio)
    expect(ratios).toEqual([40, 30])
  })

  test('and one that adapts to it goes on alone', async () => {
    const config = { enableSlaveActingMaster: true }
    const store = { inSyncReplicas: 2, enableAutoInSyncReplicas: true }
    const faults = [{ fault: { kind: 'kill', node: 'broker-a-slave' }, when: { atMillis: 10_000 } }]
    const run = await runCluster(replicated({ faults }, { config, store }, { config }))
    expect(run.cluster.outcomes.sendStatus).toEqual(new Map([['SEND_OK', 12]]))
  })

  test('a slave dies with a message in its hands that it has not written: the master waits in vain', async () => {
    const when = { event: 'ha-transfer', node: 'broker-a-slave', nth: 1, fromMillis: 8000 }
    const run = await runCluster(replicated({ faults: [{ fault: { kind: 'kill', node: 'broker-a-slave' }, when }] }))
    const died = run.of('process-killed')[0]!.millis
    const received = run.of('ha-transfer').filter(({ side, millis }) => side === 'received' && millis <= died).pop()!
    expect(died - received.millis).toBeLessThan(0.1)
    expect(run.of('ha-ack').some(({ offset }) => offset > received.offset)).toBe(false)
    expect(run.cluster.outcomes.sendStatus.get('FLUSH_SLAVE_TIMEOUT')).toBeGreaterThan(0)
    expect(filesOf(run.disks.get('broker-a-slave')!, 'commitlog')).toEqual({})
  })

  test('a slave that was told its master’s address asks nobody', async () => {
    const store = { haMasterAddress: `${MASTER}:10912` }
    const alone = { faults: [], nameServers: [], producers: [], durationMillis: 12_000 }
    const run = await runCluster(replicated(alone, {}, { store }))
    expect(run.of('ha-ack').some(({ side }) => side === 'received')).toBe(true)
  })

  test('the same key gives the same hashes', async () => {
    const one = await runCluster(replicated())
    const two = await runCluster(replicated())
    expect([two.traceHash, two.disksHash]).toEqual([one.traceHash, one.disksHash])
  })
})
