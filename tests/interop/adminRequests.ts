import type { AdminRequest } from '../engine/support/adminFrames'

const GROUP = 'readers'
const TOPIC = 'Orders'
const SENDER = 'writers'
/** `name \u0001 value \u0002`, as properties travel. */
const properties = (pairs: Readonly<Record<string, string>>): string => {
  return Object.entries(pairs).map(([name, value]) => `${name}\u0001${value}\u0002`).join('')
}

const ask = (code: number, extFields: Readonly<Record<string, string>> = {}, body = ''): AdminRequest => ({ code, extFields, body })

const send = (number: number): AdminRequest => {
  const id = `7F0000010000000000000000000000${String(number).padStart(2, '0')}`
  return ask(10, {
    producerGroup: SENDER, topic: TOPIC, defaultTopic: 'TBW102', defaultTopicQueueNums: '4', queueId: String(number % 2), sysFlag: '0',
    bornTimestamp: '1700000000000', flag: '0', reconsumeTimes: '0', unitMode: 'false', batch: 'false',
    properties: properties({ UNIQ_KEY: id, KEYS: `key-${number}`, TAGS: number % 3 === 0 ? 'TagA' : 'TagB' }),
  }, `message ${number}`)
}

const subscription = `{"classFilterMode":false,"codeSet":[2598919],"expressionType":"TAG","subString":"TagA","subVersion":7,"tagsSet":["TagA"],"topic":"${TOPIC}"}`
const heartbeat = `{"clientID":"client-1","consumerDataSet":[{"consumeFromWhere":"CONSUME_FROM_FIRST_OFFSET","consumeType":"CONSUME_PASSIVELY","groupName":"${GROUP}","messageModel":"CLUSTERING","subscriptionDataSet":[${subscription}],"unitMode":false}],"producerDataSet":[{"groupName":"${SENDER}"}]}`
const commit = (queueId: number, offset: number): AdminRequest => {
  return ask(15, { consumerGroup: GROUP, topic: TOPIC, queueId: String(queueId), commitOffset: String(offset) })
}
const pull = ask(11, {
  consumerGroup: GROUP, topic: TOPIC, queueId: '0', queueOffset: '0', maxMsgNums: '2', sysFlag: '4', commitOffset: '0',
  suspendTimeoutMillis: '0', subscription: 'TagA', subVersion: '7', expressionType: 'TAG',
})
const byKey = (key: string): AdminRequest => {
  return ask(12, { topic: TOPIC, key, maxNum: '10', beginTimestamp: '0', endTimestamp: '9999999999999' })
}
const stats = (statsName: string, statsKey: string): AdminRequest => ask(315, { statsName, statsKey })
const entries = (queueId: string, index: string, more: Readonly<Record<string, string>> = {}): AdminRequest => {
  return ask(321, { topic: TOPIC, queueId, index, count: '2', ...more })
}

/**
 * What is asked of RocketMQ 5.3.2 and of our broker, in this order: first what makes a state, then every question and order that
 * consoles and mqadmin have. A number is a pause in ms.
 */
