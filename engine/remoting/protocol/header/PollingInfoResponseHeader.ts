import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.PollingInfoResponseHeader. */
export class PollingInfoResponseHeader extends headerOf({
  pollingNum: 'Integer',
}) {}
