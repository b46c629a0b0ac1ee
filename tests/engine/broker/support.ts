import { BrokerConfig } from '../../../engine/broker/BrokerConfig'
import { BrokerController } from '../../../engine/broker/BrokerController'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Process } from '../../../engine/kernel/Process'
import { encodeUtf8 } from '../../../engine/kernel/Utf8'
import { FaultyDisk } from '../../../engine/ports/memory/FaultyDisk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { MemoryWire } from '../../../engine/ports/memory/MemoryWire'
import { NettyClientConfig } from '../../../engine/remoting/netty/NettyClientConfig'
import { NettyRemotingClient } from '../../../engine/remoting/netty/NettyRemotingClient'
import { NettyRemotingServer } from '../../../engine/remoting/netty/NettyRemotingServer'
import { NettyServerConfig } from '../../../engine/remoting/netty/NettyServerConfig'
import { HeartbeatData } from '../../../engine/remoting/protocol/body/HeartbeatData'
import { SendMessageRequestHeaderV2 } from '../../../engine/remoting/protocol/header/SendMessageRequestHeaderV2'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { MessageStoreConfig } from '../../../engine/store/config/MessageStoreConfig'
import { PageCache } from '../../../engine/store/pagecache/PageCache'
import { ThreadPoolExecutor } from '../../../engine/kernel/concurrent/ThreadPoolExecutor'
import type { RunInKernelOptions } from '../support/runInKernel'
import { runInKernel } from '../support/runInKernel'

export const BROKER_ADDR = '10.0.0.21:10911'
const NAMESRV_ADDR = '10.0.0.11:9876'

export interface BrokerWorld {
  /** The test's own process: the client. */
  readonly process: Process
  readonly wire: MemoryWire
  readonly memory: MemoryDisk
  readonly disk: FaultyDisk
  /** What the broker's machine has in memory. */
  readonly cache: PageCache
  readonly broker: BrokerController
  readonly brokerProcess: Process
  readonly client: NettyRemotingClient
  /** What the name server was asked, in order. */
  readonly heard: RemotingCommand[]
}

export interface BrokerChanges {
  readonly broker?: Partial<BrokerConfig>
  readonly store?: Partial<MessageStoreConfig>
  /** The ordered topics that the name server tells of, as JSON. */
  readonly kvTable?: string
}

const SMALL_STORE = {
  mappedFileSizeCommitLog: 64 * 1024,
  mappedFileSizeConsumeQueue: 2000,
  maxHashSlotNum: 100,
  maxIndexNum: 400,
}

/** A broker that runs, a name server that writes down what it hears, and a client beside them. */
export function withBroker<T>(
  body: (world: BrokerWorld) => Blocking<T>,
  changes: BrokerChanges = {},
  options: RunInKernelOptions = {},
): T {
  return runInKernel(function* (process) {
    const wire = new MemoryWire(process.kernel)
    const memory = new MemoryDisk()
    const disk = new FaultyDisk(memory)
    const heard = startNameServer(process, wire, changes.kvTable ?? null)
    const client = new NettyRemotingClient(process, wire, new NettyClientConfig())
    const brokerProcess = process.kernel.createProcess({ name: 'broker-a', host: '10.0.0.21' })
    const cache = new PageCache(process.kernel, '10.0.0.21', disk)
    const broker = newBroker(brokerProcess, wire, cache, changes)
    yield* run(brokerProcess, function* () {
      if (!(yield* broker.initialize())) throw new Error('the broker could not be initialized')
      yield* broker.start()
    })
    return yield* body({ process, wire, memory, disk, cache, broker, brokerProcess, client, heard })
  }, options)
}

export function newBroker(
  process: Process,
  wire: MemoryWire,
  cache: PageCache,
  changes: BrokerChanges,
): BrokerController {
  const names = { brokerName: 'broker-a', namesrvAddr: NAMESRV_ADDR }
  const brokerConfig = Object.assign(new BrokerConfig(), names, changes.broker)
  const storeConfig = Object.assign(new MessageStoreConfig(), SMALL_STORE, changes.store)
  const server = Object.assign(new NettyServerConfig(), { listenPort: 10_911 })
  return new BrokerController(process, wire, cache, brokerConfig, storeConfig, server)
}

/** Runs something as a thread of another process and waits for its end. */
export function* run<T>(process: Process, body: () => Blocking<T>): Blocking<T> {
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

function startNameServer(tester: Process, wire: MemoryWire, kvTable: string | null): RemotingCommand[] {
  const heard: RemotingCommand[] = []
  const process = tester.kernel.createProcess({ name: 'namesrv-1', host: '10.0.0.11' })
  const server = new NettyRemotingServer(process, wire, Object.assign(new NettyServerConfig(), { listenPort: 9876 }))
  const executor = new ThreadPoolExecutor(process, { threadNamePrefix: 'RemotingExecutorThread_', corePoolSize: 2 })
  const processor = {
    rejectRequest: () => false,
    *processRequest(_context: unknown, request: RemotingCommand): Blocking<RemotingCommand> {
      heard.push(request)
      const response = RemotingCommand.createResponseCommandWithCode(0, null)
      if (kvTable !== null) response.body = encodeUtf8(kvTable)
      return response
    },
  }
  server.registerDefaultProcessor(processor, executor)
  server.start()
  return heard
}

export interface SendFields extends Partial<SendMessageRequestHeaderV2> {
  readonly body?: string
}

export function sendRequest(fields: SendFields = {}, code: number = RequestCode.SEND_MESSAGE_V2): RemotingCommand {
  const { body, ...letters } = fields
  const header = Object.assign(new SendMessageRequestHeaderV2(), {
    a: 'group',
    b: 'TopicTest',
    c: 'TBW102',
    d: 4,
    e: 0,
    f: 0,
    g: 1_700_000_000_000,
    h: 0,
    i: 'TAGS\u0001TagA\u0002',
    m: false,
    ...letters,
  })
  const request = RemotingCommand.createRequestCommand(code, header)
  request.body = encodeUtf8(body ?? 'hello')
  return request
}

export function* send(world: BrokerWorld, fields: SendFields = {}, code?: number): Blocking<RemotingCommand> {
  return yield* world.client.invokeSync(BROKER_ADDR, sendRequest(fields, code), 3000)
}

export function heartbeat(clientID: string, ...groups: string[]): RemotingCommand {
  const data = new HeartbeatData(clientID)
  data.producerDataSet = groups.map((groupName) => ({ groupName }))
  const request = RemotingCommand.createRequestCommand(RequestCode.HEART_BEAT, null)
  request.body = data.encode()
  return request
}
