import { assert } from '../../kernel/assert'
import type { SelectMappedBufferResult } from '../logfile/SelectMappedBufferResult'
import { GetMessageStatus } from './GetMessageStatus'

/**
 * Messages that were read from a queue. The records are stretches of the commit log, not copies: they must be read
 * before the thread waits for anything, since the file may be deleted meanwhile. (In the original they are released
 * after use, and the file stays as long.) Original: org.apache.rocketmq.store.GetMessageResult.
 */
export class GetMessageResult {
  readonly messageMapedList: SelectMappedBufferResult[]
  /** The number in the queue of each message of {@link messageMapedList}. */
  readonly messageQueueOffset: number[]
  readonly minOffset: number
  readonly maxOffset: number
  status: GetMessageStatus
  /** The number to continue reading at. */
  nextBeginOffset: number
  /** The reader is so far behind that it reads from the disk: another broker should serve it. */
  suggestPullingFromSlave: boolean
  private bufferTotalSize: number

  constructor(minOffset: number, maxOffset: number) {
    this.messageMapedList = []
    this.messageQueueOffset = []
    this.minOffset = minOffset
    this.maxOffset = maxOffset
    this.status = GetMessageStatus.NO_MESSAGE_IN_QUEUE
    this.nextBeginOffset = 0
    this.suggestPullingFromSlave = false
    this.bufferTotalSize = 0
  }

  addMessage(record: SelectMappedBufferResult, queueOffset: number): void {
    assert(queueOffset > (this.messageQueueOffset.at(-1) ?? -1), 'messages are given in their order', queueOffset)
    assert(queueOffset < this.maxOffset, 'no message is given from beyond the queue', queueOffset, this.maxOffset)
    this.messageMapedList.push(record)
    this.messageQueueOffset.push(queueOffset)
    this.bufferTotalSize += record.size
  }

  getMessageCount(): number {
    return this.messageMapedList.length
  }

  /** Bytes of all records. */
  getBufferTotalSize(): number {
    return this.bufferTotalSize
  }
}
