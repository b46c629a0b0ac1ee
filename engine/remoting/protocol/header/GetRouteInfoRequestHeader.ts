import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.GetRouteInfoRequestHeader. */
export class GetRouteInfoRequestHeader extends headerOf({ topic: 'String', acceptStandardJsonOnly: 'Boolean', ...TOPIC_REQUEST_FIELDS }) {}
