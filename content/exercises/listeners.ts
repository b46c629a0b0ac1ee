import type { Both, ExerciseText } from './ExerciseText'

const TWICE: Both = { en: 'an order was billed twice.', zh: '有订单扣了两次款。' }
const NOT_BILLED: Both = { en: 'an order was never billed.', zh: '有订单始终没有扣款。' }
const LATE: Both = { en: 'an order was billed more than 2 s after it was sent.', zh: '有订单在发送 2 秒多以后才扣款。' }

const billOnce: ExerciseText = {
  id: 'bill-once',
  title: { en: 'Billed once', zh: '只扣一次款' },
  brief: {
    en: 'Half-way a consumer is killed. What it had consumed but not yet committed, the other one gets once more. Bill each order '
      + 'exactly once, all the same.',
    zh: '中途一个消费者被杀死。它已消费但还没提交的消息，另一个会再收到一次。即便如此，每个订单也必须恰好扣一次款。',
  },
  hints: [
    {
      en: 'A field of the class is in the memory of one process, and dies with it. What outlives it is the database.',
      zh: '类的字段在某个进程的内存里，随它一起消失。能留下来的是数据库。',
    },
    {
      en: 'database.get(key) gives null for what was never put. Look before you bill, and put behind it. In a real application both '
        + 'are in one transaction.',
      zh: 'database.get 查不到时返回 null。扣款之前先查，扣款之后写入。真实的应用里，这两步在同一个事务中。',
    },
  ],
  solution: `import type { ConsumeConcurrentlyContext, MessageExt } from 'rocketmq'
import { bill, ConsumeConcurrentlyStatus, database, MessageListenerConcurrently } from 'rocketmq'

export default class BillOnce extends MessageListenerConcurrently {
  consumeMessage(msgs: readonly MessageExt[], context: ConsumeConcurrentlyContext): ConsumeConcurrentlyStatus {
    for (const msg of msgs) {
      const order = msg.getKeys() ?? ''
      if (database.get(order) !== null) continue
      bill(order)
      database.put(order, 'billed')
    }
    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS
  }
}
`,
  reasons: { 'billed-twice': TWICE, 'not-billed': NOT_BILLED },
}

const giveUp: ExerciseText = {
  id: 'give-up',
  title: { en: 'Give up in time', zh: '及时放弃' },
  brief: {
    en: 'Some bodies are no JSON and never will be. The group would try them 16 times. Try each of them three times, then let it '
      + 'become a dead letter, where somebody finds it; don’t swallow it. Every other order is billed once, within 2 s.',
    zh: '有些消息体不是 JSON，永远也不会是。按这个组的设置会重试 16 次。请每条只试三次，然后让它成为死信，以便有人发现；不要悄悄吞掉。'
      + '其余的订单都要在 2 秒内扣款，且只扣一次。',
  },
  hints: [
    {
      en: 'msg.reconsumeTimes says how often it was tried before: 0 at first.',
      zh: 'msg.reconsumeTimes 是此前试过的次数，第一次是 0。',
    },
    {
      en: 'context.delayLevelWhenNextConsume is how long a message that is not consumed waits: -1 means never again, it goes to the '
        + 'dead letter queue at once.',
      zh: 'context.delayLevelWhenNextConsume 决定没消费成的消息等多久：-1 表示不再重试，直接进死信队列。',
    },
    {
      en: 'In a listener in order a message that fails keeps its queue waiting. Extend MessageListenerConcurrently.',
      zh: '顺序监听器里，失败的消息会让整个队列等着。请继承 MessageListenerConcurrently。',
    },
  ],
  solution: `import type { ConsumeConcurrentlyContext, MessageExt } from 'rocketmq'
import { bill, ConsumeConcurrentlyStatus, MessageListenerConcurrently } from 'rocketmq'

export default class GiveUp extends MessageListenerConcurrently {
  consumeMessage(msgs: readonly MessageExt[], context: ConsumeConcurrentlyContext): ConsumeConcurrentlyStatus {
    for (const msg of msgs) {
      try {
        bill(JSON.parse(textOf(msg.body)).order)
      } catch {
        if (msg.reconsumeTimes >= 2) context.delayLevelWhenNextConsume = -1
        return ConsumeConcurrentlyStatus.RECONSUME_LATER
      }
    }
    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS
  }
}

function textOf(body: Uint8Array | null): string {
  return String.fromCharCode(...(body ?? []))
}
`,
  reasons: {
    'too-often': { en: 'this is the fourth try of a message.', zh: '这是同一条消息的第四次尝试。' },
    'too-soon': { en: 'a message was given up before its third try.', zh: '有消息没试满三次就被放弃了。' },
    lost: { en: 'a message that makes no sense was swallowed: it is no dead letter.', zh: '有一条无法理解的消息被吞掉了，没有成为死信。' },
    'not-given-up': { en: 'a message was never given up.', zh: '有消息一直没有被放弃。' },
    'billed-twice': TWICE,
    'not-billed': NOT_BILLED,
    late: LATE,
  },
}

const quickFirst: ExerciseText = {
  id: 'quick-first',
  title: { en: 'The slow ones wait', zh: '让慢的等一等' },
  brief: {
    en: 'The bank takes as long as the body’s bankMillis says: sleep(bankMillis), then bill(order). For some orders that is 3 s, and '
      + 'there are two threads. Every quick order must be billed within 2 s of being sent, every slow one once, and not without its sleep.',
    zh: '银行要花消息体里 bankMillis 那么久：先 sleep(bankMillis)，再 bill(order)。有些订单要 3 秒，而线程只有两个。'
      + '快的订单必须在发送后 2 秒内扣款；慢的也要扣一次，且不能省掉那段等待。',
  },
  hints: [
    {
      en: 'A thread that sleeps does nothing else. Which messages can wait without anybody noticing?',
      zh: '睡着的线程做不了别的事。哪些消息晚一点处理也没人在意？',
    },
    {
      en: 'Send a slow one back: RECONSUME_LATER costs no time now, and it comes again 10 s later, when the quick ones are through.',
      zh: '把慢的退回去：RECONSUME_LATER 现在不花时间，10 秒后消息再来，那时快的都处理完了。',
    },
    {
      en: 'When msg.reconsumeTimes is 0 and bankMillis is large, return RECONSUME_LATER; otherwise sleep and bill.',
      zh: 'msg.reconsumeTimes 为 0 且 bankMillis 很大时返回 RECONSUME_LATER，否则睡完再扣款。',
    },
  ],
  solution: `import type { ConsumeConcurrentlyContext, MessageExt } from 'rocketmq'
import { bill, ConsumeConcurrentlyStatus, MessageListenerConcurrently, sleep } from 'rocketmq'

export default class QuickFirst extends MessageListenerConcurrently {
  consumeMessage(msgs: readonly MessageExt[], context: ConsumeConcurrentlyContext): ConsumeConcurrentlyStatus {
    for (const msg of msgs) {
      const { order, bankMillis } = JSON.parse(String.fromCharCode(...(msg.body ?? [])))
      if (bankMillis > 1000 && msg.reconsumeTimes === 0) return ConsumeConcurrentlyStatus.RECONSUME_LATER
      sleep(bankMillis)
      bill(order)
    }
    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS
  }
}
`,
  reasons: {
    'billed-twice': TWICE,
    'not-billed': NOT_BILLED,
    'no-wait': { en: 'a slow order was billed without waiting for the bank.', zh: '有慢订单没等银行就扣了款。' },
    late: LATE,
  },
}

export const LISTENER_TEXTS: readonly ExerciseText[] = [billOnce, giveUp, quickFirst]
