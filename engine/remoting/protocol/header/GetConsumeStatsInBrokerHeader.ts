import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetConsumeStatsInBrokerHeader. */
export class GetConsumeStatsInBrokerHeader extends headerOf({
  isOrder: 'boolean',
}) {}
