import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 6,
  position: 1,
  texts: {
    en: {
      name: 'What comes before consumeMessage',
      description: 'Follow a RocketMQ push consumer step by step: rebalance, long polling, process queues, offsets, retries, and the duplicates that a death leaves behind.',
      question: 'What happens before your listener is called, and why can it be called twice?',
    },
    zh: {
      name: 'consumeMessage 之前的一切',
      description: '逐步跟随 RocketMQ 的推模式消费者：重平衡、长轮询、处理队列、偏移量、重试，以及一次死亡留下的重复消息。',
      question: '监听器被调用之前发生了什么，又为什么会被调用两次？',
    },
  },
  teaches: {},
  scenario: 'consume',
  steps: [
    { id: 'start', anchor: 'client/impl/consumer/DefaultMQPushConsumerImpl#start' },
    { id: 'rebalance', anchor: 'client/impl/consumer/RebalanceImpl#allocate' },
    { id: 'begin', anchor: 'client/impl/consumer/RebalancePushImpl#computePullFromWhere' },
    { id: 'pull', anchor: 'client/impl/consumer/DefaultMQPushConsumerImpl#pullMessage' },
    { id: 'hold', anchor: 'broker/longpolling/PullRequestHoldService#suspendPullRequest~5' },
    { id: 'second', anchor: 'client/impl/consumer/RebalanceImpl#dropQueuesNotMine~3' },
    { id: 'arrival', anchor: 'broker/longpolling/PullRequestHoldService#wake~6' },
    { id: 'box', anchor: 'client/impl/consumer/ProcessQueue#putMessage' },
    { id: 'listener', anchor: 'client/impl/consumer/ConsumeMessageConcurrentlyService#run' },
    { id: 'done', anchor: 'client/impl/consumer/ProcessQueue#removeMessage' },
    { id: 'later', anchor: 'client/impl/consumer/DefaultMQPushConsumerImpl#sendMessageBack' },
    { id: 'commit', anchor: 'client/consumer/store/RemoteBrokerOffsetStore#persistAll~7' },
    { id: 'again', anchor: 'client/impl/consumer/ConsumeMessageConcurrentlyService#run~3' },
    { id: 'slowest', anchor: 'client/impl/consumer/ProcessQueue#removeMessage~6' },
    { id: 'dies', anchor: 'broker/client/ConsumerManager#doChannelCloseEvent' },
    { id: 'twice', anchor: 'client/impl/consumer/ConsumeMessageConcurrentlyService#run~10' },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'client/consumer/DefaultMQPushConsumer',
    'client/impl/consumer/DefaultMQPushConsumerImpl',
    'client/impl/consumer/RebalanceService',
    'client/impl/consumer/RebalanceImpl',
    'client/impl/consumer/RebalancePushImpl',
    'client/impl/consumer/PullMessageService',
    'client/impl/consumer/PullAPIWrapper',
    'client/impl/consumer/ProcessQueue',
    'client/impl/consumer/ConsumeMessageConcurrentlyService',
    'client/consumer/rebalance/AllocateMessageQueueAveragely#allocate',
    'client/consumer/store/RemoteBrokerOffsetStore',
    'broker/longpolling/PullRequestHoldService',
    'broker/longpolling/NotifyMessageArrivingListener',
    'broker/processor/PullMessageProcessor',
    'broker/processor/ConsumerSendMsgBack',
    'broker/offset/ConsumerOffsetManager#commitOffset',
    'broker/client/ConsumerManager#doChannelCloseEvent',
  ],
  /** Other places that the text leads to. */
  places: {
    heartbeat: 'client/impl/consumer/DefaultMQPushConsumerImpl#joinGroup',
    sorted: 'client/consumer/rebalance/AllocateMessageQueueAveragely#allocate',
    empty: 'client/impl/consumer/DefaultMQPushConsumerImpl#correctTagsOffset',
    'next-listener': 'client/impl/consumer/ConsumeMessageConcurrentlyService#run~2',
    'taken-back': 'broker/processor/ConsumerSendMsgBack#takeBack',
    'comes-again': 'client/impl/consumer/ConsumeMessageConcurrentlyService#run~3',
    obstacle: 'client/impl/consumer/DefaultMQPushConsumerImpl#obstacle',
  },
} as const satisfies LessonSource
