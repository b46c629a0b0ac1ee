import type { JavaHashMap } from '../../kernel/java/JavaHashMap'
import type { SelectMappedBufferResult } from '../logfile/SelectMappedBufferResult'

/** Which messages does a consumer want? Original: org.apache.rocketmq.store.MessageFilter. */
export interface MessageFilter {
  /** By what the entry in the queue says: the hash of the tag; null: unknown. */
  isMatchedByConsumeQueue(tagsCode: number | null): boolean
  /** By the message itself. Either its record is given or its properties. */
  isMatchedByCommitLog(record: SelectMappedBufferResult | null, properties: JavaHashMap<string> | null): boolean
}
