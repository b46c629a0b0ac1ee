import type { ExerciseText } from './ExerciseText'
import { FAILED } from './ExerciseText'

export const avoidSlow: ExerciseText = {
  id: 'avoid-slow',
  title: { en: 'Avoid the slow broker', zh: '避开变慢的 Broker' },
  brief: {
    en: 'Half-way the disk of one broker turns slow: it still stores every message, but takes more than 100 ms for it. It may '
      + 'get three messages more, then no others in this run. Before that it must have some.',
    zh: '中途一个 Broker 的磁盘变慢：它照样存下每条消息，但每条要花 100 毫秒以上。此后它最多再得到三条，本次运行中不能再多。'
      + '变慢之前，它也应当有消息。',
  },
  hints: [
    {
      en: 'select doesn’t see how long a send takes. A hook does: give your class a method sendMessageAfter(context).',
      zh: 'select 看不到发送花了多久，钩子看得到：给你的类加上方法 sendMessageAfter(context)。',
    },
    {
      en: 'context.mq is the queue and context.costMillis the time that it took.',
      zh: 'context.mq 是队列，context.costMillis 是所花的时间。',
    },
    {
      en: 'Remember the brokers that took more than 50 ms, and leave them out. What if all are slow?',
      zh: '记住花了 50 毫秒以上的 Broker，不再选它们。如果全都很慢呢？',
    },
  ],
  solution: `import type { Message, MessageQueue, MessageQueueSelector } from 'rocketmq'

export default class AvoidSlow implements MessageQueueSelector {
  private readonly slow = new Set<string>()
  private messages = 0

  select(mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null {
    const fast = mqs.filter((mq) => !this.slow.has(mq.brokerName))
    const candidates = fast.length > 0 ? fast : mqs
    return candidates[this.messages++ % candidates.length] ?? null
  }

  sendMessageBefore(context: { mq: MessageQueue }): void {}

  sendMessageAfter(context: { mq: MessageQueue, costMillis: number }): void {
    if (context.costMillis > 50) this.slow.add(context.mq.brokerName)
    else this.slow.delete(context.mq.brokerName)
  }
}
`,
  reasons: {
    failed: FAILED,
    'still-used': {
      en: 'this is the fourth message for the broker since it has turned slow.',
      zh: '这是该 Broker 变慢之后得到的第四条消息。',
    },
    'never-used': {
      en: 'the broker got no message although it was still fast.',
      zh: '该 Broker 还没变慢，却一条消息也没有得到。',
    },
  },
}
