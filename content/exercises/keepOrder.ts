import type { ExerciseText } from './ExerciseText'
import { FAILED, ONE_QUEUE } from './ExerciseText'

export const keepOrder: ExerciseText = {
  id: 'keep-order',
  title: { en: 'Keep each order together', zh: '同一订单，同一队列' },
  brief: {
    en: 'RocketMQ keeps the order within a queue, and nowhere else. Send all messages with the same key to the same queue, '
      + 'and still use more than one queue. The key is the third argument.',
    zh: 'RocketMQ 只保证队列内部的顺序。让同一个键的所有消息进入同一个队列，同时不要只用一个队列。键就是第三个参数。',
  },
  hints: [
    {
      en: 'Whatever you compute from the key alone is the same each time.',
      zh: '只由键算出来的东西，每次都一样。',
    },
    {
      en: 'javaHashCode turns a text into a whole number, which may be negative.',
      zh: 'javaHashCode 把文本变成整数，它可能是负数。',
    },
  ],
  solution: `import type { Message, MessageQueue, MessageQueueSelector } from 'rocketmq'
import { javaHashCode } from 'rocketmq'

export default class KeepOrder implements MessageQueueSelector {
  select(mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null {
    const index = Math.abs(javaHashCode(String(arg)) % mqs.length)
    return mqs[index] ?? null
  }
}
`,
  reasons: {
    failed: FAILED,
    moved: {
      en: 'this message went to another queue than the one before it with the same key.',
      zh: '这条消息没有进入同一个键上一条消息所在的队列。',
    },
    'one-queue': ONE_QUEUE,
  },
}
