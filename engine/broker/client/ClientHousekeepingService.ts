import type { Blocking } from '../../kernel/Blocking'
import { ScheduledExecutorService } from '../../kernel/concurrent/ScheduledExecutorService'
import type { Process } from '../../kernel/Process'
import type { Channel } from '../../remoting/netty/Channel'
import type { ChannelEventListener } from '../../remoting/netty/ChannelEventListener'
import type { ProducerManager } from './ProducerManager'

/**
 * Forgets clients whose connection has ended, at once, and clients that are silent, every ten seconds.
 * Original: org.apache.rocketmq.broker.client.ClientHousekeepingService.
 */
export class ClientHousekeepingService implements ChannelEventListener {
  private readonly producerManager: ProducerManager
  private readonly scheduledExecutorService: ScheduledExecutorService

  constructor(process: Process, producerManager: ProducerManager) {
    this.producerManager = producerManager
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
  }

  *onChannelConnect(): Blocking<void> {}

  *onChannelActive(): Blocking<void> {}

  *onChannelClose(_remoteAddress: string, channel: Channel): Blocking<void> {
    this.producerManager.doChannelCloseEvent(channel)
  }

  *onChannelException(_remoteAddress: string, channel: Channel): Blocking<void> {
    this.producerManager.doChannelCloseEvent(channel)
  }

  *onChannelIdle(_remoteAddress: string, channel: Channel): Blocking<void> {
    this.producerManager.doChannelCloseEvent(channel)
  }
}
