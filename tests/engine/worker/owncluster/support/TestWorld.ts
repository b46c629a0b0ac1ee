import type { Blocking } from '../../../../../engine/kernel/Blocking'
import { runAlone } from '../../../../../engine/adapters/host/runAlone'
import { PakoCompressor } from '../../../../../engine/adapters/zlib/PakoCompressor'
import type { Disk } from '../../../../../engine/ports/Disk'
import { MemoryDisk } from '../../../../../engine/ports/memory/MemoryDisk'
import { OwnCluster } from '../../../../../engine/worker/owncluster/OwnCluster'
import type { OwnMessage, OwnNotice, OwnReply, OwnRequest, OwnSend, OwnSent, OwnState } from '../../../../../engine/worker/owncluster/ownProtocol'
import type { OwnStorage } from '../../../../../engine/worker/owncluster/OwnStorage'
import type { WorldClock } from '../../../../../engine/worker/owncluster/RealTime'

interface Sleeper {
  readonly at: number
  readonly resolve: () => void
}

/** A clock that stands still until the test moves it. */
export class TestClock implements WorldClock {
  millis: number
  /** What looking at it takes, in ms. */
  lookMillis: number
  private sleepers: Sleeper[]

  constructor(millis: number) {
    this.millis = millis
    this.lookMillis = 0
    this.sleepers = []
  }

  now(): number {
    this.millis += this.lookMillis
    return this.millis
  }

  sleep(millis: number): Promise<void> {
    if (millis === 0) return new Promise((resolve) => setImmediate(resolve))
    return new Promise((resolve) => this.sleepers.push({ at: this.millis + millis, resolve }))
  }

  /** Lets so much time pass, in steps of 50 ms, and everybody do what is to be done then. */
  async pass(millis: number): Promise<void> {
    for (const end = this.millis + millis; this.millis < end; ) {
      this.millis = Math.min(end, this.millis + 50)
      const due = this.sleepers.filter(({ at }) => at <= this.millis)
      this.sleepers = this.sleepers.filter((sleeper) => !due.includes(sleeper))
      for (const { resolve } of due) resolve()
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

export const FIRST_MILLIS = 1_800_000_000_000

/** A browser: its disks stay when a page is closed. */
export class TestWorld {
  readonly clock: TestClock
  readonly notices: OwnNotice[]
  storage: OwnStorage
  cluster: OwnCluster
  /** Is told what the page is told. */
  onNotice: (notice: OwnNotice) => void

  constructor(broker: Disk = new MemoryDisk(), desk: Disk = new MemoryDisk(), storage: Partial<OwnStorage> = {}) {
    this.clock = new TestClock(FIRST_MILLIS)
    this.notices = []
    this.onNotice = () => {}
    this.storage = {
      storage: 'opfs',
      reason: null,
      shelves: [
        { broker, desk, clients: new MemoryDisk() },
        { broker: new MemoryDisk(), desk: new MemoryDisk(), clients: new MemoryDisk() },
      ],
      close: () => {},
      estimate: () => Promise.resolve(null),
      ...storage,
    }
    this.cluster = this.visit()
  }

  private visit(): OwnCluster {
    return new OwnCluster({
      storage: this.storage,
      clock: this.clock,
      compressor: new PakoCompressor(),
      seed: () => 7,
      notify: (notice) => {
        this.notices.push(notice)
        this.onNotice(notice)
      },
    })
  }

  /** The page is closed, and opened again after a while. */
  async reopen(millis = 5000): Promise<OwnState> {
    await this.cluster.close()
    this.clock.millis += millis
    this.cluster = this.visit()
    return await this.open()
  }

  /** What a browser leaves that had no space: names without bytes. */
  async leaveEmptyFiles(paths: readonly string[]): Promise<void> {
    const disk = this.storage.shelves[0].broker
    await this.cluster.close()
    await runAlone(function* (): Blocking<void> {
      for (const path of paths) (yield* disk.open(path, true)).close()
    })
  }

  async open(): Promise<OwnState> {
    return await this.state({ type: 'own-open' })
  }

  /** For requests that are answered with the state. */
  async state(request: OwnRequest): Promise<OwnState> {
    return (await this.ask(request, 'own-state')).state
  }

  async send(send: Partial<OwnSend>): Promise<{ sent: OwnSent; state: OwnState }> {
    return await this.ask({ type: 'own-send', send: sendOf(send) }, 'own-sent')
  }

  async query(query: Extract<OwnRequest, { type: 'own-query' }>['query']): Promise<readonly OwnMessage[]> {
    return (await this.ask({ type: 'own-query', query }, 'own-messages')).messages
  }

  /** The answer, which must be of that type. */
  async ask<T extends OwnReply['type']>(request: OwnRequest, type: T): Promise<Extract<OwnReply, { type: T }>> {
    const reply = await this.cluster.answer(request)
    if (reply.type !== type) throw new Error(`${type} expected: ${JSON.stringify(reply).slice(0, 500)}`)
    return reply as Extract<OwnReply, { type: T }>
  }
}

function sendOf(send: Partial<OwnSend>): OwnSend {
  return { topic: 'Orders', count: 1, keys: 'order-{i}', tags: 'paid', body: 'number {i}', bodyBytes: 0, delayLevel: 0, ...send }
}
