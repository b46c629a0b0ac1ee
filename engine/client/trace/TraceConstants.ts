/** Original: org.apache.rocketmq.client.trace.TraceConstants, with its spelling. */
export const TraceConstants = {
  GROUP_NAME_PREFIX: '_INNER_TRACE_PRODUCER',
  /** Between the fields of a record. */
  CONTENT_SPLITOR: '\u0001',
  /** After each record. */
  FIELD_SPLITOR: '\u0002',
  TRACE_INSTANCE_NAME: 'PID_CLIENT_INNER_TRACE_PRODUCER',
  /** In a cloud the region follows. */
  TRACE_TOPIC_PREFIX: 'rmq_sys_TRACE_DATA_',
} as const
