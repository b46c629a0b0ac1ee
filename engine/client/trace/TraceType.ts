/**
 * What a record tells of: a message is sent or taken back, a listener gets it or has had it, a transaction ends.
 * Original: org.apache.rocketmq.client.trace.TraceType.
 */
export type TraceType = 'Pub' | 'Recall' | 'SubBefore' | 'SubAfter' | 'EndTransaction'
