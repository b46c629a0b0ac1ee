import { PakoCompressor } from '../../../engine/adapters/zlib/PakoCompressor'
import { BrokerConfig } from '../../../engine/broker/BrokerConfig'
import { BrokerController } from '../../../engine/broker/BrokerController'
import type { ConsumerEnvironment } from '../../../engine/client/ClientEnvironment'
import { DefaultMQProducer } from '../../../engine/client/producer/DefaultMQProducer'
import { Message } from '../../../engine/common/message/Message'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Process } from '../../../engine/kernel/Process'
import { encodeUtf8 } from '../../../engine/kernel/Utf8'
import { NamesrvConfig } from '../../../engine/namesrv/NamesrvConfig'
import { NamesrvController } from '../../../engine/namesrv/NamesrvController'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { MemoryWire } from '../../../engine/ports/memory/MemoryWire'
import { NettyServerConfig } from '../../../engine/remoting/netty/NettyServerConfig'
import { MessageStoreConfig } from '../../../engine/store/config/MessageStoreConfig'
import { PageCache } from '../../../engine/store/pagecache/PageCache'
import { runInKernel, type RunInKernelOptions } from './runInKernel'

const NAMESRV = '10.0.0.11:9876'
const SMALL_STORE = {
  mappedFileSizeCommitLog: 64 * 1024, mappedFileSizeConsumeQueue: 2000, maxHashSlotNum: 100, maxIndexNum: 400,
}

/** A name server and brokers, all real, and a machine for the application that the test is. */
export interface WholeCluster {
  /** The test's own process. */
  readonly process: Process
  readonly brokers: readonly BrokerController[]
  readonly nameServer: NamesrvController
  readonly environment: ConsumerEnvironment
  readonly wire: MemoryWire
  /** The settings that every client needs. */
  readonly settings: { readonly namesrvAddr: string; readonly clientIP: string }
  /** Runs something as a thread of another process of its own and waits for its end. */
  elsewhere<T>(body: (process: Process) => Blocking<T>): Blocking<T>
  producer(process?: Process, group?: string): DefaultMQProducer
}

export interface WholeClusterOptions {
  readonly brokers?: number
  readonly broker?: Partial<BrokerConfig>
  readonly kernel?: RunInKernelOptions
}

export function withCluster<T>(body: (cluster: WholeCluster) => Blocking<T>, options: WholeClusterOptions = {}): T {
  return runInKernel(function* (process) {
    const { kernel } = process
    const wire = new MemoryWire(kernel)
    const server = new NettyServerConfig()
    server.listenPort = 9876
    const names = kernel.createProcess({ name: 'namesrv-1', host: '10.0.0.11' })
    const nameServer = new NamesrvController(names, wire, new MemoryDisk(), new NamesrvConfig(), server)
    yield* runIn(names, function* () {
      yield* nameServer.initialize()
      yield* nameServer.start()
    })
    const brokers: BrokerController[] = []
    while (brokers.length < (options.brokers ?? 1)) {
      brokers.push(yield* startBroker(process, wire, brokers.length, options.broker ?? {}))
    }
    const environment = { wire, compressor: new PakoCompressor(), disk: new MemoryDisk() }
    let machines = 0
    const elsewhere = <R>(run: (other: Process) => Blocking<R>): Blocking<R> => {
      const other = kernel.createProcess({ name: `client-${++machines}`, host: `10.0.0.${60 + machines}` })
      return runIn(other, () => run(other))
    }
    const producer = (of = process, group = 'group-a'): DefaultMQProducer => {
      return Object.assign(new DefaultMQProducer(of, environment, group), { namesrvAddr: NAMESRV, clientIP: of.host })
    }
    const settings = { namesrvAddr: NAMESRV, clientIP: process.host }
    return yield* body({ process, brokers, nameServer, environment, wire, settings, elsewhere, producer })
  }, options.kernel)
}

function* startBroker(
  tester: Process, wire: MemoryWire, index: number, changes: Partial<BrokerConfig>,
): Blocking<BrokerController> {
  const host = `10.0.0.${21 + index}`
  const brokerName = `broker-${'abc'[index]}`
  const process = tester.kernel.createProcess({ name: brokerName, host })
  const brokerConfig = Object.assign(new BrokerConfig(), { brokerName, namesrvAddr: NAMESRV }, changes)
  const storeConfig = Object.assign(new MessageStoreConfig(), SMALL_STORE)
  const server = Object.assign(new NettyServerConfig(), { listenPort: 10_911 })
  const cache = new PageCache(tester.kernel, host, new MemoryDisk())
  const broker = new BrokerController(process, wire, cache, brokerConfig, storeConfig, server)
  yield* runIn(process, function* () {
    if (!(yield* broker.initialize())) throw new Error('the broker could not be initialized')
    yield* broker.start()
  })
  return broker
}

/** Runs a body as the first thread of a process. @throws what the body throws */
export function* runIn<T>(process: Process, body: () => Blocking<T>): Blocking<T> {
  const outcome: { value?: T; error?: unknown } = {}
  const thread = process.spawn('main', function* () {
    try {
      outcome.value = yield* body()
    } catch (error) {
      outcome.error = error
    }
  })
  yield* thread.join()
  if (outcome.error !== undefined) throw outcome.error
  return outcome.value as T
}

export function messageTo(topic: string, body: string): Message {
  return new Message(topic, encodeUtf8(body))
}
