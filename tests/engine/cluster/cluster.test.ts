import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { NodeFsDisk } from '../../../engine/adapters/node-fs/NodeFsDisk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { runCluster, scenario, send, START } from '../support/runCluster'
import { runInKernel } from '../support/runInKernel'

describe('a cluster without faults', () => {
  test('every message is acknowledged, stored once, dispatched, and found on the disks', async () => {
    const run = await runCluster(scenario([START, send({ count: 12, intervalMillis: 10 })]))
    expect(run.cluster.outcomes.sendStatus).toEqual(new Map([['SEND_OK', 12]]))
    expect(run.of('log-append')).toHaveLength(12)
    expect(run.of('dispatch')).toHaveLength(12)
    expect(run.of('uncaught')).toEqual([])
    const brokers = new Set(run.of('log-append').map((event) => event.host))
    expect(brokers).toEqual(new Set(['10.0.0.21', '10.0.0.22']))
  })

  test('round robin goes over all queues of all brokers', async () => {
    const run = await runCluster(scenario([START, send({ count: 16 })]))
    const perQueue = new Map<string, number>()
    for (const { host, queueId } of run.of('log-append')) {
      perQueue.set(`${host}/${queueId}`, (perQueue.get(`${host}/${queueId}`) ?? 0) + 1)
    }
    expect([...perQueue.values()]).toEqual(new Array(8).fill(2))
  })

  test('the hash selector keeps a key on one queue', async () => {
    const run = await runCluster(scenario([START, send({ count: 10, selector: 'hash', arg: 'order-1' })]))
    expect(new Set(run.of('log-append').map(({ host, queueId }) => `${host}/${queueId}`)).size).toBe(1)
  })

  test('the machine room selector fails every send, as the original does', async () => {
    const run = await runCluster(scenario([START, send({ count: 3, selector: 'machine-room' })]))
    expect(run.cluster.outcomes.failedByException).toEqual(new Map([['MQClientException', 3]]))
  })

  test('asynchronous and oneway sends arrive too, and only the former are acknowledged', async () => {
    const run = await runCluster(scenario([START, send({ mode: 'async', count: 5 }), send({ mode: 'oneway', count: 5 })]))
    expect(run.cluster.outcomes.acknowledgedCount).toBe(5)
    expect(run.of('log-append')).toHaveLength(10)
  })

  test('a topic that nobody made is made on the way', async () => {
    const run = await runCluster(scenario([START, send({ topic: 'BrandNew' })]))
    expect(run.cluster.outcomes.sendStatus.get('SEND_OK')).toBe(1)
    expect(run.of('log-append')[0]!.topic).toBe('BrandNew')
  })
})

describe('a broker whose files are damaged', () => {
  test('ends instead of serving, says why, and the other broker takes all messages', async () => {
    const run = await runCluster(scenario([START, send({ count: 8 })]), {}, (node) => {
      const disk = new MemoryDisk()
      if (node === 'broker-a') plant(disk, 'store/commitlog/00000000000000000000', 100)
      return disk
    })
    expect(run.of('uncaught')).toMatchObject([{ process: 'broker-a', thread: 'main' }])
    expect(run.of('node-status').filter(({ process }) => process === 'broker-a').map(({ to }) => to)).toEqual([
      'starting',
      'stopped',
    ])
    expect(run.cluster.outcomes.sendStatus).toEqual(new Map([['SEND_OK', 8]]))
    expect(new Set(run.of('log-append').map(({ host }) => host))).toEqual(new Set(['10.0.0.22']))
  })

  /** A file of so many bytes, made outside of any process. */
  function plant(disk: MemoryDisk, file: string, size: number): void {
    runInKernel(function* () {
      const open = yield* disk.open(file, true)
      open.truncate(size)
    })
  }
})

describe('determinism', () => {
  const spec = scenario([START, send({ count: 20, intervalMillis: 7 })])

  test('the same key gives the same hashes, another seed others', async () => {
    const one = await runCluster(spec)
    const two = await runCluster(spec)
    const other = await runCluster(spec, { seed: 2 })
    expect([two.traceHash, two.disksHash]).toEqual([one.traceHash, one.disksHash])
    expect(other.traceHash).not.toBe(one.traceHash)
  })

  test('disks in memory and on the file system end up the same', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'rocketscope-'))
    try {
      const onDisk = await runCluster(spec, {}, (node) => new NodeFsDisk(path.join(folder, node)))
      const inMemory = await runCluster(spec)
      expect([onDisk.traceHash, onDisk.disksHash]).toEqual([inMemory.traceHash, inMemory.disksHash])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('an intervention changes nothing before its slice', async () => {
    const whole = await runCluster(spec)
    const slice = Math.floor(whole.cluster.kernel.slice / 2)
    const broken = await runCluster(spec, { interventions: [{ slice, fault: { kind: 'kill', node: 'broker-a' } }] })
    const fault = broken.events.findIndex((event) => event.type === 'fault')
    expect(fault).toBeGreaterThan(100)
    expect(broken.events.slice(0, fault)).toEqual(whole.events.slice(0, fault))
    expect(broken.traceHash).not.toBe(whole.traceHash)
  })
})

