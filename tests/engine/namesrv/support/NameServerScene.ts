import { TopicConfig } from '../../../../engine/common/TopicConfig'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { crc32 } from '../../../../engine/kernel/java/crc32'
import { Kernel } from '../../../../engine/kernel/Kernel'
import type { Process } from '../../../../engine/kernel/Process'
import { NamesrvConfig } from '../../../../engine/namesrv/NamesrvConfig'
import { NamesrvController } from '../../../../engine/namesrv/NamesrvController'
import { MemoryDisk } from '../../../../engine/ports/memory/MemoryDisk'
import { MemoryWire } from '../../../../engine/ports/memory/MemoryWire'
import { NettyClientConfig } from '../../../../engine/remoting/netty/NettyClientConfig'
import { NettyRemotingClient } from '../../../../engine/remoting/netty/NettyRemotingClient'
import { NettyServerConfig } from '../../../../engine/remoting/netty/NettyServerConfig'
import { RegisterBrokerBody } from '../../../../engine/remoting/protocol/body/RegisterBrokerBody'
import type { CommandCustomHeader } from '../../../../engine/remoting/protocol/CommandCustomHeader'
import { GetRouteInfoRequestHeader } from '../../../../engine/remoting/protocol/header/GetRouteInfoRequestHeader'
import { RegisterBrokerRequestHeader } from '../../../../engine/remoting/protocol/header/RegisterBrokerRequestHeader'
import { RemotingCommand } from '../../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../../engine/remoting/protocol/ResponseCode'
import { TopicRouteData } from '../../../../engine/remoting/protocol/route/TopicRouteData'

const TIMEOUT_MILLIS = 3000

export interface SceneOptions {
  readonly config?: Partial<NamesrvConfig>
  readonly disk?: MemoryDisk
  readonly host?: string
}

/** One name server on its machine, and its callers. */
export class NameServerScene {
  readonly kernel: Kernel
  readonly wire: MemoryWire
  readonly disk: MemoryDisk
  readonly process: Process
  readonly config: NamesrvConfig
  readonly address: string
  readonly events: Array<{ readonly type: string; readonly [field: string]: unknown }>
  controller: NamesrvController | null
  readonly operator: Peer

  constructor(options: SceneOptions = {}) {
    this.kernel = new Kernel({ seed: 7 })
    this.wire = new MemoryWire(this.kernel)
    this.disk = options.disk ?? new MemoryDisk()
    this.events = []
    this.kernel.sink = { emit: (event) => this.events.push({ ...event }) }
    this.process = this.kernel.createProcess({ name: 'namesrv', host: options.host ?? '10.0.0.11' })
    this.config = Object.assign(new NamesrvConfig(), options.config)
    this.address = `${this.process.host}:9876`
    this.controller = null
    this.process.spawn('main', () => this.boot(), true)
    this.operator = new Peer(this, 'operator', '10.0.0.99')
  }

  private *boot(): Blocking<void> {
    const serverConfig = new NettyServerConfig()
    serverConfig.listenPort = 9876
    const controller = new NamesrvController(this.process, this.wire, this.disk, this.config, serverConfig)
    yield* controller.initialize()
    yield* controller.start()
    this.controller = controller
  }

  /** Runs the body as a thread of the operator's process, to its end. */
  run(body: () => Blocking<void>): void {
    let failure: unknown
    let failed = false
    this.kernel.onUncaught = (_, error) => {
      failed = true
      failure = error
    }
    const main = this.operator.process.spawn('test', body, true)
    this.kernel.run({ time: 3_600_000_000, until: () => !main.isAlive || failed })
    if (failed) throw failure
    if (main.isAlive) throw new Error(`the test still waits for ${main.waitingFor}`)
  }

  broker(id: number, host: string, name = 'broker-a', cluster = 'DefaultCluster'): BrokerPeer {
    return new BrokerPeer(this, id, host, name, cluster)
  }

