import { beforeAll, describe, expect, test } from 'vitest'
import type { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { RangeSet } from '../../../engine/worker/model/RangeSet'
import type { RunSession } from '../../../engine/worker/RunSession'
import type { FileField, FileState, JourneyStop } from '../../../engine/worker/StoreView'
import { openRun } from './support/openRun'

const LOG = 'store/commitlog/00000000000000000000'
const QUEUE = 'store/consumequeue/OrderPaid/0/00000000000000000000'
const POWER_CUT = { faults: [
  { fault: { kind: 'power-cut', node: 'broker-a' }, when: { event: 'log-append', node: 'broker-a', nth: 14 } },
  { fault: { kind: 'restart', node: 'broker-a' }, when: { atMillis: 4500 } },
] }

function wholeFile(run: RunSession, event: number, { node, path, size }: FileState, layer?: 'disk'): Uint8Array {
  return run.store.bytes(event, node, path, { from: 0, length: size, ...(layer === undefined ? {} : { layer }) })
}

function eventsOf(run: RunSession, type: string): number[] {
  return run.model.marks.filter(({ data }) => data['type'] === type).map(({ event }) => event)
}

function leaves(fields: readonly FileField[]): FileField[] {
  return fields.flatMap((field) => (field.children === undefined ? [field] : leaves(field.children)))
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}

describe.each([['a kill', {}], ['a power cut', POWER_CUT]])('the files of a run with %s in it', (_name, more) => {
  let run: RunSession
  let disks: ReadonlyMap<string, MemoryDisk>
  let end: number
  beforeAll(async () => {
    ({ run, disks } = await openRun('store', more))
    end = run.trace.length - 1
  })

  test('are at the end of the history what is on the disks', () => {
    const files = run.store.files(end)
    const known = files.map(({ node, path }) => `${node} ${path}`)
    expect(known).toEqual([...disks].flatMap(([node, disk]) => disk.paths().map((path) => `${node} ${path}`)).sort())
    for (const file of files) {
      const expected = disks.get(file.node)!.contents(file.path)
      expect(Buffer.compare(wholeFile(run, end, file), expected), file.path).toBe(0)
    }
  })

  test('are the same at a cursor, whatever was asked before', async () => {
    const { run: other } = await openRun('store', more)
    const places = Array.from({ length: 25 }, (_, index) => Math.floor(((index * 0.618034) % 1) * end))
    for (const place of places.sort((one, two) => one - two)) void other.store.files(place)
    for (const place of places.reverse()) {
      const files = run.store.files(place)
      expect(other.store.files(place)).toEqual(files)
      for (const file of files) expect(wholeFile(other, place, file)).toEqual(wholeFile(run, place, file))
    }
  })

  test('hold on the disk what is in memory wherever nothing is dirty', () => {
    for (const event of [...eventsOf(run, 'disk-flush'), ...eventsOf(run, 'log-append'), end]) {
      for (const file of run.store.files(event)) {
        const differs = wholeFile(run, event, file)
        const disk = wholeFile(run, event, file, 'disk')
        const isDoubtful = (at: number): boolean => {
          return [...file.dirty, ...file.underway].some(({ from, to }) => at >= from && at < to)
        }
        const lost = [...differs.keys()].filter((at) => differs[at] !== disk[at] && !isDoubtful(at))
        expect(lost, `${file.path} at ${event}`).toEqual([])
      }
    }
  })

  test('have positions in their order', () => {
    for (let event = 0; event <= end; event += 7) {
      for (const { path, size, wrote, committed, flushed } of run.store.files(event)) {
        expect(flushed <= wrote && committed <= wrote && wrote <= size, path).toBe(true)
      }
    }
  })

  test('differ between two cursors exactly where the diff says', () => {
    const [first, last] = [eventsOf(run, 'log-append')[2]!, end]
    for (const [a, b] of [[first, last], [last, first], [first, first + 40]] as const) {
      for (const diff of run.store.diff(a, b)) {
        if (diff.sizeBefore === null || diff.sizeAfter === null) continue
        const size = Math.max(diff.sizeBefore, diff.sizeAfter)
        const old = run.store.bytes(a, diff.node, diff.path, { from: 0, length: size })
        const now = run.store.bytes(b, diff.node, diff.path, { from: 0, length: size })
        const changed = Array.from({ length: size }, (_, at) => at).filter((at) => (old[at] ?? 0) !== (now[at] ?? 0))
        const said = diff.ranges.flatMap(({ from, to }) => numbers(from, to))
        expect(said, diff.path).toEqual(changed)
      }
    }
    expect(run.store.diff(first, first)).toEqual([])
    expect(run.store.diff(first, last).length).toBeGreaterThan(3)
  })
})

test('a record that a power cut has taken was brought by its own frame', async () => {
  const { run } = await openRun('store', POWER_CUT)
  const appended = eventsOf(run, 'log-append')[13]!
  const { keys, stops } = run.store.journey(appended)!
  expect(keys).toBe('order-3007')
  expect(Buffer.from(stops[0]!.bytes).toString()).toContain('"orderId":3007')
  expect(Buffer.from(stops[1]!.bytes).toString()).toContain('"orderId":3007')
})

describe('a record', () => {
  let run: RunSession
  beforeAll(async () => {
    ({ run } = await openRun('store'))
  })

  function fileAt(event: number): FileState {
    return run.store.files(event).find(({ path }) => path === LOG)!
  }

  test('is dirty when it is appended and clean when it was flushed', () => {
    const { wrote, flushed, dirty } = fileAt(eventsOf(run, 'log-append')[0]!)
    expect({ flushed, dirty }).toEqual({ flushed: 0, dirty: [{ from: 0, to: wrote }] })
    const flush = run.model.marks.find(({ data }) => data['type'] === 'disk-flush' && data['path'] === LOG)!
    expect(fileAt(flush.event)).toMatchObject({ wrote, flushed: wrote, dirty: [], underway: [] })
  })

  test('outlives its process in memory, still dirty', () => {
    const killed = eventsOf(run, 'process-killed')[0]!
    const { wrote, flushed, dirty } = fileAt(killed)
    expect(flushed).toBeLessThan(wrote)
    expect(dirty.length).toBeGreaterThan(0)
    const [first] = dirty
    const window = { from: first!.from, length: first!.to - first!.from }
    const bytes = run.store.bytes(killed, 'broker-a', LOG, window)
    expect(bytes.some((byte) => byte !== 0)).toBe(true)
    expect(run.store.bytes(killed, 'broker-a', LOG, { ...window, layer: 'disk' }).every((byte) => byte === 0)).toBe(true)
  })

  test('leads to its entries, and they lead back', () => {
    const end = run.trace.length - 1
    const whole = { from: 0, length: 4096 }
    const records = run.store.fields(end, 'broker-a', LOG, whole).filter(({ kind }) => kind === 'record')
    expect(records.length).toBeGreaterThan(6)
    for (const { offset, length, links } of records) {
      expect(links!.map(({ to }) => to)).toEqual(['queue', 'index', 'index'])
      for (const link of links!) {
        const at = { from: link.position, length: link.length }
        const entry = run.store.fields(end, 'broker-a', link.path, at).find((field) => field.offset === link.position)!
        const back = entry.links!.find(({ to }) => to === 'log')!
        expect(back).toMatchObject({ path: LOG, position: offset })
        if (link.to === 'queue') expect(back.length).toBe(length)
      }
    }
    expect(run.store.fields(end, 'broker-a', LOG, whole).at(-1)).toMatchObject({ kind: 'blank', value: 'BLANK_MAGIC_CODE' })
    expect(leaves(run.store.fields(end, 'broker-a', QUEUE, { from: 0, length: 20 })).map(({ name }) => name)).toEqual([
      'commitLogOffset', 'msgSize', 'tagsCode',
    ])
  })

  test('goes through the layers one after the other', () => {
    const appended = eventsOf(run, 'log-append')[0]!
    const { stops, keys } = run.store.journey(appended)!
    expect(keys).toBe('order-1001')
    expect(stops.map(({ stage }) => stage)).toEqual(['message', 'record', 'pages', 'disk', 'queue', 'index', 'index'])
    const [message, record, pages, disk, queue] = stops
    expect(message!.event).toBeLessThan(pages!.event!)
    expect(pages!.event).toBeLessThanOrEqual(appended)
    expect(queue!.event).toBeGreaterThan(appended)
    expect(disk!.event).toBeGreaterThan(appended)
    expect(pages!.bytes).toEqual(record!.bytes)
    expect(disk!.bytes.every((byte) => byte === 0)).toBe(true)
    expect(run.store.journey(message!.event! - 1)!.keys).toBe('order-1001')
    const second = run.store.journey(eventsOf(run, 'log-append')[1]!)!
    expect(second.keys).toBe('order-2000')
    expect(run.store.journey(second.stops[0]!.event!)!.keys).toBe('order-2000')
    expect(run.store.journey(second.stops[0]!.event! - 1)!.keys).toBe('order-1001')
    expect(queue!.bytes.every((byte) => byte === 0)).toBe(true)
  })
})

const WITH_POOL = { brokers: [{
  name: 'broker-a', host: '10.0.0.21', startAtMillis: 20,
  store: {
    mappedFileSizeCommitLog: 4096, mappedFileSizeConsumeQueue: 200, maxHashSlotNum: 20, maxIndexNum: 40,
    flushCommitLogLeastPages: 0, commitCommitLogLeastPages: 0, transientStorePoolEnable: true,
  },
}] }

describe.each([
  ['writes into the page cache at once', {}], ['loses power', POWER_CUT], ['has a pool of buffers', WITH_POOL],
])('each layer of a record’s way has its own moment, on a broker that %s:', (_name, more) => {
  let run: RunSession
  let ways: ReadonlyArray<{ readonly append: number; readonly stop: JourneyStop }>
  beforeAll(async () => {
    ({ run } = await openRun('store', more))
    const appends = eventsOf(run, 'log-append')
    expect(appends.length).toBeGreaterThan(8)
    ways = appends.flatMap((append) => run.store.journey(append, append)!.stops.map((stop) => ({ append, stop })))
  })

  function isWritten(append: number): boolean {
    return ways.some((way) => way.append === append && way.stop.stage === 'pages' && way.stop.event !== null)
  }

  test('there it has what the wire or the file has at that event', () => {
    const seen = new Map<string, number>()
    for (const { append, stop } of ways.filter((way) => way.stop.event !== null)) {
      const { stage, event, path, position } = stop
      const { bytes } = stopAt(run, append, event!, stop)
      seen.set(stage, (seen.get(stage) ?? 0) + 1)
      const layer = stage === 'disk' ? 'disk' : 'memory'
      // What was only in a buffer when its process died was seen by nobody.
      if (stage === 'record' && !isWritten(append)) continue
      if (stage === 'message') expect(bytes).toEqual(frameArrivedAt(run, event!))
      else if (stage !== 'record') {
        expect(bytes).toEqual(run.store.bytes(event!, 'broker-a', path, { from: position, length: bytes.length, layer }))
      }
      expect(bytes.some((byte) => byte !== 0), stage).toBe(true)
    }
    for (const stage of ['message', 'record', 'pages', 'disk', 'queue', 'index']) expect(seen.get(stage), stage).toBeGreaterThan(2)
  })

  test('before that it is not there, in none of its bytes that are not zero', () => {
    for (const { append, stop } of ways.filter((way) => way.stop.event !== null)) {
      const before = stopAt(run, append, stop.event! - 1, stop).bytes
      const then = stopAt(run, append, stop.event!, stop).bytes
      if (stop.stage === 'message' || stop.stage === 'record') expect(before, stop.stage).toHaveLength(0)
      else expect(before, stop.stage).not.toEqual(then)
    }
  })

  test('the record is whole from the first moment at which it is seen, and the same in every layer', () => {
    for (const { append, stop } of ways.filter((way) => way.stop.stage === 'record' && isWritten(way.append))) {
      const { data } = run.model.marks.find(({ event }) => event === append)!
      const { bytes } = stopAt(run, append, stop.event!, stop)
      const view = new DataView(bytes.buffer, bytes.byteOffset)
      expect(view.getInt32(0)).toBe(data['length'])
      expect(Number(view.getBigInt64(20))).toBe(data['queueOffset'])
      expect(Number(view.getBigInt64(28))).toBe(data['physicalOffset'])
      expect(Number(view.getBigInt64(56)), 'storeTimestamp').toBeGreaterThan(1e12)
      for (const other of ways.filter((way) => way.append === append && way.stop.event !== null)) {
        if (other.stop.stage === 'pages' || other.stop.stage === 'disk') {
          expect(stopAt(run, append, other.stop.event!, other.stop).bytes).toEqual(bytes)
        }
      }
    }
  })

  test('the layers come one after the other', () => {
    for (const append of new Set(ways.map((way) => way.append))) {
      const own = ways.filter((way) => way.append === append)
      const eventOf = (stage: string): number | null => own.find(({ stop }) => stop.stage === stage)!.stop.event
      const [message, record, pages, disk] = ['message', 'record', 'pages', 'disk'].map(eventOf)
      expect(message!).toBeLessThan(append)
      if (record !== null) expect(message!).toBeLessThan(record!)
      if (record !== null) expect(record!).toBeLessThanOrEqual(append)
      if (pages !== null) expect(record!).toBeLessThanOrEqual(pages!)
      if (disk !== null) expect(pages!).toBeLessThan(disk!)
    }
  })
})

function stopAt(run: RunSession, append: number, event: number, { stage, path, position }: JourneyStop): JourneyStop {
  const { stops } = run.store.journey(event, append)!
  return stops.find((stop) => stop.stage === stage && stop.path === path && stop.position === position)!
}

/** The bytes that were sent at the beginning of the way whose end the event is. */
function frameArrivedAt(run: RunSession, event: number): Uint8Array {
  const { data } = run.trace.domain(event, event + 1, 'frame-received')[0]!
  const sent = run.trace.domain(0, event, 'frame-sent').filter((each) => {
    return each.data.connection === data.connection && each.data.opaque === data.opaque && each.data.from === data.from
  })
  return sent.at(-1)!.data.bytes
}

describe('ranges', () => {
  test('agree with a row of flags', () => {
    const ranges = new RangeSet()
    const flags = new Array<boolean>(64).fill(false)
    for (let step = 0; step < 400; step++) {
      const from = (step * 37) % 61
      const to = Math.min(64, from + ((step * 11) % 9))
      if (step % 3 === 0) ranges.remove(from, to)
      else ranges.add(from, to)
      flags.fill(step % 3 !== 0, from, to)
      const said = flags.map((_, at) => ranges.list.some((range) => at >= range.from && at < range.to))
      expect(said).toEqual(flags)
      expect(ranges.list.every((range, index) => index === 0 || range.from > ranges.list[index - 1]!.to)).toBe(true)
    }
  })
})
