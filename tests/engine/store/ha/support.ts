import { DefaultMessageStore } from '../../../../engine/store/DefaultMessageStore'
import type { MessageStoreConfig } from '../../../../engine/store/config/MessageStoreConfig'
import { PageCache } from '../../../../engine/store/pagecache/PageCache'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import type { Kernel } from '../../../../engine/kernel/Kernel'
import type { Process } from '../../../../engine/kernel/Process'
import { sleep } from '../../../../engine/kernel/sleep'
import { FaultyDisk } from '../../../../engine/ports/memory/FaultyDisk'
import { MemoryDisk } from '../../../../engine/ports/memory/MemoryDisk'
import { MemoryWire } from '../../../../engine/ports/memory/MemoryWire'
import type { TraceEvent, TraceEventOf, TraceEventType } from '../../../../engine/trace/events'
import type { RunInKernelOptions } from '../../support/runInKernel'
import { runInKernel } from '../../support/runInKernel'
import { smallConfig } from '../support/stores'

export const MASTER_HOST = '10.0.0.21'
export const MASTER_HA_ADDRESS = `${MASTER_HOST}:10912`

/** A machine with a store on it that can be killed and started again. */
export class ReplicaMachine {
  readonly host: string
  readonly memory = new MemoryDisk()
  readonly cache: PageCache
  store: DefaultMessageStore
  process: Process
  private readonly kernel: Kernel
  private readonly wire: MemoryWire
  private readonly config: Partial<MessageStoreConfig>

  constructor(kernel: Kernel, wire: MemoryWire, host: string, config: Partial<MessageStoreConfig>) {
    this.host = host
    this.kernel = kernel
    this.wire = wire
    this.config = config
    this.cache = new PageCache(kernel, host, new FaultyDisk(this.memory))
    this.process = kernel.createProcess({ name: host, host })
    this.store = this.newStore()
  }

  private newStore(): DefaultMessageStore {
    return new DefaultMessageStore(this.process, this.cache, smallConfig(this.config), null, this.wire)
  }

  *start(): Blocking<void> {
    yield* this.inside(function* (this: ReplicaMachine) {
      if (!(yield* this.store.load())) throw new Error('the store could not be loaded')
      yield* this.store.start()
      this.store.getHaService()!.updateHaMasterAddress(MASTER_HA_ADDRESS)
    }.bind(this))
  }

  /** Runs something in a thread of the node's process and waits for it. */
  *inside<T>(body: () => Blocking<T>): Blocking<T> {
    const outcome: { value?: T } = {}
    const thread = this.process.spawn('test', function* () {
      outcome.value = yield* body()
    })
    yield* thread.join()
    return outcome.value as T
  }

  kill(): void {
    this.kernel.kill(this.process)
  }

  *restart(): Blocking<void> {
    this.process = this.kernel.createProcess({ name: this.host, host: this.host })
    this.store = this.newStore()
    yield* this.start()
  }

  /** The commit log from `from` on, as the page cache has it. */
  log(from: number): Uint8Array {
    const pieces: number[] = []
    const log = this.store.getCommitLog()
    for (let at = from; at < log.getMaxOffset(); ) {
      const stretch = log.getData(at)!
      for (const byte of stretch.get(0, stretch.size)) pieces.push(byte)
      at += stretch.size
    }
    return Uint8Array.from(pieces)
  }
}

export interface Pair {
  readonly kernel: Kernel
  readonly wire: MemoryWire
  readonly master: ReplicaMachine
  readonly slave: ReplicaMachine
  of<T extends TraceEventType>(type: T): Array<TraceEventOf<T> & { readonly millis: number }>
}

/** A master that runs, and a slave that does not yet. */
export function withPair<T>(
  master: Partial<MessageStoreConfig>,
  body: (pair: Pair) => Blocking<T>,
  options: RunInKernelOptions = {},
): T {
  return runInKernel(function* ({ kernel }) {
    const wire = new MemoryWire(kernel)
    const events: Array<TraceEvent & { millis: number }> = []
    kernel.sink = { emit: (event) => events.push({ ...(event as TraceEvent), millis: kernel.now / 1000 }) }
    const pair: Pair = {
      kernel,
      wire,
      master: new ReplicaMachine(kernel, wire, MASTER_HOST, master),
      slave: new ReplicaMachine(kernel, wire, '10.0.0.22', { brokerRole: 'SLAVE' }),
      of: (type) => events.filter((event) => event.type === type) as never,
    }
    yield* pair.master.start()
    return yield* body(pair)
  }, options)
}

/** Waits until the condition holds. @throws Error after `millis` ms of virtual time */
export function* until(condition: () => boolean, millis = 30_000): Blocking<void> {
  for (let waited = 0; !condition(); waited += 10) {
    if (waited > millis) throw new Error(`not so within ${millis} ms`)
    yield* sleep(10)
  }
}

/** Does the slave have all that the master has? */
export function isCaughtUp({ master, slave }: Pair): boolean {
  return slave.store.getMaxPhyOffset() === master.store.getMaxPhyOffset()
}
