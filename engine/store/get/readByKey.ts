import type { IndexService } from '../index/IndexService'
import type { SelectMappedBufferResult } from '../logfile/SelectMappedBufferResult'
import { QueryMessageResult } from './QueryMessageResult'

export interface KeyQuery {
  readonly topic: string
  readonly key: string
  /** The most messages to return, the youngest first; the store's `maxMsgsNumBatch` is a further limit. */
  readonly maxNum: number
  /** Store times in ms since 1970. */
  readonly begin: number
  readonly end: number
}

/**
 * The records of messages with this key, or with this id from their producer. Whether a message really has the key, and
 * not just one with the same hash, is left to the client. (The original asks the index up to three times while it can't
 * read any of the records; since it asks the same each time, once is enough.)
 * Original: DefaultMessageStore#queryMessage
 */
export function readByKey(
  indexService: IndexService,
  query: KeyQuery,
  recordAt: (offset: number) => SelectMappedBufferResult | null,
): QueryMessageResult {
  const result = new QueryMessageResult()
  const found = indexService.queryOffset(query.topic, query.key, query.maxNum, query.begin, query.end)
  if (found.phyOffsets.length === 0) return result
  result.indexLastUpdatePhyoffset = found.indexLastUpdatePhyoffset
  result.indexLastUpdateTimestamp = found.indexLastUpdateTimestamp
  for (const offset of found.phyOffsets.sort((one, other) => one - other)) {
    const record = recordAt(offset)
    if (record !== null) result.addMessage(record)
  }
  return result
}
