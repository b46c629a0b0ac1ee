import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { LinkedBlockingQueue } from '../../kernel/concurrent/LinkedBlockingQueue'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { InterruptedException } from '../../kernel/errors'
import type { Process } from '../../kernel/Process'
import type { ChannelEventListener, NettyEvent } from './ChannelEventListener'

const MAX_SIZE = 10_000
const POLL_MILLIS = 3000

/**
 * Hands channel events to the listener in a thread of its own, so that a slow listener never holds up the network.
 * Original: NettyRemotingAbstract.NettyEventExecutor.
 */
export class NettyEventExecutor extends ServiceThread {
  private readonly listener: ChannelEventListener
  private readonly eventQueue: LinkedBlockingQueue<NettyEvent>

  constructor(process: Process, listener: ChannelEventListener) {
    super(process)
    this.listener = listener
    this.eventQueue = new LinkedBlockingQueue<NettyEvent>(Infinity, 'channel events')
  }

  getServiceName(): string {
    return 'NettyEventExecutor'
  }

  /** Drops the event when more than {@link MAX_SIZE} are waiting. */
  putNettyEvent(event: NettyEvent): void {
    if (this.eventQueue.size() <= MAX_SIZE) this.eventQueue.offer(event)
    assert(this.eventQueue.size() <= MAX_SIZE + 1, 'the event queue is bounded', this.eventQueue.size())
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      try {
        const event = yield* this.eventQueue.poll(POLL_MILLIS)
        if (event !== null) yield* this.dispatch(event)
      } catch (error) {
        if (!(error instanceof InterruptedException)) throw error
      }
    }
  }

  private *dispatch({ type, remoteAddress, channel }: NettyEvent): Blocking<void> {
    switch (type) {
      case 'CONNECT':
        return yield* this.listener.onChannelConnect(remoteAddress, channel)
      case 'CLOSE':
        return yield* this.listener.onChannelClose(remoteAddress, channel)
      case 'IDLE':
        return yield* this.listener.onChannelIdle(remoteAddress, channel)
      case 'EXCEPTION':
        return yield* this.listener.onChannelException(remoteAddress, channel)
      case 'ACTIVE':
        return yield* this.listener.onChannelActive(remoteAddress, channel)
    }
  }
}
