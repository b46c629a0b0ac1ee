import { IllegalArgumentException } from '../../kernel/errors'
import { parseInt32 } from '../../kernel/java/javaParse'
import { javaTrim } from '../../kernel/java/javaTrim'
import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { MessageConst, RESERVED_PROPERTIES } from './MessageConst'

/**
 * What an application sends: a topic, a body and properties. Tags and keys are properties too.
 * Original: org.apache.rocketmq.common.message.Message.
 */
export class Message {
  topic: string
  /** The application's own number; RocketMQ carries it and doesn't look at it. */
  flag: number
  properties: JavaHashMap<string>
  body: Uint8Array | null
  transactionId: string | null

  constructor(topic = '', body: Uint8Array | null = null) {
    this.topic = topic
    this.flag = 0
    this.properties = new JavaHashMap<string>()
    this.body = body
    this.transactionId = null
    if (topic !== '') this.setWaitStoreMsgOK(true)
  }

  getTopic(): string {
    return this.topic
  }

  setTopic(topic: string): void {
    this.topic = topic
  }

  getBody(): Uint8Array | null {
    return this.body
  }

  setBody(body: Uint8Array | null): void {
    this.body = body
  }

  getFlag(): number {
    return this.flag
  }

  setFlag(flag: number): void {
    this.flag = flag
  }

  getProperties(): JavaHashMap<string> {
    return this.properties
  }

  setProperties(properties: JavaHashMap<string>): void {
    this.properties = properties
  }

  getProperty(name: string): string | null {
    return this.properties.get(name) ?? null
  }

  putProperty(name: string, value: string): void {
    this.properties.put(name, value)
  }

  clearProperty(name: string): void {
    this.properties.delete(name)
  }

  /**
   * A property of the application's own. Original: Message#putUserProperty
   * @throws IllegalArgumentException for a name that RocketMQ uses itself, or a blank name or value
   */
  putUserProperty(name: string, value: string): void {
    if (RESERVED_PROPERTIES.has(name)) throw new IllegalArgumentException(`the property ${name} is RocketMQ's own`)
    if (javaTrim(name) === '' || javaTrim(value) === '') {
      throw new IllegalArgumentException('the name and the value of a property must not be blank')
    }
    this.putProperty(name, value)
  }

  getTags(): string | null {
    return this.getProperty(MessageConst.PROPERTY_TAGS)
  }

  setTags(tags: string): void {
    this.putProperty(MessageConst.PROPERTY_TAGS, tags)
  }

  getKeys(): string | null {
    return this.getProperty(MessageConst.PROPERTY_KEYS)
  }

  /** One key, or several. Original: Message#setKeys */
  setKeys(keys: string | readonly string[]): void {
    const text = typeof keys === 'string' ? keys : keys.join(MessageConst.KEY_SEPARATOR)
    this.putProperty(MessageConst.PROPERTY_KEYS, text)
  }

  /** 0 when the message is not delayed. @throws NumberFormatException */
  getDelayTimeLevel(): number {
    const level = this.getProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL)
    return level === null ? 0 : parseInt32(level)
  }

  setDelayTimeLevel(level: number): void {
    this.putProperty(MessageConst.PROPERTY_DELAY_TIME_LEVEL, String(level))
  }

  /** The message is to be delivered this many seconds after the broker has got it. Original: Message#setDelayTimeSec */
  setDelayTimeSec(sec: number): void {
    this.putProperty(MessageConst.PROPERTY_TIMER_DELAY_SEC, String(sec))
  }

  /** The same in ms. Original: Message#setDelayTimeMs */
  setDelayTimeMs(timeMs: number): void {
    this.putProperty(MessageConst.PROPERTY_TIMER_DELAY_MS, String(timeMs))
  }

  /** The message is to be delivered at this time, in ms since 1970. Original: Message#setDeliverTimeMs */
  setDeliverTimeMs(timeMs: number): void {
    this.putProperty(MessageConst.PROPERTY_TIMER_DELIVER_MS, String(timeMs))
  }

  /** Does the sender want to wait until the message is as safe as the broker is configured to make it? */
  isWaitStoreMsgOK(): boolean {
    const text = this.getProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK)
    return text === null || text === '' || text.toLowerCase() === 'true'
  }

  setWaitStoreMsgOK(waitStoreMsgOK: boolean): void {
    this.putProperty(MessageConst.PROPERTY_WAIT_STORE_MSG_OK, String(waitStoreMsgOK))
  }

  setInstanceId(instanceId: string): void {
    this.putProperty(MessageConst.PROPERTY_INSTANCE_ID, instanceId)
  }
}
