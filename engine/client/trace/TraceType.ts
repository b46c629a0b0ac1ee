/**
 * What a record tells of: a message is sent or taken back, a listener gets it or has had it, a transaction ends.
 * Original: org.apache.rocketmq.client.trace.TraceType.
 */
export const TraceType = {
  Pub: 'Pub',
  Recall: 'Recall',
  SubBefore: 'SubBefore',
  SubAfter: 'SubAfter',
  EndTransaction: 'EndTransaction',
} as const
export type TraceType = (typeof TraceType)[keyof typeof TraceType]
