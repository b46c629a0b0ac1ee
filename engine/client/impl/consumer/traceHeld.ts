import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { Process } from '../../../kernel/Process'
import type { ProcessQueue } from './ProcessQueue'

/** Tells the trace which messages of a queue a consumer holds now. Ours: only a picture wants to know. */
export function traceHeld(process: Process, group: string, mq: MessageQueue, processQueue: ProcessQueue): void {
  const { kernel, name } = process
  if (!kernel.wants('messages-held')) return
  const { topic, brokerName, queueId } = mq
  const offsets = processQueue.heldOffsets()
  kernel.emit({ type: 'messages-held', process: name, group, topic, brokerName, queueId, offsets })
}
