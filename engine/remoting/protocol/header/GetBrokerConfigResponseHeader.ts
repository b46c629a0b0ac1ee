import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.GetBrokerConfigResponseHeader. */
export class GetBrokerConfigResponseHeader extends headerOf({
  version: 'String',
}) {}
