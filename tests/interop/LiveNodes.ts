import { BrokerConfig } from '../../engine/broker/BrokerConfig'
import { BrokerController } from '../../engine/broker/BrokerController'
import { PakoCompressor } from '../../engine/adapters/zlib/PakoCompressor'
import type { ConsumerEnvironment } from '../../engine/client/ClientEnvironment'
import type { Blocking } from '../../engine/kernel/Blocking'
import { Kernel } from '../../engine/kernel/Kernel'
import type { Process } from '../../engine/kernel/Process'
import { NamesrvConfig } from '../../engine/namesrv/NamesrvConfig'
import { NamesrvController } from '../../engine/namesrv/NamesrvController'
import { MemoryDisk } from '../../engine/ports/memory/MemoryDisk'
import { NettyServerConfig } from '../../engine/remoting/netty/NettyServerConfig'
import { MessageStoreConfig } from '../../engine/store/config/MessageStoreConfig'
import { PageCache } from '../../engine/store/pagecache/PageCache'
import { freePort } from './JavaProcess'
import { BROKER, CLUSTER, SIZES } from './ourBroker'
import { TcpWire } from './TcpWire'

const HOST = '127.0.0.1'
const TICK_MILLIS = 2
/**
 * Selectors are understood, and transactions are asked about soon. Who has not answered by the next time is asked again, and a message
 * that is committed twice comes twice: a busy machine gets time to answer.
 */
export const LIVELY = { enablePropertyFilter: true, transactionTimeOut: 2000, transactionCheckInterval: 8000 }
/** What becomes due at once after a pause of this machine is done in steps. */
const MAX_STEP_MICROS = 100_000

/** Nodes of ours that live by the clock of this machine and are reached through its sockets. */
export class LiveNodes {
  readonly kernel: Kernel
  readonly wire: TcpWire
  readonly uncaught: string[]
  private readonly beginMillis: number
  private readonly timer: NodeJS.Timeout

  constructor() {
    this.kernel = new Kernel({ seed: 1, epochMillis: Date.now() })
    this.wire = new TcpWire(this.kernel)
    this.uncaught = []
    this.beginMillis = performance.now()
    this.kernel.onUncaught = (thread, error) => {
      this.uncaught.push(`${thread.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    }
    this.timer = setInterval(() => this.advance(), TICK_MILLIS)
  }

  /** Runs `body` as a thread of a process of its own, or of the given one. @throws what it throws */
  async run<T>(body: (process: Process) => Blocking<T>, process = this.createProcess('application')): Promise<T> {
    return new Promise((resolve, reject) => {
      process.spawn('main', function* () {
        try {
          resolve(yield* body(process))
        } catch (error) {
          reject(error as Error)
        }
      })
    })
  }

  createProcess(name: string): Process {
    return this.kernel.createProcess({ name, host: HOST })
  }

  /** What a client of ours needs. */
  environment(): ConsumerEnvironment {
    return { wire: this.wire, compressor: new PakoCompressor(), disk: new MemoryDisk() }
  }

  /** @returns its address */
  async startNameServer(): Promise<string> {
    const server = Object.assign(new NettyServerConfig(), { listenPort: await freePort() })
    const process = this.createProcess('namesrv')
    await this.run(function* (this: LiveNodes) {
      const controller = new NamesrvController(process, this.wire, new MemoryDisk(), new NamesrvConfig(), server)
      yield* controller.initialize()
      yield* controller.start()
    }.bind(this), process)
    return `${HOST}:${server.listenPort}`
  }

  async startBroker(namesrvAddr: string, settings: Partial<BrokerConfig> = {}): Promise<BrokerController> {
    const listenPort = await freePort(2, 1)
    const names = { brokerName: BROKER, brokerClusterName: CLUSTER, brokerIP1: HOST, brokerIP2: HOST, namesrvAddr }
    const brokerConfig = Object.assign(new BrokerConfig(), names, LIVELY, settings)
    const storeConfig = Object.assign(new MessageStoreConfig(), SIZES, { haListenPort: listenPort + 1 })
    const server = Object.assign(new NettyServerConfig(), { listenPort })
    const process = this.createProcess(BROKER)
    const cache = new PageCache(this.kernel, HOST, new MemoryDisk())
    const broker = new BrokerController(process, this.wire, cache, brokerConfig, storeConfig, server)
    await this.run(function* () {
      if (!(yield* broker.initialize())) throw new Error('our broker does not start')
      yield* broker.start()
    }, process)
    return broker
  }

  stop(): void {
    clearInterval(this.timer)
    this.wire.closeAll()
  }

  /** Up to now, by the clock of this machine. */
  private advance(): void {
    const due = Math.floor((performance.now() - this.beginMillis) * 1000)
    while (this.kernel.now < due) this.kernel.run({ time: Math.min(due, this.kernel.now + MAX_STEP_MICROS) })
  }
}
