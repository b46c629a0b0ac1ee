import type { MessageQueue } from '../../../common/message/MessageQueue'
import { parseDate } from '../../../common/humanTime'
import { MixAll } from '../../../common/MixAll'
import type { Blocking } from '../../../kernel/Blocking'
import type { ConsumeFromWhere } from '../../../remoting/protocol/body/HeartbeatData'
import type { MQAdminImpl } from '../MQAdminImpl'

/**
 * Where a group that is new to a queue begins. Original: RebalancePushImpl#computePullFromWhereWithException
 * @param consumeTimestamp for CONSUME_FROM_TIMESTAMP: `yyyyMMddHHmmss`, in UTC
 * @throws MQClientException when that can't be found out
 */
export function* computeFirstOffset(
  mq: MessageQueue, consumeFromWhere: ConsumeFromWhere, consumeTimestamp: string, admin: MQAdminImpl,
): Blocking<number> {
  const isRetryTopic = mq.topic.startsWith(MixAll.RETRY_GROUP_TOPIC_PREFIX)
  switch (consumeFromWhere) {
    case 'CONSUME_FROM_LAST_OFFSET_AND_FROM_MIN_WHEN_BOOT_FIRST':
    case 'CONSUME_FROM_MIN_OFFSET':
    case 'CONSUME_FROM_MAX_OFFSET':
    case 'CONSUME_FROM_LAST_OFFSET':
      return isRetryTopic ? 0 : yield* admin.maxOffset(mq)
    case 'CONSUME_FROM_FIRST_OFFSET':
      // If the queue no longer begins there, the first pull will tell.
      return 0
    case 'CONSUME_FROM_TIMESTAMP':
      if (isRetryTopic) return yield* admin.maxOffset(mq)
      return yield* admin.searchOffset(mq, parseDate(consumeTimestamp) ?? 0)
  }
}
