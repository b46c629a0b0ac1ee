/** Bytes of an entry: position in the commit log (8), size of the record (4), tags code (8). */
export const CQ_STORE_UNIT_SIZE = 20

/**
 * One entry of a consume queue: where a message lies in the commit log. Original:
 * org.apache.rocketmq.store.queue.CqUnit.
 */
export interface CqUnit {
  readonly queueOffset: number
  /** Position of the record in the commit log. */
  readonly pos: number
  /** Bytes of the record. */
  readonly size: number
  /** The tag's hash, or when a delayed message is due. */
  readonly tagsCode: number
}
