import { MixAll } from '../../common/MixAll'
import { GetMessageStatus } from '../../store/get/GetMessageStatus'
import type { BrokerConfig } from '../BrokerConfig'

/** What a group of consumers is configured to do about slow reads. */
export interface ReadPreference {
  /** Where it usually reads. */
  readonly brokerId: number
  /** Where members read that are so far behind that the master would have to read from its disk. */
  readonly whichBrokerWhenConsumeSlowly: number
}

export interface BrokerSuggestion {
  /** The broker of the group to be asked next. */
  readonly brokerId: number
  /** Ask that broker at once: this answer has nothing. */
  readonly retryImmediately: boolean
}

/**
 * Which broker of the same name a reader asks next. A slave serves readers that lag far behind, if it may; it sends all
 * others back to the master while there is one.
 * Original: PullMessageProcessor#composeResponseHeader
 * @param minBrokerIdInGroup the smallest id of the brokers of this name that are alive
 */
export function suggestWhichBrokerId(
  { brokerId, slaveReadEnable }: BrokerConfig,
  group: ReadPreference,
  result: { readonly suggestPullingFromSlave: boolean; readonly status: GetMessageStatus },
  minBrokerIdInGroup: number,
): BrokerSuggestion {
  const isOnSlave = brokerId !== MixAll.MASTER_ID
  if (isOnSlave && !result.suggestPullingFromSlave && minBrokerIdInGroup === MixAll.MASTER_ID) {
    return { brokerId: MixAll.MASTER_ID, retryImmediately: result.status !== GetMessageStatus.FOUND }
  }
  if (!slaveReadEnable) return { brokerId: MixAll.MASTER_ID, retryImmediately: false }
  const next = result.suggestPullingFromSlave ? group.whichBrokerWhenConsumeSlowly : group.brokerId
  return { brokerId: next, retryImmediately: false }
}
