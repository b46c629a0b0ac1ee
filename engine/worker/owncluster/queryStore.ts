import { BoundaryType } from '../../common/BoundaryType'
import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import { decodeUtf8 } from '../../kernel/Utf8'
import type { Compressor } from '../../ports/Compressor'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import type { SelectMappedBufferResult } from '../../store/logfile/SelectMappedBufferResult'
import type { OwnMessage, OwnQuery } from './ownProtocol'

/** More than this is never given at once. */
const MAX_MESSAGES = 1000
/** Longer bodies are cut off, in bytes. */
const MAX_BODY = 65_536

export interface QueryResult {
  readonly messages: readonly OwnMessage[]
  /** There are more. */
  readonly isCut: boolean
}

/** Asks a store, as a broker's own processors would. */
export function queryStore(store: DefaultMessageStore, compressor: Compressor, query: OwnQuery): QueryResult {
  const { records, isCut } = recordsOf(store, query)
  const messages = records.flatMap((record) => messageOf(store, compressor, record) ?? [])
  return { messages: messages.filter((message) => isMeant(message, query)), isCut }
}

interface Found {
  readonly records: readonly SelectMappedBufferResult[]
  readonly isCut: boolean
}

function recordsOf(store: DefaultMessageStore, query: OwnQuery): Found {
  switch (query.by) {
    case 'offset':
      return fromOffset(store, query.topic, query.queueId, query.offset, query.max)
    case 'time': {
      if (!hasQueue(store, query.topic, query.queueId)) return { records: [], isCut: false }
      const offset = store.getOffsetInQueueByTime(query.topic, query.queueId, query.millis, BoundaryType.LOWER)
      return fromOffset(store, query.topic, query.queueId, offset, query.max)
    }
    case 'key':
      return byKey(store, query.topic, query.key, query.max)
    case 'unique-id':
      return byKey(store, query.topic, query.id, 1)
  }
}

/** A question must not bring a queue into being. */
function hasQueue(store: DefaultMessageStore, topic: string, queueId: number): boolean {
  return store.getQueueStore().getConsumeQueue(topic, queueId) !== null
}

/** The store gives a few at a time. */
function fromOffset(store: DefaultMessageStore, topic: string, queueId: number, offset: number, max: number): Found {
  const wanted = Math.min(max, MAX_MESSAGES)
  const records: SelectMappedBufferResult[] = []
  if (!hasQueue(store, topic, queueId)) return { records, isCut: false }
  for (let next = offset; records.length < wanted; ) {
    const result = store.getMessage('own', topic, queueId, next, wanted - records.length, null)
    if (result === null || result.messageMapedList.length === 0) return { records, isCut: false }
    records.push(...result.messageMapedList)
    next = result.nextBeginOffset
    if (records.length >= wanted) return { records, isCut: next < result.maxOffset }
  }
  return { records, isCut: false }
}

function byKey(store: DefaultMessageStore, topic: string, key: string, max: number): Found {
  const limit = Math.min(max, store.messageStoreConfig.maxMsgsNumBatch)
  const found = store.queryMessage(topic, key, limit, 0, Number.MAX_SAFE_INTEGER)
  return { records: found.messageMapedList, isCut: found.messageMapedList.length >= limit && limit > 1 }
}

/** The index knows only hashes, so messages with other keys may be among those that it gives. */
function isMeant({ topic, keys, uniqueId }: OwnMessage, query: OwnQuery): boolean {
  if (query.by === 'key') {
    const all = [uniqueId, ...keys.split(MessageConst.KEY_SEPARATOR)]
    return topic === query.topic && all.includes(query.key)
  }
  return query.by !== 'unique-id' || (topic === query.topic && uniqueId === query.id)
}

function messageOf(
  store: DefaultMessageStore,
  compressor: Compressor,
  record: SelectMappedBufferResult,
): OwnMessage | null {
  const message = MessageDecoder.decode(record.get(0, record.size))
  const queue = store.getCommitLog().getMappedFileQueue()
  const file = queue.findMappedFileByOffset(record.startOffset)
  if (message === null || file === null) return null
  return {
    topic: message.topic,
    queueId: message.queueId,
    queueOffset: message.queueOffset,
    physicalOffset: message.commitLogOffset,
    size: message.storeSize,
    storeMillis: message.storeTimestamp,
    keys: message.getKeys() ?? '',
    tags: message.getTags() ?? '',
    uniqueId: message.getProperty(MessageConst.PROPERTY_UNIQ_CLIENT_MESSAGE_ID_KEYIDX) ?? '',
    body: bodyOf(message.body ?? new Uint8Array(0), message.sysFlag, compressor),
    path: file.getFileName(),
    position: record.startOffset - file.getFileFromOffset(),
  }
}

function bodyOf(bytes: Uint8Array, sysFlag: number, compressor: Compressor): string {
  const isCompressed = (sysFlag & MessageSysFlag.COMPRESSED_FLAG) !== 0
  const whole = isCompressed ? decompressed(bytes, compressor) : bytes
  return decodeUtf8(whole.subarray(0, MAX_BODY))
}

/** A store that was brought here may have bodies in a format that we don't know. */
function decompressed(bytes: Uint8Array, compressor: Compressor): Uint8Array {
  try {
    return compressor.decompress(bytes)
  } catch {
    return bytes
  }
}
