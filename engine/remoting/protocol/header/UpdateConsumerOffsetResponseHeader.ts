/** Original: org.apache.rocketmq.remoting.protocol.header.UpdateConsumerOffsetResponseHeader. */
export class UpdateConsumerOffsetResponseHeader {
  static readonly fields = {} as const
}
