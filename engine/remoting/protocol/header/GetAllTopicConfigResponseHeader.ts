import { headerOf } from '../CommandCustomHeader'

/** Nothing; all is in the body. Original: org.apache.rocketmq.remoting.protocol.header.GetAllTopicConfigResponseHeader. */
export class GetAllTopicConfigResponseHeader extends headerOf({}) {}
