import { javaHashCode } from '../../kernel/java/javaHashCode'
import type { TopicFilterType } from '../TopicFilterType'
import { deleteProperty } from './deleteProperty'
import { MessageExt } from './MessageExt'
import { MessageVersion } from './MessageVersion'

/** A message on its way into the commit log. Original: org.apache.rocketmq.common.message.MessageExtBrokerInner. */
export class MessageExtBrokerInner extends MessageExt {
  propertiesString: string
  tagsCode: number
  /** The record, encoded before the lock is taken; offsets and time are patched in under it. */
  encodedBuff: Uint8Array | null
  version: MessageVersion

  constructor(topic = '', body: Uint8Array | null = null) {
    super(topic, body)
    this.propertiesString = ''
    this.tagsCode = 0
    this.encodedBuff = null
    this.version = MessageVersion.MESSAGE_VERSION_V1
  }

  /** Takes a property out of both forms in which they are kept. Original: MessageExtBrokerInner#deleteProperty */
  deleteProperty(name: string): void {
    this.clearProperty(name)
    this.propertiesString = deleteProperty(this.propertiesString, name)
  }

  /** Java's hash of the tags; 0 for none. Original: MessageExtBrokerInner#tagsString2tagsCode */
  static tagsString2tagsCode(_filterType: TopicFilterType, tags: string | null): number {
    return tags === null || tags === '' ? 0 : javaHashCode(tags)
  }
}
