import { headerOf, TOPIC_REQUEST_FIELDS } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.namesrv.DeleteTopicFromNamesrvRequestHeader. */
export class DeleteTopicFromNamesrvRequestHeader extends headerOf({ topic: 'String', clusterName: 'String', ...TOPIC_REQUEST_FIELDS }) {}
