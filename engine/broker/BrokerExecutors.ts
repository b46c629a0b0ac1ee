import { ThreadPoolExecutor } from '../kernel/concurrent/ThreadPoolExecutor'
import type { Process } from '../kernel/Process'
import type { BrokerConfig } from './BrokerConfig'

/**
 * The broker's pools. Each kind of request has its own, so that none can starve the others.
 * Original: BrokerController#initializeResources.
 */
export class BrokerExecutors {
  readonly sendMessage: ThreadPoolExecutor
  readonly putMessageFuture: ThreadPoolExecutor
  readonly adminBroker: ThreadPoolExecutor
  readonly clientManage: ThreadPoolExecutor
  readonly heartbeat: ThreadPoolExecutor

  constructor(process: Process, config: BrokerConfig) {
    const pool = (threadNamePrefix: string, corePoolSize: number, queueCapacity: number): ThreadPoolExecutor =>
      new ThreadPoolExecutor(process, { threadNamePrefix, corePoolSize, queueCapacity })
    this.sendMessage = pool('SendMessageThread_', config.sendMessageThreadPoolNums, config.sendThreadPoolQueueCapacity)
    this.putMessageFuture = pool(
      'PutMessageThread_',
      config.putMessageFutureThreadPoolNums,
      config.putThreadPoolQueueCapacity,
    )
    this.adminBroker = pool(
      'AdminBrokerThread_',
      config.adminBrokerThreadPoolNums,
      config.adminBrokerThreadPoolQueueCapacity,
    )
    this.clientManage = pool(
      'ClientManageThread_',
      config.clientManageThreadPoolNums,
      config.clientManagerThreadPoolQueueCapacity,
    )
    this.heartbeat = pool('HeartbeatThread_', config.heartbeatThreadPoolNums, config.heartbeatThreadPoolQueueCapacity)
  }

  shutdown(): void {
    this.sendMessage.shutdown()
    this.putMessageFuture.shutdown()
    this.adminBroker.shutdown()
    this.clientManage.shutdown()
    this.heartbeat.shutdown()
  }
}
