/** How far a group is in a queue. Original: org.apache.rocketmq.remoting.protocol.admin.OffsetWrapper. */
export interface OffsetWrapper {
  /** The number after the queue's last message. */
  readonly brokerOffset: number
  /** The number of the message that the group consumes next, as far as it has committed. */
  readonly consumerOffset: number
  /** And the one that it pulls next. */
  readonly pullOffset: number
  /** When the last message that it has consumed was stored, in ms since 1970; 0 if that is not known. */
  readonly lastTimestamp: number
}
