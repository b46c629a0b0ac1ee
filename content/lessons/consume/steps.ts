/** The steps of the lesson; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 6,
  texts: {
    en: {
      name: 'What comes before consumeMessage',
      description: 'Follow a RocketMQ push consumer step by step: rebalance, long polling, process queues, offsets, retries, and the duplicates that a death leaves behind.',
    },
    zh: {
      name: 'consumeMessage 之前的一切',
      description: '逐步跟随 RocketMQ 的推模式消费者：重平衡、长轮询、处理队列、偏移量、重试，以及一次死亡留下的重复消息。',
    },
  },
  scenario: 'consume',
  steps: [
    { id: 'start', anchor: 'client/impl/consumer/DefaultMQPushConsumerImpl#start' },
    { id: 'rebalance', anchor: 'client/impl/consumer/RebalanceImpl#allocate' },
    { id: 'begin', anchor: 'client/impl/consumer/RebalancePushImpl#computePullFromWhere' },
    { id: 'pull', anchor: 'client/impl/consumer/DefaultMQPushConsumerImpl#pullMessage' },
    { id: 'hold', anchor: 'broker/longpolling/PullRequestHoldService#suspendPullRequest' },
    { id: 'second', anchor: 'client/impl/consumer/RebalanceImpl#dropQueuesNotMine~3' },
    { id: 'arrival', anchor: 'broker/longpolling/PullRequestHoldService#wake~6' },
    { id: 'box', anchor: 'client/impl/consumer/ProcessQueue#putMessage' },
    { id: 'listener', anchor: 'client/impl/consumer/ConsumeMessageConcurrentlyService#run' },
    { id: 'done', anchor: 'client/impl/consumer/ProcessQueue#removeMessage' },
    { id: 'later', anchor: 'client/impl/consumer/DefaultMQPushConsumerImpl#sendMessageBack' },
    { id: 'commit', anchor: 'client/consumer/store/RemoteBrokerOffsetStore#persistAll~8' },
    { id: 'again', anchor: 'client/impl/consumer/ConsumeMessageConcurrentlyService#run~3' },
    { id: 'slowest', anchor: 'client/impl/consumer/ProcessQueue#removeMessage~4' },
    { id: 'dies', anchor: 'broker/client/ConsumerManager#doChannelCloseEvent~2' },
    { id: 'twice', anchor: 'client/impl/consumer/ConsumeMessageConcurrentlyService#run~9' },
  ],
  places: {},
} as const
