import type { Blocking } from '../../kernel/Blocking'
import { ScheduledExecutorService } from '../../kernel/concurrent/ScheduledExecutorService'
import type { Process } from '../../kernel/Process'
import type { Channel } from '../../remoting/netty/Channel'
import type { ChannelEventListener } from '../../remoting/netty/ChannelEventListener'
import type { ConsumerManager } from './ConsumerManager'
import type { ProducerManager } from './ProducerManager'

/**
 * Forgets clients whose connection has ended, at once, and clients that are silent, every ten seconds.
 * Original: org.apache.rocketmq.broker.client.ClientHousekeepingService.
 */
export class ClientHousekeepingService implements ChannelEventListener {
  private readonly producerManager: ProducerManager
  private readonly consumerManager: ConsumerManager
  private readonly scheduledExecutorService: ScheduledExecutorService

  constructor(process: Process, producerManager: ProducerManager, consumerManager: ConsumerManager) {
    this.producerManager = producerManager
    this.consumerManager = consumerManager
    this.scheduledExecutorService = new ScheduledExecutorService(process, 'ClientHousekeepingScheduledThread')
  }

  start(): void {
    const task = (): Blocking<void> => this.scanExceptionChannel()
    this.scheduledExecutorService.scheduleAtFixedRate('scan silent clients', task, 1000 * 10, 1000 * 10)
  }

  shutdown(): void {
    this.scheduledExecutorService.shutdown()
  }

  private *scanExceptionChannel(): Blocking<void> {
    this.producerManager.scanNotActiveChannel()
    this.consumerManager.scanNotActiveChannel()
  }

  *onChannelConnect(): Blocking<void> {}

  *onChannelActive(): Blocking<void> {}

  *onChannelClose(_remoteAddress: string, channel: Channel): Blocking<void> {
    yield* this.forget(channel)
  }

  *onChannelException(_remoteAddress: string, channel: Channel): Blocking<void> {
    yield* this.forget(channel)
  }

  *onChannelIdle(_remoteAddress: string, channel: Channel): Blocking<void> {
    yield* this.forget(channel)
  }

  private *forget(channel: Channel): Blocking<void> {
    this.producerManager.doChannelCloseEvent(channel)
    yield* this.consumerManager.doChannelCloseEvent(channel)
  }
}
