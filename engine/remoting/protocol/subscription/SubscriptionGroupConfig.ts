import { MixAll } from '../../../common/MixAll'
import { longOf } from '../fastJsonCasts'
import type { JsonFields } from '../JsonFields'

/**
 * How fast and how often messages of the group are tried again, if not as usual. Original:
 * protocol.subscription.GroupRetryPolicy.
 */
export interface GroupRetryPolicy {
  /** Null for a type that 5.3.2 does not know. */
  readonly type: (typeof RETRY_POLICY_TYPES)[number] | null
  readonly exponentialRetryPolicy?: ExponentialRetryPolicy
  /** Milliseconds before each of the tries. */
  readonly customizedRetryPolicy?: { readonly next: readonly number[] | null }
}

/** Times in ms. Original: protocol.subscription.ExponentialRetryPolicy. */
interface ExponentialRetryPolicy {
  readonly initial: number
  readonly max: number
  readonly multiplier: number
}

/** Original: protocol.subscription.SimpleSubscriptionData. */
interface SimpleSubscriptionData {
  readonly topic: string | null
  readonly expressionType: string | null
  readonly expression: string | null
  readonly version: number
}

const RETRY_POLICY_TYPES = ['EXPONENTIAL', 'CUSTOMIZED'] as const
/** Original: CustomizedRetryPolicy#next */
const DEFAULT_NEXT_MILLIS = [
  1, 5, 10, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 1200, 1800, 3600, 7200,
].map((seconds) => seconds * 1000)

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
  /** Null only if an operator has said so. */
  groupRetryPolicy: GroupRetryPolicy | null
  /** The broker that its members read from. */
  brokerId: number
  /** And those of them who are far behind, if slaves may be read from. */
  whichBrokerWhenConsumeSlowly: number
  notifyConsumerIdsChangedEnable: boolean
  groupSysFlag: number
  consumeTimeoutMinute: number
  /** Which topics the group may subscribe to, or null if it may subscribe to all. */
  subscriptionDataSet: ReadonlySet<SimpleSubscriptionData> | null
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
    if (fields.has('groupRetryPolicy')) config.groupRetryPolicy = retryPolicyOf(fields.object('groupRetryPolicy')!)
    else if (fields.isNull('groupRetryPolicy')) config.groupRetryPolicy = null
    if (fields.has('subscriptionDataSet')) config.subscriptionDataSet = new Set(fields.objects('subscriptionDataSet', subscriptionOf))
    config.attributes = Object.fromEntries(fields.texts('attributes')?.entries() ?? [])
    return config
  }
}

/** @throws JsonFieldError */
function retryPolicyOf(fields: JsonFields): GroupRetryPolicy {
  const exponential = fields.has('exponentialRetryPolicy') ? fields.object('exponentialRetryPolicy') : null
  const customized = fields.has('customizedRetryPolicy') ? fields.object('customizedRetryPolicy') : null
  return {
    type: fields.has('type') ? fields.oneOf('type', RETRY_POLICY_TYPES) : 'CUSTOMIZED',
    ...(exponential === null ? {} : { exponentialRetryPolicy: exponentialOf(exponential) }),
    ...(customized === null ? {} : { customizedRetryPolicy: { next: nextOf(customized) } }),
  }
}

function exponentialOf(fields: JsonFields): ExponentialRetryPolicy {
  const initial = fields.long('initial') ?? 5000
  const max = fields.long('max') ?? 2 * 60 * 60 * 1000
  return { initial, max, multiplier: fields.long('multiplier') ?? 2 }
}

function nextOf(fields: JsonFields): readonly number[] | null {
  if (fields.has('next')) return fields.elements('next', (each) => longOf(each) ?? 0)
  return fields.isNull('next') ? null : DEFAULT_NEXT_MILLIS
}

function subscriptionOf(fields: JsonFields): SimpleSubscriptionData {
  const [topic, expressionType] = [fields.text('topic'), fields.text('expressionType')]
  return { topic, expressionType, expression: fields.text('expression'), version: fields.long('version') ?? 0 }
}
