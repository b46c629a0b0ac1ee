/** What 'rocketmq' exports. */
export const ROCKETMQ = String.raw`  function javaHashCode(value) {
    const given = text(value)
    let hash = 0
    for (let i = 0; i < given.length; i++) hash = (hash * 31 + given.charCodeAt(i)) | 0
    charge(floor((given.length + 63) / 64))
    return hash
  }

  class MessageQueue {
    #brand = true
    topic; brokerName; queueId
    constructor(topic, brokerName, queueId) {
      this.topic = topic
      this.brokerName = brokerName
      this.queueId = queueId
    }
    static isOne(value) { return typeof value === 'object' && value !== null && #brand in value }
    getTopic() { return this.topic }
    setTopic(topic) { this.topic = topic }
    getBrokerName() { return this.brokerName }
    getQueueId() { return this.queueId }
    equals(other) {
      if (other === null) return false
      return this.topic === other.topic && this.brokerName === other.brokerName && this.queueId === other.queueId
    }
    compareTo(other) {
      if (this.topic !== other.topic) return this.topic < other.topic ? -1 : 1
      if (this.brokerName !== other.brokerName) return this.brokerName < other.brokerName ? -1 : 1
      return this.queueId - other.queueId
    }
    hashCode() {
      const hash = (31 * (31 + javaHashCode(this.brokerName)) + this.queueId) | 0
      return (31 * hash + javaHashCode(this.topic)) | 0
    }
    key() { return this.topic + '@' + this.brokerName + '@' + this.queueId }
    toString() {
      return 'MessageQueue [topic=' + this.topic + ', brokerName=' + this.brokerName + ', queueId=' + this.queueId + ']'
    }
  }
  const { isOne } = MessageQueue
  delete MessageQueue.isOne

  // The order of its keys is that in which they were handed over: the engine's own.
  class JavaHashMap {
    #values = new Map()
    get size() { return this.#values.size }
    get(key) { return this.#values.get(key) }
    put(key, value) { this.#values.set(key, value) }
    has(key) { return this.#values.has(key) }
    delete(key) { return this.#values.delete(key) }
    keys() { return [...this.#values.keys()] }
    entries() { return [...this.#values.entries()] }
    toObject() { return Object.fromEntries(this.#values) }
    // As put, at the same price, for the texts that a message comes with: there are too many of them for a detour.
    static fill(map, key, value) {
      pay((key.length + value.length) / 4)
      apply(mapSet, map.#values, [key, value])
    }
  }
  const { fill } = JavaHashMap
  delete JavaHashMap.fill

  class Message {
    topic; flag = 0; properties = new JavaHashMap(); body; transactionId = null
    constructor(topic = '', body = null) {
      this.topic = topic
      this.body = body
    }
    getTopic() { return this.topic }
    setTopic(topic) { this.topic = topic }
    getBody() { return this.body }
    setBody(body) { this.body = body }
    getFlag() { return this.flag }
    setFlag(flag) { this.flag = flag }
    getProperties() { return this.properties }
    setProperties(properties) { this.properties = properties }
    getProperty(name) { return this.properties.get(name) ?? null }
    putProperty(name, value) { this.properties.put(name, value) }
    clearProperty(name) { this.properties.delete(name) }
    putUserProperty(name, value) { this.putProperty(name, value) }
    getTags() { return this.getProperty('TAGS') }
    setTags(tags) { this.putProperty('TAGS', tags) }
    getKeys() { return this.getProperty('KEYS') }
    setKeys(keys) { this.putProperty('KEYS', typeof keys === 'string' ? keys : keys.join(' ')) }
    getDelayTimeLevel() { return Number(this.getProperty('DELAY') ?? 0) }
    setDelayTimeLevel(level) { this.putProperty('DELAY', String(level)) }
    setDelayTimeSec(sec) { this.putProperty('TIMER_DELAY_SEC', String(sec)) }
    setDelayTimeMs(timeMs) { this.putProperty('TIMER_DELAY_MS', String(timeMs)) }
    setDeliverTimeMs(timeMs) { this.putProperty('TIMER_DELIVER_MS', String(timeMs)) }
    isWaitStoreMsgOK() {
      const given = this.getProperty('WAIT')
      return given === null || given === '' || given.toLowerCase() === 'true'
    }
    setWaitStoreMsgOK(waitStoreMsgOK) { this.putProperty('WAIT', String(waitStoreMsgOK)) }
    setInstanceId(instanceId) { this.putProperty('INSTANCE_ID', instanceId) }
  }
  class MessageExt extends Message {
    msgId; brokerName; queueId; queueOffset; reconsumeTimes; bornTimestamp; storeTimestamp
    getMsgId() { return this.msgId }
    getBrokerName() { return this.brokerName }
    getQueueId() { return this.queueId }
    getQueueOffset() { return this.queueOffset }
    getReconsumeTimes() { return this.reconsumeTimes }
    getBornTimestamp() { return this.bornTimestamp }
    getStoreTimestamp() { return this.storeTimestamp }
  }

  class IllegalArgumentException extends Error {
    constructor(message) {
      super(message)
      this.name = 'IllegalArgumentException'
    }
  }
  function assert(condition, invariant) {
    if (!condition) throw new Error('not so: ' + text(invariant))
  }
  function javaSplit(given, separator) {
    const pieces = given.split(separator)
    if (pieces.length === 1) return pieces
    while (pieces.length > 0 && pieces[pieces.length - 1] === '') pieces.pop()
    return pieces
  }
  function md5Hash(value) {
    const given = text(value)
    charge(floor((given.length + 15) / 16))
    return host.md5Hash(given)
  }
  class ConsistentHashRouter {
    #hash; #ring = new Map(); #places = null
    constructor(nodes, count, hash = md5Hash) {
      this.#hash = hash
      for (const node of nodes) this.addNode(node, count)
    }
    addNode(node, count) {
      if (count < 0) throw new IllegalArgumentException('a node can’t have ' + text(count) + ' places')
      const existing = this.getExistingReplicas(node)
      for (let i = 0; i < count; i++) {
        charge(1)
        this.#ring.set(this.#hash(node.key + '-' + (i + existing)), node)
      }
      this.#places = null
    }
    removeNode(node) {
      for (const [place, { key }] of this.#ring) if (key === node.key) this.#ring.delete(place)
      this.#places = null
    }
    routeNode(key) {
      this.#places ??= [...this.#ring.keys()].sort((one, other) => one - other)
      const hash = this.#hash(key), places = this.#places
      // Halving, so that a look-up costs little: the first place at or after the hash.
      let from = 0, to = places.length
      while (from < to) {
        const middle = (from + to) >> 1
        if (places[middle] >= hash) to = middle
        else from = middle + 1
      }
      charge(1)
      const place = places[from] ?? places[0]
      return place === undefined ? null : this.#ring.get(place)
    }
    getExistingReplicas(node) {
      let count = 0
      for (const { key } of this.#ring.values()) if (key === node.key) count++
      return count
    }
  }

  class MessageListenerConcurrently {}
  class MessageListenerOrderly {}
  const ConsumeConcurrentlyStatus = Object.freeze({ CONSUME_SUCCESS: 'CONSUME_SUCCESS', RECONSUME_LATER: 'RECONSUME_LATER' })
  const ConsumeOrderlyStatus = Object.freeze({
    SUCCESS: 'SUCCESS', ROLLBACK: 'ROLLBACK', COMMIT: 'COMMIT', SUSPEND_CURRENT_QUEUE_A_MOMENT: 'SUSPEND_CURRENT_QUEUE_A_MOMENT',
  })
  class ConsumeConcurrentlyContext {
    messageQueue; delayLevelWhenNextConsume = 0; ackIndex = 0x7fffffff
    constructor(messageQueue) { this.messageQueue = messageQueue }
  }
  class ConsumeOrderlyContext {
    messageQueue; autoCommit = true; suspendCurrentQueueTimeMillis = -1
    constructor(messageQueue) { this.messageQueue = messageQueue }
  }

  // What only a listener may do. What it sleeps, its thread waits for when the call has returned.
  const LONGEST_SLEEP = 86400000
  // What the bank takes for a bill.
  const BILL_MILLIS = 20
  function listenersOnly(what) {
    if (!canSleep) throw new Error('only a listener has ' + what)
  }
  function sleep(millis) {
    listenersOnly('sleep')
    if (!isSafeInteger(millis) || millis < 0 || slept + millis > LONGEST_SLEEP) {
      throw new RangeError('sleep(' + text(millis) + '): expected whole milliseconds, a day at most')
    }
    slept += millis
  }
  const short = (value) => apply(sliceText, text(value), [0, 1000])
  const database = {
    get(key) {
      listenersOnly('a database')
      charge(1)
      return host.databaseGet(short(key))
    },
    put(key, value) {
      listenersOnly('a database')
      charge(1)
      host.databasePut(short(key), short(value))
    },
  }
  function bill(order) {
    listenersOnly('bills')
    charge(1)
    host.bill(short(order), slept)
    sleep(BILL_MILLIS)
  }
  __t.c(MessageExt, 0, 'MessageExt')
  __t.c(ConsumeConcurrentlyContext, 0, 'ConsumeConcurrentlyContext')
  __t.c(ConsumeOrderlyContext, 0, 'ConsumeOrderlyContext')
  __t.c(MessageQueue, 0, 'MessageQueue')
  __t.c(Message, 0, 'Message')
  __t.c(JavaHashMap, 0, 'JavaHashMap')

  const rocketmq = {
    MessageQueue,
    Message,
    javaHashCode,
    random: {
      nextInt(n) {
        if (!isSafeInteger(n) || n < 1) throw new RangeError('nextInt(' + text(n) + '): expected a whole number above 0')
        return host.nextInt(n)
      },
    },
    currentTimeMillis: () => host.currentTimeMillis() + slept,
    MessageExt,
    IllegalArgumentException,
    assert,
    javaSplit,
    ConsistentHashRouter,
    MessageListenerConcurrently,
    MessageListenerOrderly,
    ConsumeConcurrentlyStatus,
    ConsumeOrderlyStatus,
    sleep,
    database,
    bill,
  }
  const modules = (name) => {
    if (name !== 'rocketmq') throw new Error('there is no ' + text(name))
    return rocketmq
  }
`
