import { JavaConcurrentHashMap } from '../../../kernel/java/JavaConcurrentHashMap'
import { DataVersion } from '../DataVersion'
import type { FastJsonToken } from '../FastJsonTokens'
import { JsonFields } from '../JsonFields'
import { RemotingSerializable } from '../RemotingSerializable'
import { SubscriptionGroupConfig } from '../subscription/SubscriptionGroupConfig'

/** All groups of a broker, as a slave hears of them. Original: protocol.body.SubscriptionGroupWrapper. */
export class SubscriptionGroupWrapper {
  readonly dataVersion: DataVersion
  readonly subscriptionGroupTable: JavaConcurrentHashMap<string, SubscriptionGroupConfig>

  private constructor(dataVersion: DataVersion) {
    this.dataVersion = dataVersion
    this.subscriptionGroupTable = new JavaConcurrentHashMap()
  }

  /** @throws JsonFieldError */
  static fromJson(fields: JsonFields): SubscriptionGroupWrapper {
    const wrapper = new SubscriptionGroupWrapper(DataVersion.fromJson(fields.object('dataVersion')))
    const configOf = (config: FastJsonToken): SubscriptionGroupConfig => {
      return SubscriptionGroupConfig.fromJson(new JsonFields(config))
    }
    for (const [group, config] of fields.map('subscriptionGroupTable', configOf)) {
      wrapper.subscriptionGroupTable.set(group, config)
    }
    return wrapper
  }

  /** @throws SyntaxError, JsonFieldError */
  static decode(bytes: Uint8Array): SubscriptionGroupWrapper {
    return SubscriptionGroupWrapper.fromJson(RemotingSerializable.decode(bytes))
  }
}
