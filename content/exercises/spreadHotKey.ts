import type { ExerciseText } from './ExerciseText'
import { FAILED } from './ExerciseText'

export const spreadHotKey: ExerciseText = {
  id: 'spread-hot-key',
  title: { en: 'Spread a hot key', zh: '打散热点键' },
  brief: {
    en: 'Half of all messages have the same key, and the queue that it hashes to is drowning. The order of that one key does '
      + 'not matter: no queue may get more than a third of its messages. All other keys stay on one queue each. '
      + 'Which key is the hot one, your code has to find out.',
    zh: '一半的消息都是同一个键，它所在的队列不堪重负。唯独这个键的顺序无关紧要：任何队列得到的它的消息都不得超过三分之一。'
      + '其他每个键都要留在一个队列里。哪个键是热点，由你的代码去发现。',
  },
  hints: [
    {
      en: 'One instance of your class lives for the whole run: it may count.',
      zh: '你的类在整次运行中只有一个实例：它可以计数。',
    },
    {
      en: 'A key may look hot by accident while there are few messages. Wait until it has ten.',
      zh: '消息还少的时候，一个键可能碰巧显得很热。等它满十条再说。',
    },
  ],
  solution: `import type { Message, MessageQueue, MessageQueueSelector } from 'rocketmq'
import { javaHashCode } from 'rocketmq'

export default class SpreadHotKey implements MessageQueueSelector {
  private readonly counts = new Map<string, number>()
  private messages = 0

  select(mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null {
    const key = String(arg)
    const count = (this.counts.get(key) ?? 0) + 1
    this.counts.set(key, count)
    this.messages++
    const isHot = count >= 10 && count * 4 > this.messages
    const index = isHot ? count % mqs.length : Math.abs(javaHashCode(key) % mqs.length)
    return mqs[index] ?? null
  }
}
`,
  reasons: {
    failed: FAILED,
    moved: {
      en: 'this key is not the hot one, and its messages went to more than one queue.',
      zh: '这个键不是热点，它的消息却进了不止一个队列。',
    },
    'not-spread': {
      en: 'with this message a single queue has more than a third of the hot key’s messages.',
      zh: '加上这条消息，一个队列就得到了热点键三分之一以上的消息。',
    },
  },
}
