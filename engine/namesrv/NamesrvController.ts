import type { Blocking } from '../kernel/Blocking'
import { ScheduledExecutorService } from '../kernel/concurrent/ScheduledExecutorService'
import { ThreadPoolExecutor } from '../kernel/concurrent/ThreadPoolExecutor'
import type { Process } from '../kernel/Process'
import type { Disk } from '../ports/Disk'
import type { Wire } from '../ports/Wire'
import { Configuration } from '../remoting/Configuration'
import { NettyClientConfig } from '../remoting/netty/NettyClientConfig'
import { NettyRemotingClient } from '../remoting/netty/NettyRemotingClient'
import { NettyRemotingServer } from '../remoting/netty/NettyRemotingServer'
import type { NettyServerConfig } from '../remoting/netty/NettyServerConfig'
import { RequestCode } from '../remoting/protocol/RequestCode'
import { KVConfigManager } from './kvconfig/KVConfigManager'
import type { NamesrvConfig } from './NamesrvConfig'
import { ClientRequestProcessor } from './processor/ClientRequestProcessor'
import { DefaultRequestProcessor } from './processor/DefaultRequestProcessor'
import { ZoneRouteRPCHook } from './route/ZoneRouteRPCHook'
import { BrokerHousekeepingService } from './routeinfo/BrokerHousekeepingService'
import { RouteInfoManager } from './routeinfo/RouteInfoManager'

/** The first scan comes this soon after the start, in ms. It finds nothing; perhaps seconds were meant. */
const FIRST_SCAN_DELAY = 5

/**
 * A whole name server: `initialize()`, then `start()`, finally `shutdown()`. `lookupMicros`: see RouteInfoManager.
 * Original: org.apache.rocketmq.namesrv.NamesrvController.
 */
export class NamesrvController {
  readonly namesrvConfig: NamesrvConfig
  readonly nettyServerConfig: NettyServerConfig
  private readonly kvConfigManager: KVConfigManager
  private readonly routeInfoManager: RouteInfoManager
  private readonly configuration: Configuration
  private readonly remotingClient: NettyRemotingClient
  private readonly remotingServer: NettyRemotingServer
  private readonly defaultExecutor: ThreadPoolExecutor
  private readonly clientRequestExecutor: ThreadPoolExecutor
  private readonly scanExecutorService: ScheduledExecutorService

  constructor(
    process: Process,
    wire: Wire,
    disk: Disk,
    namesrvConfig: NamesrvConfig,
    nettyServerConfig: NettyServerConfig,
    nettyClientConfig = new NettyClientConfig(),
    lookupMicros = 0,
  ) {
    this.namesrvConfig = namesrvConfig
    this.nettyServerConfig = nettyServerConfig
    this.kvConfigManager = new KVConfigManager(disk, namesrvConfig)
    this.remotingClient = new NettyRemotingClient(process, wire, nettyClientConfig)
    this.routeInfoManager = new RouteInfoManager(process, namesrvConfig, this.remotingClient, lookupMicros)
    const housekeeping = new BrokerHousekeepingService(this.routeInfoManager)
    this.remotingServer = new NettyRemotingServer(process, wire, nettyServerConfig, housekeeping)
    const configObjects = [namesrvConfig, nettyServerConfig]
    this.configuration = new Configuration(disk, () => namesrvConfig.configStorePath, configObjects)
    this.defaultExecutor = new ThreadPoolExecutor(process, {
      threadNamePrefix: 'RemotingExecutorThread_',
      corePoolSize: namesrvConfig.defaultThreadPoolNums,
      queueCapacity: namesrvConfig.defaultThreadPoolQueueCapacity,
    })
    this.clientRequestExecutor = new ThreadPoolExecutor(process, {
      threadNamePrefix: 'ClientRequestExecutorThread_',
      corePoolSize: namesrvConfig.clientRequestThreadPoolNums,
      queueCapacity: namesrvConfig.clientRequestThreadPoolQueueCapacity,
    })
    this.scanExecutorService = new ScheduledExecutorService(process, 'NSScanScheduledThread')
  }

  getKvConfigManager(): KVConfigManager {
    return this.kvConfigManager
  }

  getRouteInfoManager(): RouteInfoManager {
    return this.routeInfoManager
  }

  getRemotingServer(): NettyRemotingServer {
    return this.remotingServer
  }

  getConfiguration(): Configuration {
    return this.configuration
  }

  /** Original: NamesrvController#initialize. @throws SyntaxError when the KV configuration's file is damaged */
  *initialize(): Blocking<void> {
    yield* this.kvConfigManager.load()
    this.registerProcessor()
    this.startScheduleService()
    this.remotingServer.registerRPCHook(new ZoneRouteRPCHook())
  }

  /** Questions for routes have threads of their own; all other requests share a pool. */
  private registerProcessor(): void {
    const { namesrvConfig, configuration, kvConfigManager, routeInfoManager } = this
    const clientRequestProcessor = new ClientRequestProcessor(namesrvConfig, kvConfigManager, routeInfoManager)
    const { GET_ROUTEINFO_BY_TOPIC } = RequestCode
    this.remotingServer.registerProcessor(GET_ROUTEINFO_BY_TOPIC, clientRequestProcessor, this.clientRequestExecutor)
    this.remotingServer.registerDefaultProcessor(
      new DefaultRequestProcessor(namesrvConfig, configuration, kvConfigManager, routeInfoManager),
      this.defaultExecutor,
    )
  }

  private startScheduleService(): void {
    this.scanExecutorService.scheduleAtFixedRate(
      'scan for silent brokers',
      () => this.routeInfoManager.scanNotActiveBroker(),
      FIRST_SCAN_DELAY,
      this.namesrvConfig.scanNotActiveBrokerInterval,
    )
  }

  /** Opens the service. @throws AddressInUseError */
  *start(): Blocking<void> {
    this.remotingServer.start()
    this.remotingClient.updateNameServerAddressList([this.remotingServer.address])
    this.remotingClient.start()
    this.routeInfoManager.start()
  }

  *shutdown(): Blocking<void> {
    yield* this.remotingClient.shutdown()
    yield* this.remotingServer.shutdown()
    this.defaultExecutor.shutdown()
    this.clientRequestExecutor.shutdown()
    this.scanExecutorService.shutdown()
    yield* this.routeInfoManager.shutdown()
  }
}