export const ADMIN_REQUESTS: ReadonlyArray<AdminRequest | number> = [
  ask(17, { topic: TOPIC, defaultTopic: 'TBW102', readQueueNums: '2', writeQueueNums: '2', perm: '6', topicFilterType: 'SINGLE_TAG', topicSysFlag: '0', order: 'false' }),
  ask(200, {}, `{"groupName":"${GROUP}","retryQueueNums":1,"retryMaxTimes":16}`),
  ...Array.from({ length: 10 }, (_, number) => send(number)),
  1500,
  ask(34, {}, heartbeat),
  pull, commit(0, 2), commit(1, 5),
  ask(202, { topic: TOPIC }), ask(202, { topic: 'Nothing' }),
  ask(351, { topic: TOPIC }), ask(351, { topic: 'Nothing' }),
  ask(305), ask(300, { topic: TOPIC }), ask(300, { topic: 'Nothing' }),
  ask(203, { consumerGroup: GROUP }), ask(203, { consumerGroup: 'nobody' }),
  ask(204, { producerGroup: SENDER }), ask(204, { producerGroup: 'nobody' }), ask(328),
  ask(208, { consumerGroup: GROUP }), ask(208, { consumerGroup: GROUP, topic: TOPIC }), ask(208, { consumerGroup: GROUP, topic: 'Nothing' }),
  ask(208, { consumerGroup: GROUP, topicList: `${TOPIC};Nothing;SELF_TEST_TOPIC` }), ask(208, { consumerGroup: 'nobody', topic: TOPIC }),
  ask(317, { isOrder: 'false' }), ask(317, { isOrder: 'true' }),
  ask(303, { topic: TOPIC, group: GROUP }), ask(303, { topic: 'Nothing', group: GROUP }),
  ask(343, { group: GROUP }), ask(343, { group: 'nobody' }),
  ask(345, { group: GROUP, topic: TOPIC }), ask(345, { group: 'nobody', topic: TOPIC }),
  ask(352, { group: GROUP }), ask(352, { group: 'new-group' }), ask(352, { group: 'no group!' }),
  ask(353, { group: GROUP, topic: TOPIC }), ask(353, { group: GROUP, topic: TOPIC, readable: 'false' }),
  ask(353, { group: GROUP, topic: TOPIC }), ask(353, { group: GROUP, topic: TOPIC, readable: 'true' }),
  entries('0', '0'), entries('0', '3', { consumerGroup: GROUP }), entries('0', '0', { consumerGroup: 'nobody' }),
  entries('0', '99'), entries('0', '5'), entries('7', '0'),
  byKey('key-3'), byKey('key-33'),
  ask(12, { topic: TOPIC, key: '7F000001000000000000000000000004', maxNum: '10', beginTimestamp: '0', endTimestamp: '9999999999999', _UNIQUE_KEY_QUERY: 'true' }),
  ask(33, { topic: TOPIC, offset: '0' }), ask(33, { offset: '99999999' }),
  ask(907), ask(28), ask(26),
  ask(25, {}, 'flushConsumerOffsetInterval=4000\n'), ask(25, {}, 'configBlackList=x\n'), ask(25, {}, 'brokerConfigPath=x\n'),
  ask(25, {}, 'rocketmqHome=x\n'), ask(25, {}, 'noSuchSetting=1\n'), ask(25),
  11_000,
  stats('TOPIC_PUT_NUMS', TOPIC), stats('TOPIC_PUT_SIZE', TOPIC), stats('GROUP_GET_NUMS', `${TOPIC}@${GROUP}`),
  stats('GROUP_GET_SIZE', `${TOPIC}@${GROUP}`), stats('BROKER_PUT_NUMS', 'DefaultCluster'), stats('BROKER_GET_NUMS', 'DefaultCluster'),
  stats('BROKER_PUT_NUMS_WITHOUT_SYSTEM_TOPIC', 'DefaultCluster'), stats('QUEUE_PUT_NUMS', `${TOPIC}@0`), stats('NOTHING', TOPIC),
  stats('TOPIC_PUT_NUMS', 'Nothing'),
  ask(314, { srcGroup: GROUP, destGroup: 'clones', topic: TOPIC, offline: 'false' }), ask(343, { group: 'clones' }),
  ask(314, { srcGroup: GROUP, destGroup: 'others', topic: '', offline: 'false' }), ask(343, { group: 'others' }),
  ask(223, { topic: TOPIC, group: 'nobody' }), ask(323, { msgId: 'no id' }),
  ask(222, { topic: TOPIC, group: GROUP, timestamp: '0', isForce: 'true', queueId: '-1' }), ask(208, { consumerGroup: GROUP }),
  ask(306), ask(316), ask(329),
  ask(207, { groupName: 'clones', cleanOffset: 'true' }), ask(343, { group: 'clones' }), ask(207, { groupName: 'nobody', cleanOffset: 'false' }),
  ask(215, { topic: TOPIC }), ask(202, { topic: TOPIC }), ask(343, { group: GROUP }), entries('0', '0'),
  stats('TOPIC_PUT_NUMS', TOPIC), stats('GROUP_GET_NUMS', `${TOPIC}@${GROUP}`),
  ask(215, { topic: 'TBW102' }), ask(215, { topic: '' }), ask(215, { topic: 'Nothing' }),
  ask(22), ask(209), ask(210), ask(213), ask(214),
]
