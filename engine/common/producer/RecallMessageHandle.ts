import { IllegalArgumentException } from '../../kernel/errors'
import { javaSplit } from '../../kernel/java/javaSplit'
import { decodeUtf8, encodeUtf8 } from '../../kernel/Utf8'
import { decodeBase64Url, encodeBase64Url } from './base64Url'

const SEPARATOR = ' '
const VERSION_1 = 'v1'
const PARTS = 5

/**
 * What a producer needs to recall a message that waits: where it waits, and what it is called. It comes with the answer to the send.
 * Original: org.apache.rocketmq.common.producer.RecallMessageHandle.
 */
export class RecallMessageHandle {
  readonly topic: string
  readonly brokerName: string
  /** When it is due, as text: ms since 1970. */
  readonly timestampStr: string
  /** The id that the client has given. */
  readonly messageId: string

  constructor(topic: string, brokerName: string, timestampStr: string, messageId: string) {
    this.topic = topic
    this.brokerName = brokerName
    this.timestampStr = timestampStr
    this.messageId = messageId
  }

  /** Original: RecallMessageHandle.HandleV1#buildHandle */
  static buildHandle(topic: string, brokerName: string, timestampStr: string, messageId: string): string {
    return encodeBase64Url(encodeUtf8([VERSION_1, topic, brokerName, timestampStr, messageId].join(SEPARATOR)))
  }

  /** Original: RecallMessageHandle#decodeHandle. @throws IllegalArgumentException when it is none */
  static decodeHandle(handle: string | null): RecallMessageHandle {
    if (handle === null || handle === '') throw new IllegalArgumentException('recall handle is invalid')
    const items = javaSplit(decoded(handle), SEPARATOR)
    if (items[0] !== VERSION_1 || items.length < PARTS) throw new IllegalArgumentException('recall handle is invalid')
    return new RecallMessageHandle(items[1]!, items[2]!, items[3]!, items[4]!)
  }
}

function decoded(handle: string): string {
  try {
    return decodeUtf8(decodeBase64Url(handle))
  } catch (error) {
    if (error instanceof IllegalArgumentException) throw new IllegalArgumentException('recall handle is invalid')
    throw error
  }
}
