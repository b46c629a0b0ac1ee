import { JavaConcurrentHashMap } from '../../../kernel/java/JavaConcurrentHashMap'
import { DataVersion } from '../DataVersion'
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

  static fromJson(fields: Readonly<Record<string, unknown>>): SubscriptionGroupWrapper {
    const version = (fields['dataVersion'] ?? {}) as Record<string, unknown>
    const wrapper = new SubscriptionGroupWrapper(DataVersion.fromJson(version))
    const table = (fields['subscriptionGroupTable'] ?? {}) as Record<string, Record<string, unknown>>
    for (const [group, config] of Object.entries(table)) {
      wrapper.subscriptionGroupTable.set(group, SubscriptionGroupConfig.fromJson(config))
    }
    return wrapper
  }

  /** @throws SyntaxError */
  static decode(bytes: Uint8Array): SubscriptionGroupWrapper {
    return SubscriptionGroupWrapper.fromJson(RemotingSerializable.decode(bytes))
  }
}
