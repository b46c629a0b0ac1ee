import type { MessageQueue } from '../../../common/message/MessageQueue'
import { encodeUtf8 } from '../../../kernel/Utf8'
import { JavaConcurrentHashMap } from '../../../kernel/java/JavaConcurrentHashMap'
import { toFastJson } from '../FastJson'
import { textOf } from '../fastJsonCasts'
import { JsonFields } from '../JsonFields'
import { RemotingSerializable } from '../RemotingSerializable'
import type { SubscriptionData } from './HeartbeatData'
import { subscriptionDataOf } from './HeartbeatData'
import type { ProcessQueueInfo } from './ProcessQueueInfo'
import { queueKeyText, queueOfKey } from './queueTable'

const JAVA_PROPERTIES_CAPACITY = 8

/**
 * How a consumer is configured and how far it is, for an operator. (The original also counts what it pulls and consumes in a
 * minute: `statusTable` is empty here.) Original: protocol.body.ConsumerRunningInfo.
 */
export class ConsumerRunningInfo {
  static readonly PROP_NAMESERVER_ADDR = 'PROP_NAMESERVER_ADDR'
  static readonly PROP_THREADPOOL_CORE_SIZE = 'PROP_THREADPOOL_CORE_SIZE'
  static readonly PROP_CONSUME_ORDERLY = 'PROP_CONSUMEORDERLY'
  static readonly PROP_CONSUME_TYPE = 'PROP_CONSUME_TYPE'
  static readonly PROP_CLIENT_VERSION = 'PROP_CLIENT_VERSION'
  static readonly PROP_CONSUMER_START_TIMESTAMP = 'PROP_CONSUMER_START_TIMESTAMP'

  readonly properties: JavaConcurrentHashMap<string, string>
  subscriptionSet: SubscriptionData[]
  mqTable: Array<readonly [mq: MessageQueue, info: ProcessQueueInfo]>
  /** What its threads are doing; null unless that was asked for. */
  jstack: string | null

  constructor() {
    this.properties = new JavaConcurrentHashMap(JAVA_PROPERTIES_CAPACITY)
    this.subscriptionSet = []
    this.mqTable = []
    this.jstack = null
  }

  /** Takes over the settings that are numbers, texts or yes and no. Original: MixAll#object2Properties */
  putSettings(settings: object): void {
    for (const [name, value] of Object.entries(settings)) {
      if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') {
        this.properties.set(name, String(value))
      }
    }
  }

  encode(): Uint8Array {
    const subscriptions = [...this.subscriptionSet].sort((one, other) => compare(nameOf(one), nameOf(other)))
    const queues = [...this.mqTable].sort(([one], [other]) => one.compareTo(other))
    const mqTable = queues.map(([mq, info]) => `${queueKeyText(mq)}:${toFastJson(info)}`).join(',')
    const jstack = this.jstack === null ? '' : `"jstack":${toFastJson(this.jstack)},`
    const properties = toFastJson(this.properties)
    const subscriptionSet = toFastJson(subscriptions)
    return encodeUtf8(
      `{${jstack}"mqPopTable":{},"mqTable":{${mqTable}},"properties":${properties},` +
        `"statusTable":{},"subscriptionSet":${subscriptionSet},"userConsumerInfo":{}}`,
    )
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): ConsumerRunningInfo {
    const fields = RemotingSerializable.decode(bytes)
    const info = new ConsumerRunningInfo()
    info.jstack = fields.text('jstack')
    info.subscriptionSet = fields.objects('subscriptionSet', subscriptionDataOf)
    for (const [name, value] of fields.map('properties', textOf)) info.properties.set(name, value ?? '')
    const queues = fields.map('mqTable', (token) => processQueueInfoOf(new JsonFields(token)))
    info.mqTable = [...queues].map(([key, queue]) => [queueOfKey(key, 'mqTable'), queue] as const)
    return info
  }
}

function nameOf({ topic, subString }: SubscriptionData): string {
  return `${topic}@${subString}`
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function processQueueInfoOf(fields: JsonFields): ProcessQueueInfo {
  const number = (name: string): number => fields.long(name) ?? 0
  return {
    cachedMsgCount: number('cachedMsgCount'),
    cachedMsgMaxOffset: number('cachedMsgMaxOffset'),
    cachedMsgMinOffset: number('cachedMsgMinOffset'),
    cachedMsgSizeInMiB: number('cachedMsgSizeInMiB'),
    commitOffset: number('commitOffset'),
    droped: fields.boolean('droped') ?? false,
    lastConsumeTimestamp: number('lastConsumeTimestamp'),
    lastLockTimestamp: number('lastLockTimestamp'),
    lastPullTimestamp: number('lastPullTimestamp'),
    locked: fields.boolean('locked') ?? false,
    transactionMsgCount: number('transactionMsgCount'),
    transactionMsgMaxOffset: number('transactionMsgMaxOffset'),
    transactionMsgMinOffset: number('transactionMsgMinOffset'),
    tryUnlockTimes: number('tryUnlockTimes'),
  }
}
