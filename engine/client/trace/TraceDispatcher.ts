import type { Blocking } from '../../kernel/Blocking'
import type { AccessChannel } from '../AccessChannel'
import type { TraceContext } from './TraceContext'

/** Whose trace it is. Original: TraceDispatcher.Type */
export type TraceDispatcherType = 'PRODUCE' | 'CONSUME'

/** Takes what hooks see to where it can be looked up. Original: org.apache.rocketmq.client.trace.TraceDispatcher. */
export interface TraceDispatcher {
  /** Messages of this topic, and of those whose names begin like it, leave no trace: they are traces. */
  readonly traceTopicName: string
  /** @throws MQClientException */
  start(nameSrvAddr: string, accessChannel: AccessChannel): Blocking<void>
  /** Never waits. @returns false if it was dropped */
  append(ctx: TraceContext): boolean
  /** Hands over what waits. */
  flush(): Blocking<void>
  shutdown(): Blocking<void>
}