describe('faults', () => {
  const killAfterStoring = { event: 'log-append', node: 'broker-a', nth: 1 }
  const fault = (kind: string, when: object, more: object = { node: 'broker-a' }): object => ({ fault: { kind, ...more }, when })

  test('killed after storing and before answering: sent again to the other broker, stored twice', async () => {
    const spec = scenario([START, send({ count: 8 })], { faults: [fault('kill', killAfterStoring)] })
    const run = await runCluster(spec)
    expect(run.cluster.outcomes.sendStatus).toEqual(new Map([['SEND_OK', 8]]))
    expect(run.of('log-append').filter(({ host }) => host === '10.0.0.21')).toHaveLength(1)
    expect(run.of('log-append')).toHaveLength(9)
  })

  test('a killed broker leaves the routes at once, one without power after two minutes', async () => {
    const left = async (kind: string): Promise<number> => {
      const spec = scenario([START], { durationMillis: 140_000, faults: [fault(kind, { atMillis: 5000 })] })
      const run = await runCluster(spec)
      const gone = run.of('route-changed').find(({ process, millis }) => process === 'namesrv' && millis > 5000)
      return gone!.millis - 5000
    }
    expect(await left('kill')).toBeLessThan(100)
    const silent = await left('power-cut')
    // Registered last at most 30 s before, expired after 120 s, noticed by a scan every 5 s.
    expect(silent).toBeGreaterThan(90_000)
    expect(silent).toBeLessThan(126_000)
  })

  test('shut down properly, the broker unregisters and nothing is lost or sent twice', async () => {
    const spec = scenario([START, send({ count: 40, intervalMillis: 100 })], { faults: [fault('shutdown', { atMillis: 3000 })] })
    const run = await runCluster(spec)
    expect(run.cluster.outcomes.acknowledgedCount).toBe(40)
    expect(run.of('node-status').some(({ process, to }) => process === 'broker-a' && to === 'stopped')).toBe(true)
  })

  test('without a name server, who knows the route goes on sending', async () => {
    const spec = scenario([START, send({ count: 10, intervalMillis: 1000 })], {
      faults: [fault('kill', { atMillis: 2500 }, { node: 'namesrv' })],
    })
    const run = await runCluster(spec)
    expect(run.cluster.outcomes.acknowledgedCount).toBe(10)
  })

  test('a cut link: no answer within the timeout', async () => {
    const spec = scenario([START, send(), send({ count: 4 })], {
      faults: [
        fault('cut-link', { atMillis: 1100 }, { from: 'order-service', to: 'broker-a' }),
        fault('cut-link', { atMillis: 1100 }, { from: 'order-service', to: 'broker-b' }),
      ],
      producers: [{
        name: 'order-service', host: '10.0.0.31', startAtMillis: 1000, producerGroup: 'g',
        program: [START, { do: 'sleep', millis: 500 }, send()],
      }],
    })
    const run = await runCluster(spec)
    expect(run.cluster.outcomes.acknowledgedCount).toBe(0)
    const [ended] = run.of('client-call-ended').filter(({ outcome }) => outcome === 'threw')
    expect(ended!.result).toMatch(/RemotingTooMuchRequestException|MQClientException/)
  })

  test('restarted after a kill, the broker serves again and still has what it had', async () => {
    const spec = scenario([START, send({ count: 4 }), { do: 'sleep', millis: 20_000 }, send({ count: 8 })], {
      durationMillis: 60_000,
      faults: [fault('kill', { atMillis: 2000 }), fault('restart', { atMillis: 4000 })],
    })
    const run = await runCluster(spec)
    expect(run.cluster.outcomes.acknowledgedCount).toBe(12)
    const onA = run.of('log-append').filter(({ host }) => host === '10.0.0.21').map(({ queueId, queueOffset }) => `${queueId}@${queueOffset}`)
    expect(new Set(onA).size).toBe(onA.length)
    expect(run.of('uncaught')).toEqual([])
  })
})
