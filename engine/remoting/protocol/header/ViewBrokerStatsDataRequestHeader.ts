import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.ViewBrokerStatsDataRequestHeader. */
export class ViewBrokerStatsDataRequestHeader extends headerOf({
  statsName: 'String',
  statsKey: 'String',
}) {}
