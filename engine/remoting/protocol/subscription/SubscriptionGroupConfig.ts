import { MixAll } from '../../../common/MixAll'

/**
 * How fast and how often messages of the group are tried again, if not as usual. Original:
 * protocol.subscription.GroupRetryPolicy.
 */
export interface GroupRetryPolicy {
  readonly type: 'EXPONENTIAL' | 'CUSTOMIZED'
  readonly exponentialRetryPolicy?: Readonly<Record<string, number>>
  readonly customizedRetryPolicy?: Readonly<Record<string, readonly number[]>>
}

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
  /** Which topics the group may subscribe to; null: all. */
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

  /** From the fields of its JSON form; what is missing keeps its default, what is unknown is left out. */
  static fromJson(fields: Readonly<Record<string, unknown>>): SubscriptionGroupConfig {
    const config = new SubscriptionGroupConfig('')
    const known = Object.keys(config).filter((name) => fields[name] !== undefined && fields[name] !== null)
    Object.assign(config, Object.fromEntries(known.map((name) => [name, fields[name]])))
    const { subscriptionDataSet } = config
    if (Array.isArray(subscriptionDataSet)) config.subscriptionDataSet = new Set<unknown>(subscriptionDataSet)
    return config
  }
}
