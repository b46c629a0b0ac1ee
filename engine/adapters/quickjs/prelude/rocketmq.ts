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
  }

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
    currentTimeMillis: () => host.currentTimeMillis(),
  }
  const modules = (name) => {
    if (name !== 'rocketmq') throw new Error('there is no ' + text(name))
    return rocketmq
  }
`
