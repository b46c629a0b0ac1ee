import { ofNode, ofType, requests, sendsOf } from '../../components/lesson/logic/runFacts'
import { FAILURES } from './failures'
import { consumed, distinct, keysOf, lastShare, stored } from './facts'
import type { RunText } from './RunText'

const MILLI = 1000
const SECOND = 1_000_000
const UPDATE_CONSUMER_OFFSET = 15

/** The runs that can be opened without a lesson, in the order in which the page lists them. */
export const RUNS: readonly RunText[] = [
  {
    scenario: 'broker-death',
    title: { en: 'A broker dies while its messages are consumed', zh: 'Broker 在消息被消费时死去' },
    anchor: 'client/impl/consumer/ConsumeMessageConcurrentlyService#run',
    picture: 'queues',
    sentences: [
      {
        text: {
          en: 'Two brokers share the topic; broker-a is killed, and started again six seconds later. All sixty orders are acknowledged nevertheless: the producer sends to the other one.',
          zh: '主题分在两个 Broker 上；broker-a 被杀死，六秒后重新启动。六十笔订单仍然全部得到确认：生产者改发给另一个。',
        },
        holds: (run) => sendsOf(run).length === 60 && sendsOf(run).every(({ outcome, result }) => outcome === 'returned' && result.includes('SEND_OK')),
      },
      {
        text: { en: 'Each of them is consumed, and none of them twice: the consumer knows better than the broker how far it is.', zh: '每一笔都被消费，没有一笔消费两次：走到了哪里，消费者比 Broker 更清楚。' },
        holds: (run) => consumed(run).length === 60 && distinct(keysOf(consumed(run))) === 60,
      },
    ],
  },
  {
    scenario: 'consumer-death',
    title: { en: 'A consumer dies, and another one takes over', zh: '一个消费者死去，另一个接手' },
    anchor: 'broker/client/ConsumerManager#doChannelCloseEvent',
    picture: 'queues',
    sentences: [
      {
        text: {
          en: 'Two members share four queues. One is killed with messages in its hands, and within a second the other one has all of them.',
          zh: '两个成员分享四个队列。其中一个手里还有消息就被杀死，一秒之内，四个队列全归另一个。',
        },
        holds: (run) => {
          const death = ofType(run.marks, 'process-killed')[0]
          const taken = ofNode(ofType(run.marks, 'queues-assigned'), 'billing-2').find(({ event }) => death !== undefined && event > death.event)
          return death !== undefined && taken !== undefined && taken.time - death.time < SECOND && lastShare(run, 'billing-2', 'OrderPaid') === 4
        },
      },
      {
        text: { en: 'Nothing is lost; what was done and not yet told the broker is done twice.', zh: '什么都没有丢；做完了却还没告诉 Broker 的，又做了一遍。' },
        holds: (run) => distinct(keysOf(consumed(run))) === 60 && consumed(run).length > 60,
      },
    ],
  },
  {
    scenario: 'slow-consumer',
    title: { en: 'A consumer that is slower than what comes', zh: '消费者比来的消息慢' },
    anchor: 'client/impl/consumer/DefaultMQPushConsumerImpl#obstacle',
    picture: 'queues',
    sentences: [
      {
        text: {
          en: 'A hundred and twenty orders at once, a tenth of a second each, two threads. With ten messages of a queue in memory the consumer stops pulling from it and looks again 50 ms later, here more than a hundred times.',
          zh: '一百二十笔订单一起来，每笔要十分之一秒，只有两个线程。一个队列在内存里满了十条，消费者就不再从它拉取，50 毫秒后再看，这里看了一百多次。',
        },
        holds: (run) => {
          const postponed = ofType(run.marks, 'pull-postponed')
          return postponed.length > 100 && postponed.every(({ data }) => data['reason'] === 'count' && data['millis'] === 50)
        },
      },
      {
        text: { en: 'It never holds more of a queue than those ten and one more pull, and in the end it has consumed everything, each once.', zh: '它手里一个队列的消息从不超过这十条加上一次拉取，最后全部消费完，每条一次。' },
        holds: (run) => {
          const held = ofType(run.marks, 'messages-held').map(({ data }) => String(data['offsets']).split(', ').length)
          const keys = keysOf(consumed(run))
          return held.length > 0 && Math.max(...held) <= 10 + 8 && keys.length === 120 && distinct(keys) === 120
        },
      },
    ],
  },
  {
    scenario: 'dead-letter',
    title: { en: 'A message that never succeeds', zh: '一条消息，永远不成功' },
    anchor: 'broker/processor/ConsumerSendMsgBack#takeBack',
    picture: 'queues',
    sentences: [
      {
        text: {
          en: 'The listener throws at order-1. It comes again after 10 seconds, and after 30 more; by default there would be fourteen further tries, over almost five hours, but this group has two.',
          zh: '遇到 order-1，监听器就抛异常。10 秒后它又来，再过 30 秒又来；默认还会有十四次，历时近五小时，而这个组只给两次。',
        },
        holds: (run) => {
          const tries = ofType(run.marks, 'consume-ended').filter(({ data }) => data['keys'] === 'order-1')
          const pauses = tries.slice(1).map(({ time }, index) => Math.round((time - tries[index]!.time) / SECOND))
          return tries.length === 3 && pauses.join() === '10,30' && tries.every(({ data }) => data['outcome'] === 'EXCEPTION')
        },
      },
      {
        text: { en: 'Then it lies in %DLQ%billing, once, and nobody reads it. The other two orders noticed nothing.', zh: '然后它躺进 %DLQ%billing，只有一份，没有谁读。另外两笔订单毫无察觉。' },
        holds: (run) => keysOf(stored(run, '%DLQ%billing')).join() === 'order-1' && distinct(keysOf(consumed(run))) === 2,
      },
    ],
  },
  {
    scenario: 'orderly-rebalance',
    title: { en: 'Order while queues change hands', zh: '队列易手时的次序' },
    anchor: 'broker/client/rebalance/RebalanceLockManager#tryLockBatch',
    picture: 'queues',
    sentences: [
      {
        text: {
          en: 'A second ordered consumer joins while the first is at work. It gets two of the four queues only once they are unlocked, and no queue ever has two listeners at once.',
          zh: '第一个顺序消费者正忙着，第二个加入进来。要等锁放开，它才拿到四个队列中的两个；没有一个队列同时有两个监听器。',
        },
        holds: (run) => {
          const working = new Map<string, string>()
          for (const { node, data } of run.marks) {
            const queue = `${String(data['topic'])} ${String(data['queueId'])}`
            if (data['type'] === 'consume-ended') working.delete(queue)
            if (data['type'] !== 'consume-started') continue
            if (working.has(queue)) return false
            working.set(queue, node)
          }
          return lastShare(run, 'billing-2', 'OrderPaid') === 2 && consumed(run, 'billing-2').length > 0
        },
      },
      {
        text: { en: 'A message may come a second time, but never before all that lie in front of it have come.', zh: '一条消息可能来第二次，但绝不会抢在它前面的消息之前来。' },
        holds: (run) => {
          const next = new Map<unknown, number>()
          const begun = ofType(run.marks, 'consume-started').filter(({ data }) => data['topic'] === 'OrderPaid')
          return begun.length > 0 && begun.every(({ data }) => {
            const [queue, offset] = [data['queueId'], Number(data['queueOffset'])]
            if (offset > (next.get(queue) ?? 0)) return false
            next.set(queue, Math.max(next.get(queue) ?? 0, offset + 1))
            return true
          })
        },
      },
    ],
  },
  {
    scenario: 'broadcast',
    title: { en: 'Everything to everybody', zh: '人人都收到全部消息' },
    anchor: 'client/consumer/store/LocalFileOffsetStore#persistAll',
    picture: 'queues',
    sentences: [
      {
        text: {
          en: 'Two caches broadcast: each gets all thirty orders. One is shut down for three seconds and goes on from the file in which it has noted how far it is.',
          zh: '两个缓存以广播方式消费：各收到全部三十笔订单。其中一个关了三秒，再启动时，从它自己记着进度的文件接着来。',
        },
        holds: (run) => ['cache-1', 'cache-2'].every((node) => {
          const own = keysOf(consumed(run, node))
          return own.length === 30 && distinct(own) === 30
        }),
      },
      {
        text: { en: 'The broker is told nothing: no offset of this group reaches it.', zh: 'Broker 一无所知：这个组的偏移量从不告诉它。' },
        holds: (run) => consumed(run).length > 0 && requests(run.marks, UPDATE_CONSUMER_OFFSET).length === 0,
      },
    ],
  },
  {
    scenario: 'timed',
    title: { en: 'At any time, and taken back', zh: '任意时间投递，也可以撤回' },
    anchor: 'store/timer/TimerMessageStore#doEnqueue',
    picture: 'timer',
    sentences: [
      {
        text: {
          en: 'Messages wait on the timing wheel. One is due beyond its window, which is 16 seconds here, and goes around; three lie in one slot and come together.',
          zh: '消息在时间轮上等待。有一条的到期时间超出了窗口（这里是 16 秒），要多转一程；另有三条在同一个槽里，一起到来。',
        },
        holds: (run) => {
          const onto = ofType(run.marks, 'timer-enqueued')
          const together = consumed(run).filter(({ data }) => String(data['keys']).startsWith('together'))
          return onto.some(({ data }) => data['isRolled'] === true) && together.length === 3
            && together.at(-1)!.time - together[0]!.time < 100 * MILLI
        },
      },
      {
        text: { en: 'One was taken back and is never delivered.', zh: '有一条被撤回，永远不会投递。' },
        holds: (run) => keysOf(stored(run, 'rmq_sys_wheel_timer')).includes('taken-back') && stored(run, 'Reminder').every(({ data }) => data['keys'] !== 'taken-back'),
      },
    ],
  },
  {
    scenario: 'reset',
    title: { en: 'An operator has a group begin anew', zh: '运维让一个组，从头再来' },
    anchor: 'broker/processor/ResetConsumerOffset#process',
    picture: 'queues',
    sentences: [
      {
        text: {
          en: 'Twelve orders are consumed. Then the group is reset to the beginning while it runs, and consumes all twelve once more, without a restart.',
          zh: '十二笔订单消费完毕。然后，组还在运行，就被重置到开头，不用重启，十二笔又全部消费了一遍。',
        },
        holds: (run) => consumed(run).length === 24 && distinct(keysOf(consumed(run))) === 12,
      },
    ],
  },
  {
    scenario: 'different-subscriptions',
    title: { en: 'The classic mistake: one group, different subscriptions', zh: '经典错误：同一个组，订阅不同' },
    anchor: 'broker/client/ConsumerManager#registerConsumer',
    picture: 'queues',
    sentences: [
      {
        text: {
          en: 'Both members call themselves billing; one subscribes to OrderPaid, the other to OrderSent. Each takes half of the queues of its topic, because two members share them, and the other half belongs to a member that does not want it.',
          zh: '两个成员都自称 billing，一个订阅 OrderPaid，一个订阅 OrderSent。组里有两个成员，所以各自只拿本主题一半的队列，另一半归了一个不要它的成员。',
        },
        holds: (run) => lastShare(run, 'billing-1', 'OrderPaid') === 2 && lastShare(run, 'billing-2', 'OrderSent') === 2,
      },
      {
        text: { en: 'Of 24 messages at most half are ever consumed, and no error says so to anybody.', zh: '24 条消息，最多消费了一半，而且没有一个错误提醒过谁。' },
        holds: (run) => {
          const sent = stored(run, 'OrderPaid').length + stored(run, 'OrderSent').length
          return sent === 24 && consumed(run).length > 0 && consumed(run).length <= 12
        },
      },
    ],
  },
  ...FAILURES,
]
