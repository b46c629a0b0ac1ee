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
  readonly pullMessage: ThreadPoolExecutor
  readonly litePullMessage: ThreadPoolExecutor
  readonly replyMessage: ThreadPoolExecutor
  readonly adminBroker: ThreadPoolExecutor
  readonly clientManage: ThreadPoolExecutor
  readonly consumerManage: ThreadPoolExecutor
  readonly heartbeat: ThreadPoolExecutor
  readonly endTransaction: ThreadPoolExecutor
  readonly queryMessage: ThreadPoolExecutor
  readonly ackMessage: ThreadPoolExecutor
  readonly loadBalance: ThreadPoolExecutor

  constructor(process: Process, config: BrokerConfig) {
    const pool = (threadNamePrefix: string, corePoolSize: number, queueCapacity: number): ThreadPoolExecutor =>
      new ThreadPoolExecutor(process, { threadNamePrefix, corePoolSize, queueCapacity })
    this.sendMessage = pool('SendMessageThread_', config.sendMessageThreadPoolNums, config.sendThreadPoolQueueCapacity)
    this.putMessageFuture = pool(
      'PutMessageThread_',
      config.putMessageFutureThreadPoolNums,
      config.putThreadPoolQueueCapacity,
    )
    this.pullMessage = pool('PullMessageThread_', config.pullMessageThreadPoolNums, config.pullThreadPoolQueueCapacity)
    this.litePullMessage = pool(
      'LitePullMessageThread_',
      config.litePullMessageThreadPoolNums,
      config.litePullThreadPoolQueueCapacity,
    )
    this.replyMessage = pool(
      'ProcessReplyMessageThread_', config.processReplyMessageThreadPoolNums, config.replyThreadPoolQueueCapacity,
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
    this.consumerManage = pool(
      'ConsumerManageThread_',
      config.consumerManageThreadPoolNums,
      config.consumerManagerThreadPoolQueueCapacity,
    )
    this.heartbeat = pool('HeartbeatThread_', config.heartbeatThreadPoolNums, config.heartbeatThreadPoolQueueCapacity)
    this.endTransaction = pool(
      'EndTransactionThread_',
      config.endTransactionThreadPoolNums,
      config.endTransactionPoolQueueCapacity,
    )
    this.queryMessage = pool('QueryMessageThread_', config.queryMessageThreadPoolNums, config.queryThreadPoolQueueCapacity)
    this.ackMessage = pool('AckMessageThread_', config.ackMessageThreadPoolNums, config.ackThreadPoolQueueCapacity)
    this.loadBalance = pool(
      'LoadBalanceProcessorThread_', config.loadBalanceProcessorThreadPoolNums, config.loadBalanceThreadPoolQueueCapacity,
    )
  }

  shutdown(): void {
    this.sendMessage.shutdown()
    this.putMessageFuture.shutdown()
    this.pullMessage.shutdown()
    this.litePullMessage.shutdown()
    this.replyMessage.shutdown()
    this.adminBroker.shutdown()
    this.clientManage.shutdown()
    this.consumerManage.shutdown()
    this.heartbeat.shutdown()
    this.endTransaction.shutdown()
    this.queryMessage.shutdown()
    this.ackMessage.shutdown()
    this.loadBalance.shutdown()
  }
}
