import type { SelectMappedBufferResult } from '../logfile/SelectMappedBufferResult'
import type { CqUnit } from './CqUnit'
import { CQ_STORE_UNIT_SIZE } from './CqUnit'

/** Entries of a queue one after the other, up to the end of one file. Original: ConsumeQueue.ConsumeQueueIterator. */
export class ConsumeQueueIterator {
  private readonly stretch: SelectMappedBufferResult
  private position: number

  constructor(stretch: SelectMappedBufferResult) {
    this.stretch = stretch
    this.position = 0
  }

  /** Null after the last one. */
  next(): CqUnit | null {
    const { stretch, position } = this
    if (position + CQ_STORE_UNIT_SIZE > stretch.size) return null
    this.position += CQ_STORE_UNIT_SIZE
    return {
      queueOffset: Math.floor((stretch.startOffset + position) / CQ_STORE_UNIT_SIZE),
      pos: stretch.getLong(position),
      size: stretch.getInt(position + 8),
      tagsCode: stretch.getLong(position + 12),
    }
  }
}
