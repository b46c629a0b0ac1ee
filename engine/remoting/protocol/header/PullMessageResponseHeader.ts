import { headerOf } from '../CommandCustomHeader'

/** Original: org.apache.rocketmq.remoting.protocol.header.PullMessageResponseHeader. */
export class PullMessageResponseHeader extends headerOf({
  suggestWhichBrokerId: 'Long',
  nextBeginOffset: 'Long',
  minOffset: 'Long',
  maxOffset: 'Long',
  offsetDelta: 'Long',
  topicSysFlag: 'Integer',
  groupSysFlag: 'Integer',
  forbiddenType: 'Integer',
}) {
  /** The order in which the binary encoding writes them. */
  static readonly fastFields = [
    'suggestWhichBrokerId', 'nextBeginOffset', 'minOffset', 'maxOffset', 'offsetDelta', 'topicSysFlag',
    'groupSysFlag', 'forbiddenType',
  ] as const
}
