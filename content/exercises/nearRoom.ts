import type { ExerciseText } from './ExerciseText'
import { FAILED } from './ExerciseText'

export const nearRoom: ExerciseText = {
  id: 'near-room',
  title: { en: 'Prefer the near room, but spare it', zh: '优先同机房，但别压垮它' },
  brief: {
    en: 'Your application stands in room1; the names of the brokers begin with their room. Send more than half of the '
      + 'messages to the near room, but never more than 15 of 20 messages in a row.',
    zh: '你的应用在 room1；Broker 的名字以所在机房开头。一半以上的消息要发往同机房，但任意连续 20 条中不得超过 15 条。',
  },
  hints: [
    {
      en: 'Divide the list into two: brokerName.startsWith tells near from far.',
      zh: '把列表分成两份：brokerName.startsWith 能分出远近。',
    },
    {
      en: 'Chance has streaks. Count, and let every third message go to the far room.',
      zh: '随机会有连串。还是计数吧：每三条消息让一条去远处的机房。',
    },
  ],
  solution: `import type { Message, MessageQueue, MessageQueueSelector } from 'rocketmq'

export default class NearRoom implements MessageQueueSelector {
  private messages = 0

  select(mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null {
    this.messages++
    const isForNear = this.messages % 3 !== 0
    const room = mqs.filter((mq) => mq.brokerName.startsWith('room1-') === isForNear)
    const candidates = room.length > 0 ? room : mqs
    return candidates[this.messages % candidates.length] ?? null
  }
}
`,
  reasons: {
    failed: FAILED,
    overloaded: {
      en: 'with this message the near room has more than 15 of 20 messages in a row.',
      zh: '加上这条消息，同机房在连续 20 条中得到了 15 条以上。',
    },
    far: {
      en: 'half of the messages or more went to the far room.',
      zh: '一半或更多的消息去了远处的机房。',
    },
  },
}
