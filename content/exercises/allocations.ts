import type { Both, ExerciseText } from './ExerciseText'

const FAILED: Both = {
  en: 'a member could not compute its part.',
  zh: '有成员没能算出自己的那一份。',
}
const NOBODY: Both = {
  en: 'a queue has no owner: nobody consumes it. All members must compute the same, each by itself.',
  zh: '有队列没有主人，没人消费它。所有成员各自计算，结果必须一致。',
}
const TWO_OWNERS: Both = {
  en: 'a queue has two owners: its messages are consumed twice. All members must compute the same, each by itself.',
  zh: '有队列有两个主人，消息会被消费两次。所有成员各自计算，结果必须一致。',
}
const COMMON = { failed: FAILED, nobody: NOBODY, 'two-owners': TWO_OWNERS }

const nobodyIdle: ExerciseText = {
  id: 'nobody-idle',
  title: { en: 'Nobody idle', zh: '没人闲着' },
  brief: {
    en: 'Every queue has exactly one owner, and no member has nothing while another has two or more: for any numbers of both, '
      + 'and whatever comes, goes or is added.',
    zh: '每个队列恰好有一个主人；有成员手里有两个以上队列时，不能有成员一个都没有。数目任意，谁来谁走、增加队列都要成立。',
  },
  hints: [
    {
      en: 'Nobody tells a member what the others take. It knows both lists, which are the same for all, and its own place: cidAll.indexOf(currentCID).',
      zh: '没人告诉成员别人拿了什么。它只知道两个列表（大家都一样）和自己的位置：cidAll.indexOf(currentCID)。',
    },
    {
      en: 'Deal the queues out like cards: queue number i goes to member number i modulo the number of members.',
      zh: '像发牌一样分：第 i 个队列归第 i 除以成员数的余数那个成员。',
    },
  ],
  solution: `import type { AllocateMessageQueueStrategy, MessageQueue } from 'rocketmq'

export default class Dealt implements AllocateMessageQueueStrategy {
  allocate(
    consumerGroup: string,
    currentCID: string,
    mqAll: readonly MessageQueue[],
    cidAll: readonly string[],
  ): MessageQueue[] {
    const own = cidAll.indexOf(currentCID)
    return mqAll.filter((mq, index) => index % cidAll.length === own)
  }

  getName(): string {
    return 'DEALT'
  }
}
`,
  reasons: {
    ...COMMON,
    idle: { en: 'a member has nothing while another has two queues.', zh: '有成员一个队列都没有，而别的成员有两个。' },
  },
}

const moveFew: ExerciseText = {
  id: 'move-few',
  title: { en: 'Move little', zh: '少搬动' },
  brief: {
    en: 'A member leaves, never the one with the highest number. Only the queues that it had may move; every other stays where it is. And it must be fair: before, '
      + 'the largest part has two queues more than the smallest at most, and after three.',
    zh: '一个成员离开（不会是编号最大的那个）。只有它原来的队列可以搬动，其余的留在原处。还要公平：离开之前最多与最少相差不超过两个，之后不超过三个。',
  },
  hints: [
    {
      en: 'A remainder of the number of members moves nearly everything, since that number has changed. What does not change when another member leaves?',
      zh: '对成员数取余，几乎所有队列都会搬动，因为成员数变了。别的成员离开时，什么不变？',
    },
    {
      en: 'How much a queue would like a certain member: a hash of both names together. The queue goes to the one it likes most. '
        + 'When another one leaves, the favourite is still the favourite. But chance is not fair enough.',
      zh: '用“队列名加成员名”的哈希表示队列对成员的偏好，队列归它最喜欢的那个。别人离开，最喜欢的还是它。不过这样还不够公平。',
    },
    {
      en: 'The names of the members have numbers: c01, c02, … up to a highest one. Deal the queues out by turns to these numbers, '
        + 'as if nobody were missing, and then those whose number is missing by turns to the members that are there.',
      zh: '成员名里有编号：c01、c02……直到最大的。先当作一个不缺，把队列轮流分给这些编号；编号缺席的那些队列，再轮流分给在场的成员。',
    },
  ],
  solution: `import type { AllocateMessageQueueStrategy, MessageQueue } from 'rocketmq'

/** As if nobody were missing; what the missing ones would have is shared among the others. */
export default class MoveFew implements AllocateMessageQueueStrategy {
  allocate(
    consumerGroup: string,
    currentCID: string,
    mqAll: readonly MessageQueue[],
    cidAll: readonly string[],
  ): MessageQueue[] {
    const numbers = cidAll.map((cid) => Number(cid.slice(1, 3)))
    const places = Math.max(...numbers)
    let missing = 0
    return mqAll.filter((mq, index) => {
      const present = numbers.indexOf((index % places) + 1)
      const owner = present >= 0 ? present : missing++ % cidAll.length
      return cidAll[owner] === currentCID
    })
  }

  getName(): string {
    return 'MOVE_FEW'
  }
}
`,
  reasons: {
    ...COMMON,
    needless: { en: 'a queue has moved that the member that left did not have.', zh: '有队列搬动了，而离开的成员并没有它。' },
    unfair: { en: 'a member has too many queues, compared with another.', zh: '有成员的队列比别的成员多得太多。' },
  },
}

const ownRoom: ExerciseText = {
  id: 'own-room',
  title: { en: 'Stay in the room', zh: '留在本机房' },
  brief: {
    en: 'A queue belongs to a member in its own machine room, unless nobody is there; within a room the parts of its own queues differ '
      + 'by one at most. Brokers are called room1@broker-a, members c01@room1.',
    zh: '队列归同一机房的成员，除非那里没有人；同一机房内，本机房的队列数相差不超过一个。Broker 名如 room1@broker-a，成员名如 c01@room1。',
  },
  hints: [
    { en: 'The room of a queue is mq.brokerName.split(\'@\')[0], that of a member cid.split(\'@\')[1].', zh: '队列的机房是 mq.brokerName.split(\'@\')[0]，成员的机房是 cid.split(\'@\')[1]。' },
    {
      en: 'Room by room: take its queues and its members, or all members if it has none, and deal out.',
      zh: '一个机房一个机房来：取出它的队列和成员（没有成员就用全部成员），再轮流分。',
    },
  ],
  solution: `import type { AllocateMessageQueueStrategy, MessageQueue } from 'rocketmq'

export default class OwnRoom implements AllocateMessageQueueStrategy {
  allocate(
    consumerGroup: string,
    currentCID: string,
    mqAll: readonly MessageQueue[],
    cidAll: readonly string[],
  ): MessageQueue[] {
    const seen = new Map<string, number>()
    return mqAll.filter((mq) => {
      const room = mq.brokerName.split('@')[0] ?? ''
      const near = cidAll.filter((cid) => cid.endsWith('@' + room))
      const candidates = near.length > 0 ? near : cidAll
      const turn = seen.get(room) ?? 0
      seen.set(room, turn + 1)
      return candidates[turn % candidates.length] === currentCID
    })
  }

  getName(): string {
    return 'OWN_ROOM'
  }
}
`,
  reasons: {
    ...COMMON,
    far: { en: 'a queue has gone to another room although somebody is in its own.', zh: '本机房有人，队列却去了别的机房。' },
    unfair: { en: 'a member has too many queues, compared with another in its room.', zh: '有成员的队列比同机房的别人多得太多。' },
  },
}

export const ALLOCATION_TEXTS: readonly ExerciseText[] = [nobodyIdle, moveFew, ownRoom]
