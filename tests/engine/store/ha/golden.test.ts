import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { sleep } from '../../../../engine/kernel/sleep'
import { MemoryWire } from '../../../../engine/ports/memory/MemoryWire'
import type { Connection } from '../../../../engine/ports/Wire'
import { decodeReport, encodeReport } from '../../../../engine/store/ha/haWire'
import { bytesToHex, goldenLines, hexToBytes } from '../../support/golden'
import { runInKernel } from '../../support/runInKernel'
import { messageOf } from '../support/stores'
import { MASTER_HA_ADDRESS, MASTER_HOST, ReplicaMachine, until, withPair } from './support'

interface Chunk {
  readonly dir: 'c2s' | 's2c'
  readonly hex: string
}

const chunks = goldenLines<Chunk>('wire/40-ha-master-slave.ha.jsonl')
const saidBy = (dir: Chunk['dir']): string => chunks.filter((chunk) => chunk.dir === dir).map(({ hex }) => hex).join('')
/** What a real master sent: headers of 12 bytes and what they announce. */
const master = hexToBytes(saidBy('s2c'))
/** Where a real slave said that its log ends. */
const reports = chunks.filter(({ dir }) => dir === 'c2s').map(({ hex }) => decodeReport(hexToBytes(hex)))

/** Has a slave listen to the real master's bytes, cut into pieces of this size. */
function listenTo(pieceSize: number): { log: Uint8Array; reports: number[]; queued: number[] } {
  return runInKernel(function* ({ kernel }) {
    const wire = new MemoryWire(kernel)
    const heard: number[] = []
    const process = kernel.createProcess({ name: 'a real master', host: MASTER_HOST })
    wire.listen(process, MASTER_HA_ADDRESS, (connection) => {
      process.spawn('says what was recorded', () => replay(connection, heard, pieceSize), true)
    })
    const slave = new ReplicaMachine(kernel, wire, '10.0.0.22', { brokerRole: 'SLAVE' })
    yield* slave.start()
    yield* until(() => heard.at(-1) === reports.at(-1), 60_000)
    yield* sleep(100)
    const queued = [0, 1, 2, 3].map((queueId) => slave.store.getMaxOffsetInQueue('TopicAll', queueId))
    return { log: slave.log(0), reports: heard, queued }
  })
}

function* replay(connection: Connection, heard: number[], pieceSize: number): Blocking<void> {
  heard.push(decodeReport((yield* connection.read())!))
  for (let at = 0; at < master.length; at += pieceSize) {
    connection.send(master.slice(at, at + pieceSize))
    yield* sleep(1)
  }
  for (;;) {
    const bytes = yield* connection.read()
    if (bytes === null) return
    for (let at = 0; at < bytes.length; at += 8) heard.push(decodeReport(bytes.subarray(at)))
  }
}

describe('a slave that is told what a real master once said', () => {
  test.each([1, 11, 12, 13, 500, 100_000])('writes the real log, whatever the pieces: %i bytes', (pieceSize) => {
    const { log, reports: ours, queued } = listenTo(pieceSize)
    const bodies = bodiesOf(master)
    expect(bytesToHex(log)).toBe(bytesToHex(bodies))
    expect([...new Set(ours)]).toEqual([...new Set(reports)])
    // As the producer of that recording was told.
    expect(queued).toEqual([3, 6, 3, 1])
  })
})

describe('a master', () => {
  test('sends what its log has after a header, and understands reports in pieces and in lumps', () => {
    withPair({}, function* ({ kernel, wire, master: node }) {
      yield* node.inside(() => node.store.putMessage(messageOf()))
      const process = kernel.createProcess({ name: 'a real slave', host: '10.0.0.99' })
      const connection = yield* wire.connect(process, MASTER_HA_ADDRESS, 1000)
      const ack = (): number => node.store.getHaService()!.getConnectionList()[0]!.getSlaveAckOffset()
      connection.send(encodeReport(0).slice(0, 3))
      yield* sleep(10)
      expect(ack()).toBe(-1)
      connection.send(encodeReport(0).slice(3))
      yield* sleep(200)
      expect(ack()).toBe(0)
      const max = node.store.getMaxPhyOffset()
      const header = `0000000000000000${max.toString(16).padStart(8, '0')}`
      expect(bytesToHex(yield* readAll(connection))).toBe(header + bytesToHex(node.log(0)))

      const lump = new Uint8Array([...encodeReport(100), ...encodeReport(max), ...encodeReport(7).slice(0, 5)])
      connection.send(lump)
      yield* sleep(10)
      expect(ack()).toBe(max)
      expect(node.store.getHaService()!.getPush2SlaveMaxOffset()).toBe(max)
    })
  })
})

/** What is there to be read now. */
function* readAll(connection: Connection): Blocking<Uint8Array> {
  const bytes: number[] = []
  while (yield* connection.select(1)) bytes.push(...(yield* connection.read())!)
  return Uint8Array.from(bytes)
}

function bodiesOf(stream: Uint8Array): Uint8Array {
  const bodies: number[] = []
  const view = new DataView(stream.buffer)
  for (let at = 0; at < stream.length; ) {
    const size = view.getInt32(at + 8)
    bodies.push(...stream.subarray(at + 12, at + 12 + size))
    at += 12 + size
  }
  return Uint8Array.from(bodies)
}
