import { currentTimeMillis } from '../../kernel/Process'
import type { Channel } from '../../remoting/netty/Channel'
import type { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import type { MessageFilter } from '../../store/get/MessageFilter'

/** A pop ends this much before its time, in ms. */
const ENDS_BEFORE_MILLIS = 50

/** A pop that waits for messages. Original: org.apache.rocketmq.broker.longpolling.PopRequest. */
export interface PopRequest {
  readonly remotingCommand: RemotingCommand
  readonly channel: Channel
  /** When the client's patience is over, in ms since 1970. */
  readonly expired: number
  /** Null where everything is wanted. */
  readonly messageFilter: MessageFilter | null
}

/** Original: PopRequest#isTimeout */
export function isTimeout({ expired }: PopRequest): boolean {
  return currentTimeMillis() > expired - ENDS_BEFORE_MILLIS
}

/** Ms until {@link isTimeout}. */
export function untilTimeout({ expired }: PopRequest): number {
  return expired - ENDS_BEFORE_MILLIS + 1 - currentTimeMillis()
}