  /** What changed in the tables, in the order in which it did. */
  changes(): string[] {
    return this.events
      .filter((event) => event.type === 'route-changed')
      .map((event) => [event['what'], event['topic'], event['brokerAddr']].filter(Boolean).join(' '))
  }
}

/** A process with a remoting client that talks to the name server. */
export class Peer {
  readonly process: Process
  readonly client: NettyRemotingClient
  protected readonly scene: NameServerScene

  constructor(scene: NameServerScene, name: string, host: string) {
    this.scene = scene
    this.process = scene.kernel.createProcess({ name, host })
    this.client = new NettyRemotingClient(this.process, scene.wire, new NettyClientConfig())
    this.process.spawn('start', this.start.bind(this), true)
  }

  private *start(): Blocking<void> {
    this.client.start()
  }

  *ask(code: number, header: CommandCustomHeader | null = null, more: AskOptions = {}): Blocking<RemotingCommand> {
    const request = RemotingCommand.createRequestCommand(code, header)
    for (const [key, value] of Object.entries(more.ext ?? {})) request.addExtField(key, value)
    request.body = more.body ?? null
    request.version = more.version ?? request.version
    return yield* this.client.invokeSync(this.scene.address, request, TIMEOUT_MILLIS)
  }

  /** The route of a topic; null when the name server knows none. */
  *route(topic: string): Blocking<TopicRouteData | null> {
    const response = yield* this.askRoute(topic)
    return response.code === ResponseCode.SUCCESS ? TopicRouteData.decode(response.body!) : null
  }

  *askRoute(topic: string, more: AskOptions = {}): Blocking<RemotingCommand> {
    const header = Object.assign(new GetRouteInfoRequestHeader(), { topic })
    return yield* this.ask(RequestCode.GET_ROUTEINFO_BY_TOPIC, header, more)
  }
}

export interface AskOptions {
  readonly body?: Uint8Array
  readonly ext?: Readonly<Record<string, string>>
  readonly version?: number
}

export interface RegisterOptions extends AskOptions {
  readonly topics?: readonly TopicConfig[]
  readonly counter?: number
  readonly stateVersion?: number
  readonly header?: Partial<RegisterBrokerRequestHeader>
  readonly filterServerList?: string[]
}

/** A process that registers as a broker, and is nothing else of one. */
export class BrokerPeer extends Peer {
  readonly id: number
  readonly brokerName: string
  readonly cluster: string

  constructor(scene: NameServerScene, id: number, host: string, brokerName: string, cluster: string) {
    super(scene, `${brokerName}-${id}`, host)
    this.id = id
    this.brokerName = brokerName
    this.cluster = cluster
  }

  get addr(): string {
    return `${this.process.host}:10911`
  }

  /** Two topics by default: a single one would not be taken as an introduction. */
  *register(options: RegisterOptions = {}): Blocking<RemotingCommand> {
    const body = registerBody(options)
    const header = Object.assign(new RegisterBrokerRequestHeader(), {
      brokerName: this.brokerName,
      brokerAddr: this.addr,
      clusterName: this.cluster,
      haServerAddr: `${this.process.host}:10912`,
      brokerId: this.id,
      enableActingMaster: false,
      bodyCrc32: crc32(body),
      ...options.header,
    })
    return yield* this.ask(RequestCode.REGISTER_BROKER, header, { ...options, body: options.body ?? body })
  }
}

function registerBody(options: RegisterOptions): Uint8Array {
  const body = new RegisterBrokerBody()
  const { topicConfigTable, dataVersion } = body.topicConfigSerializeWrapper
  for (const config of options.topics ?? [topic('T1'), topic('T2')]) topicConfigTable.set(config.topicName, config)
  dataVersion.counter = options.counter ?? 1
  dataVersion.stateVersion = options.stateVersion ?? 0
  dataVersion.timestamp = 1_700_000_000_000
  body.filterServerList = options.filterServerList ?? []
  return body.encode()
}

export function topic(name: string, queues = 4, change: Partial<TopicConfig> = {}): TopicConfig {
  return Object.assign(new TopicConfig(name, queues, queues), change)
}
