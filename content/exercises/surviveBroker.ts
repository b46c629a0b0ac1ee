import type { ExerciseText } from './ExerciseText'
import { ONE_QUEUE } from './ExerciseText'

export const surviveBroker: ExerciseText = {
  id: 'survive-broker',
  title: { en: 'Keep them together while a broker dies', zh: 'Broker 宕机，顺序不乱' },
  brief: {
    en: 'Half-way the first broker is killed, and a little later its queues are missing from the list. Keys whose queue '
      + 'is still there must stay where they are; only those of the dead broker may move, once. Sends to the dead broker may '
      + 'fail until the producer has learned of it.',
    zh: '中途第一个 Broker 被杀死，稍后它的队列会从列表中消失。队列还在的键必须留在原处；只有原属已死 Broker 的键可以搬家，而且只搬一次。'
      + '在生产者得知之前，发往已死 Broker 的消息可以失败。',
  },
  hints: [
    {
      en: 'A remainder depends on how many queues there are: with one less, nearly every key gets another.',
      zh: '余数取决于队列的个数：少一个队列，几乎每个键都会换地方。',
    },
    {
      en: 'Rate every queue for the key, by something that depends on these two only. Take the best one that is there.',
      zh: '给每个队列打分，分数只取决于键和这个队列；取还在的队列中分数最高的。',
    },
    {
      en: 'Hash codes of similar texts are similar: multiply and shift the bits before comparing them.',
      zh: '相似文本的哈希值也相似：比较之前，先做乘法和移位把比特打散。',
    },
  ],
  solution: `import type { Message, MessageQueue, MessageQueueSelector } from 'rocketmq'
import { javaHashCode } from 'rocketmq'

export default class HighestRating implements MessageQueueSelector {
  select(mqs: readonly MessageQueue[], msg: Message, arg: unknown): MessageQueue | null {
    let best: MessageQueue | null = null
    let highest = -1
    for (const mq of mqs) {
      const rating = scatter(javaHashCode(arg + '@' + mq.brokerName + '@' + mq.queueId))
      if (rating <= highest) continue
      best = mq
      highest = rating
    }
    return best
  }
}

function scatter(code: number): number {
  let hash = Math.imul(code ^ (code >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
`,
  reasons: {
    failed: {
      en: 'a send failed long after the broker had died, or to a broker that lives.',
      zh: 'Broker 早已宕机，或者目标 Broker 还活着，发送却失败了。',
    },
    moved: {
      en: 'this key changed its queue, although the broker of that queue lives.',
      zh: '这个键换了队列，可原来那个队列的 Broker 还活着。',
    },
    'one-queue': ONE_QUEUE,
  },
}
