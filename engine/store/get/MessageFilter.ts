import type { JavaHashMap } from '../../kernel/java/JavaHashMap'
import type { SelectMappedBufferResult } from '../logfile/SelectMappedBufferResult'

/** Which messages does a consumer want? Original: org.apache.rocketmq.store.MessageFilter. */
export interface MessageFilter {
  /** Decides by the entry in the queue: the hash of the tag, or null if unknown. */
  isMatchedByConsumeQueue(tagsCode: number | null): boolean
  /** Decides by the message itself, given as its record or as its properties. */
  isMatchedByCommitLog(record: SelectMappedBufferResult | null, properties: JavaHashMap<string> | null): boolean
}
