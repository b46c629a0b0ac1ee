import { MixAll } from '../../../common/MixAll'
import type { JsonFields } from '../JsonFields'
import { longOf, fieldText } from '../JsonFields'

/**
 * How fast and how often messages of the group are tried again, if not as usual. Original:
 * protocol.subscription.GroupRetryPolicy.
 */
export interface GroupRetryPolicy {
  readonly type: 'EXPONENTIAL' | 'CUSTOMIZED'
  readonly exponentialRetryPolicy?: Readonly<Record<string, number>>
  readonly customizedRetryPolicy?: Readonly<Record<string, readonly number[]>>
}

const BOOLEANS = [
  'consumeEnable', 'consumeFromMinEnable', 'consumeBroadcastEnable', 'consumeMessageOrderly', 'notifyConsumerIdsChangedEnable',
] as const
const INTS = ['retryQueueNums', 'retryMaxTimes', 'groupSysFlag', 'consumeTimeoutMinute'] as const
const LONGS = ['brokerId', 'whichBrokerWhenConsumeSlowly'] as const

/**
 * What a broker knows of a group of consumers. Original:
 * org.apache.rocketmq.remoting.protocol.subscription.SubscriptionGroupConfig.
 */
export class SubscriptionGroupConfig {
  groupName: string
  consumeEnable: boolean
  consumeFromMinEnable: boolean
  consumeBroadcastEnable: boolean
  consumeMessageOrderly: boolean
  retryQueueNums: number
  retryMaxTimes: number
  groupRetryPolicy: GroupRetryPolicy
  /** The broker that its members read from. */
  brokerId: number
  /** And those of them who are far behind, if slaves may be read from. */
  whichBrokerWhenConsumeSlowly: number
  notifyConsumerIdsChangedEnable: boolean
  groupSysFlag: number
  consumeTimeoutMinute: number
  /** Which topics the group may subscribe to; null for all. */
  subscriptionDataSet: ReadonlySet<unknown> | null
  attributes: Record<string, string>

  constructor(groupName: string) {
    this.groupName = groupName
    this.consumeEnable = true
    this.consumeFromMinEnable = true
    this.consumeBroadcastEnable = true
    this.consumeMessageOrderly = false
    this.retryQueueNums = 1
    this.retryMaxTimes = 16
    this.groupRetryPolicy = { type: 'CUSTOMIZED' }
    this.brokerId = MixAll.MASTER_ID
    this.whichBrokerWhenConsumeSlowly = MixAll.FIRST_SLAVE_ID
    this.notifyConsumerIdsChangedEnable = true
    this.groupSysFlag = 0
    this.consumeTimeoutMinute = 15
    this.subscriptionDataSet = null
    this.attributes = {}
  }

  /** From the fields of its JSON form; what is missing keeps its default, what is unknown is left out. @throws JsonFieldError */
  static fromJson(fields: JsonFields): SubscriptionGroupConfig {
    const config = new SubscriptionGroupConfig(fields.text('groupName') ?? '')
    for (const name of BOOLEANS) config[name] = fields.boolean(name) ?? config[name]
    for (const name of INTS) config[name] = fields.int(name) ?? config[name]
    for (const name of LONGS) config[name] = fields.long(name) ?? config[name]
    config.groupRetryPolicy = retryPolicyOf(fields.object('groupRetryPolicy')) ?? config.groupRetryPolicy
    if (fields.has('subscriptionDataSet')) config.subscriptionDataSet = new Set(fields.list('subscriptionDataSet', (each) => each))
    config.attributes = Object.fromEntries(fields.map('attributes', fieldText))
    return config
  }
}

function retryPolicyOf(fields: JsonFields | null): GroupRetryPolicy | null {
  if (fields === null) return null
  const type = fields.text('type') === 'EXPONENTIAL' ? 'EXPONENTIAL' : 'CUSTOMIZED'
  const exponential = fields.map('exponentialRetryPolicy', longOf)
  const customized = fields.object('customizedRetryPolicy')?.list('next', (each) => longOf(each, 'next')) ?? null
  return {
    type,
    ...(exponential.size === 0 ? {} : { exponentialRetryPolicy: Object.fromEntries(exponential) }),
    ...(customized === null ? {} : { customizedRetryPolicy: { next: customized } }),
  }
}
