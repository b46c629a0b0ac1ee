import { KeyBuilder } from '../../common/KeyBuilder'
import { MixAll } from '../../common/MixAll'
import { IllegalArgumentException } from '../../kernel/errors'
import { parseInt32, parseLong } from '../../kernel/java/javaParse'
import { javaSplit } from '../../kernel/java/javaSplit'

const KEY_SEPARATOR = ' '
const NORMAL_TOPIC = '0'
const RETRY_TOPIC = '1'
const RETRY_TOPIC_V2 = '2'

/**
 * What a popped message says of itself, with which it is acknowledged: text of eight words, the property POP_CK.
 * Original: what org.apache.rocketmq.remoting.protocol.header.ExtraInfoUtil calls extraInfo
 */
export interface ExtraInfo {
  /** The queue offset that the pop began at: with the time it names the checkpoint. */
  readonly ckQueueOffset: number
  /** In ms since 1970. */
  readonly popTime: number
  readonly invisibleTime: number
  readonly reviveQid: number
  /** `0` for a message of the topic itself, `1` of its retry topic, `2` of its retry topic in the second version. */
  readonly retry: string
  readonly brokerName: string
  readonly queueId: number
  readonly msgQueueOffset: number
}

/** Reads and writes the texts that travel with popped messages. Original: org.apache.rocketmq.remoting.protocol.header.ExtraInfoUtil. */
export const ExtraInfoUtil = {
  /**
   * The words of a text; those that are missing are looked for only when they are asked for.
   * @throws IllegalArgumentException when there is no text
   */
  split(extraInfo: string | null): string[] {
    if (extraInfo === null) throw new IllegalArgumentException('split extraInfo is null')
    return javaSplit(extraInfo, KEY_SEPARATOR)
  },

  /** @throws IllegalArgumentException, NumberFormatException */
  getCkQueueOffset: (words: readonly string[]): number => parseLong(word(words, 0)),
  /** In ms since 1970. @throws IllegalArgumentException, NumberFormatException */
  getPopTime: (words: readonly string[]): number => parseLong(word(words, 1)),
  /** @throws IllegalArgumentException, NumberFormatException */
  getInvisibleTime: (words: readonly string[]): number => parseLong(word(words, 2)),
  /** @throws IllegalArgumentException, NumberFormatException */
  getReviveQid: (words: readonly string[]): number => parseInt32(word(words, 3)),
  /** @throws IllegalArgumentException */
  getBrokerName: (words: readonly string[]): string => word(words, 5),
  /** @throws IllegalArgumentException, NumberFormatException */
  getQueueId: (words: readonly string[]): number => parseInt32(word(words, 6)),
  /** @throws IllegalArgumentException, NumberFormatException */
  getQueueOffset: (words: readonly string[]): number => parseLong(word(words, 7)),

  /** The topic in which the message lies. Original: ExtraInfoUtil#getRealTopic. @throws IllegalArgumentException */
  getRealTopic(words: readonly string[], topic: string, cid: string): string {
    const retry = word(words, 4)
    return retry === RETRY_TOPIC || retry === RETRY_TOPIC_V2 ? ExtraInfoUtil.realTopicOf(topic, cid, retry) : topic
  },

  /** The same by `0`, `1` or `2`. Original: ExtraInfoUtil#getRealTopic(String, String, String). @throws IllegalArgumentException */
  realTopicOf(topic: string, cid: string, retry: string): string {
    if (retry === NORMAL_TOPIC) return topic
    if (retry === RETRY_TOPIC) return KeyBuilder.buildPopRetryTopicV1(topic, cid)
    if (retry === RETRY_TOPIC_V2) return KeyBuilder.buildPopRetryTopicV2(topic, cid)
    throw new IllegalArgumentException(`no kind of topic: ${retry}`)
  },

  isOrder(words: readonly string[]): boolean {
    return ExtraInfoUtil.getReviveQid(words) === KeyBuilder.POP_ORDER_REVIVE_QUEUE
  },

  /** `0`, `1` or `2`, by the name of the topic. Original: ExtraInfoUtil#getRetry(String) */
  retryOf(topic: string): string {
    if (KeyBuilder.isPopRetryTopicV2(topic)) return RETRY_TOPIC_V2
    return topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX) ? RETRY_TOPIC : NORMAL_TOPIC
  },

  /** Original: ExtraInfoUtil#buildExtraInfo */
  buildExtraInfo(info: ExtraInfo): string {
    const { ckQueueOffset, popTime, invisibleTime, reviveQid, retry, brokerName, queueId, msgQueueOffset } = info
    const words = [ckQueueOffset, popTime, invisibleTime, reviveQid, retry, brokerName, queueId, msgQueueOffset]
    return words.join(KEY_SEPARATOR)
  },

  /** One entry of what an answer says of where its pops have begun. Original: ExtraInfoUtil#buildStartOffsetInfo */
  buildStartOffsetInfo(topic: string, queueId: number, startOffset: number): string {
    return [ExtraInfoUtil.retryOf(topic), queueId, startOffset].join(KEY_SEPARATOR)
  },

  /** One entry of what an answer says of the numbers of its messages. Original: ExtraInfoUtil#buildMsgOffsetInfo */
  buildMsgOffsetInfo(topic: string, queueId: number, msgOffsets: readonly number[]): string {
    return [ExtraInfoUtil.retryOf(topic), queueId, msgOffsets.join(',')].join(KEY_SEPARATOR)
  },

  /** `retry@queue` → where the pop began; null for no text. Original: #parseStartOffsetInfo. @throws IllegalArgumentException */
  parseStartOffsetInfo(startOffsetInfo: string | null): Map<string, number> | null {
    return parseEntries(startOffsetInfo, parseLong)
  },

  /** `retry@queue` → the numbers of the messages. Original: ExtraInfoUtil#parseMsgOffsetInfo. @throws IllegalArgumentException */
  parseMsgOffsetInfo(msgOffsetInfo: string | null): Map<string, number[]> | null {
    return parseEntries(msgOffsetInfo, (text) => javaSplit(text, ',').map(parseLong))
  },

  /** Original: ExtraInfoUtil#getStartOffsetInfoMapKey */
  getStartOffsetInfoMapKey(retry: string, queueId: number): string {
    return `${retry}@${queueId}`
  },
} as const

function word(words: readonly string[], index: number): string {
  const found = words[index]
  if (found === undefined) throw new IllegalArgumentException(`extraInfo has ${words.length} words, ${index + 1} are needed`)
  return found
}

function parseEntries<T>(info: string | null, parse: (text: string) => T): Map<string, T> | null {
  if (info === null || info === '') return null
  const entries = new Map<string, T>()
  for (const entry of javaSplit(info, ';')) {
    const [retry, queueId, value, more] = javaSplit(entry, KEY_SEPARATOR)
    if (value === undefined || more !== undefined) throw new IllegalArgumentException(`no offset info: ${info}`)
    const key = `${retry}@${queueId}`
    if (entries.has(key)) throw new IllegalArgumentException(`a queue twice in the offset info: ${info}`)
    entries.set(key, parse(value))
  }
  return entries
}
