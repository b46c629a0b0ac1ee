import { MessageClientIDSetter } from '../../common/message/MessageClientIDSetter'
import { currentTimeMillis } from '../../kernel/Process'
import type { AccessChannel } from '../AccessChannel'
import type { TraceBean } from './TraceBean'
import type { TraceType } from './TraceType'

/**
 * One thing that happened to messages, with what it needs to be told: when, to whom, how long it took (ms), and how it ended. Its
 * request id, which binds a SubBefore to its SubAfter, is taken from the ids of messages: with traces on, those have gaps.
 * Original: org.apache.rocketmq.client.trace.TraceContext.
 */
export class TraceContext {
  readonly traceType: TraceType
  /** In ms since 1970. */
  timeStamp: number
  /** The broker's; null for a message that has none: then nothing is told. */
  regionId: string | null
  groupName: string
  costTime: number
  isSuccess: boolean
  requestId: string
  /** The number of a ConsumeReturnType. */
  contextCode: number
  /** Null if it is the dispatcher's. */
  accessChannel: AccessChannel | null
  traceBeans: readonly TraceBean[]

  constructor(traceType: TraceType, groupName: string, traceBeans: readonly TraceBean[]) {
    this.traceType = traceType
    this.timeStamp = currentTimeMillis()
    this.regionId = ''
    this.groupName = groupName
    this.costTime = 0
    this.isSuccess = true
    this.requestId = MessageClientIDSetter.createUniqID()
    this.contextCode = 0
    this.accessChannel = null
    this.traceBeans = traceBeans
  }
}
