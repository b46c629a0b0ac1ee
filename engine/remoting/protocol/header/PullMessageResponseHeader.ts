/** Original: org.apache.rocketmq.remoting.protocol.header.PullMessageResponseHeader. */
export class PullMessageResponseHeader {
  static readonly fields = {
    suggestWhichBrokerId: 'Long',
    nextBeginOffset: 'Long',
    minOffset: 'Long',
    maxOffset: 'Long',
    offsetDelta: 'Long',
    topicSysFlag: 'Integer',
    groupSysFlag: 'Integer',
    forbiddenType: 'Integer',
  } as const
  /** The order in which the binary encoding writes them. */
  static readonly fastFields = [
    'suggestWhichBrokerId', 'nextBeginOffset', 'minOffset', 'maxOffset', 'offsetDelta', 'topicSysFlag',
    'groupSysFlag', 'forbiddenType',
  ] as const

  suggestWhichBrokerId: number | null = null
  nextBeginOffset: number | null = null
  minOffset: number | null = null
  maxOffset: number | null = null
  offsetDelta: number | null = null
  topicSysFlag: number | null = null
  groupSysFlag: number | null = null
  forbiddenType: number | null = null
}
