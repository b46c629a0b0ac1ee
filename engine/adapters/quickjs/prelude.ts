/**
 * What runs in the sandbox before the reader's code: what 'rocketmq' exports, the probes, and the way in and out. It is text,
 * because it is never run on this side. Everything that comes from outside is in `host`, and nothing else gets in.
 *
 * The reader's code can spoil the built-in objects for itself. That is its own affair: whatever comes out is checked on the
 * other side, and the count of steps is in variables that can't be reached.
 */
export const PRELUDE = String.raw`(function (host, limits) {
  'use strict'
  const { parse, stringify } = JSON
  const { isArray, prototype: arrayPrototype } = Array
  const { keys: keysOf, getOwnPropertyDescriptor, getPrototypeOf, defineProperty } = Object
  const { isSafeInteger } = Number
  const { apply } = Reflect
  const { min, log2, ceil } = Math
  const text = String, Bytes = Uint8Array
  const weakGet = WeakMap.prototype.get, weakSet = WeakMap.prototype.set
  const sliceText = String.prototype.slice
  const mapEntries = Map.prototype.entries, setValues = Set.prototype.values
  const isMap = (value) => value instanceof Map, isSet = (value) => value instanceof Set
  const isBytes = (value) => value instanceof Uint8Array

  // ---- steps: the only measure of time there is

  let steps = 0, total = 0, depth = 0, lastSite = -1, dead = false
  let on = false, level = 0
  // Read from outside, in the middle of whatever runs here.
  const counter = new Int32Array(host.counter)

  function stop(kind) {
    dead = true
    host.stop(kind)
    throw new Error(kind)
  }
  function charge(count) {
    counter[0] = steps += count
    if (dead || steps > limits.steps || total + steps > limits.total) stop('budget')
  }

  // Built-in functions that may take long in a single step pay for it before.
  function paying(prototype, names, price) {
    for (const name of names) {
      const original = prototype[name]
      if (typeof original !== 'function') continue
      const { [name]: wrapped } = {
        [name](...args) {
          charge(ceil(price(this, args, name)))
          return apply(original, this, args)
        },
      }
      defineProperty(prototype, name, { value: wrapped, writable: true, configurable: true })
    }
  }
  function lengthOf(value, level) {
    if (!isArray(value)) return 0
    let length = value.length
    if (level > 0) for (let i = 0; i < min(value.length, 1000); i++) length += lengthOf(dataOf(value, i), level - 1)
    return length
  }
  paying(arrayPrototype, [
    'concat', 'copyWithin', 'every', 'fill', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'flat', 'flatMap',
    'forEach', 'includes', 'indexOf', 'join', 'lastIndexOf', 'map', 'reduce', 'reduceRight', 'reverse', 'shift', 'slice',
    'some', 'sort', 'splice', 'toReversed', 'toSorted', 'toSpliced', 'toString', 'toLocaleString', 'unshift', 'with',
  ], (self, args, name) => {
    if (!isArray(self)) throw new TypeError(name + ': not an array')
    const length = lengthOf(self, name === 'flat' ? 3 : 0) + (name === 'concat' ? lengthOf(args, 1) : 0)
    return name === 'sort' || name === 'toSorted' ? (length * log2(length + 1)) / 8 : length / 16
  })
  paying(getPrototypeOf(Uint8Array.prototype), [
    'copyWithin', 'every', 'fill', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'forEach', 'includes',
    'indexOf', 'join', 'lastIndexOf', 'map', 'reduce', 'reduceRight', 'reverse', 'set', 'slice', 'some', 'sort',
    'toReversed', 'toSorted', 'with',
  ], (self, _, name) => (name === 'sort' || name === 'toSorted' ? (self.length * log2(self.length + 1)) / 8 : self.length / 64))
  const sizeOf = (value) => (typeof value === 'string' ? value.length : 0)
  paying(String.prototype, [
    'includes', 'indexOf', 'lastIndexOf', 'localeCompare', 'match', 'matchAll', 'normalize', 'padEnd', 'padStart', 'repeat',
    'replace', 'replaceAll', 'search', 'split', 'toLowerCase', 'toUpperCase',
  ], (self, args) => {
    const length = sizeOf(self) || sizeOf(self?.valueOf?.())
    return (length * (1 + sizeOf(args[0]) / 8)) / 256 + (typeof args[0] === 'number' ? args[0] / 1024 : 0)
  })

  // ---- nothing but the run's own time and chance

  for (const name of ['eval', 'BigInt', 'BigInt64Array', 'BigUint64Array', 'SharedArrayBuffer', 'Proxy', 'Date', 'Atomics',
    'WeakRef', 'FinalizationRegistry', 'gc', 'performance', 'Function']) delete globalThis[name]
  for (const example of [function () {}, function* () {}, async function () {}, async function* () {}]) {
    defineProperty(getPrototypeOf(example), 'constructor', { value: undefined })
  }
  Math.random = () => host.nextFraction()

  // ---- probes

  const ids = new WeakMap()
  const classNames = new WeakMap()
  let nextId = 1

  function idOf(object) {
    const known = apply(weakGet, ids, [object])
    if (known !== undefined) return known
    apply(weakSet, ids, [object, nextId])
    return nextId++
  }
  function classOf(object) {
    for (let at = getPrototypeOf(object); at !== null; at = getPrototypeOf(at)) {
      const name = apply(weakGet, classNames, [at])
      if (name !== undefined) return name
    }
    return object instanceof Error ? 'Error' : 'Object'
  }
  const dataOf = (object, name) => getOwnPropertyDescriptor(object, name)?.value

  // A value as data: what is in it one level deep, without running a getter.
  function describe(value, isInner) {
    switch (typeof value) {
      case 'undefined': return ['u']
      case 'boolean': return value
      case 'number': return isSafeInteger(value) && !(value === 0 && 1 / value < 0) ? value : ['n', text(value)]
      case 'string': return value.length > 200 ? apply(sliceText, value, [0, 200]) : value
      case 'function': return ['f']
      case 'symbol': return ['y']
      case 'bigint': return ['n', 'NaN']
    }
    if (value === null) return null
    const parts = []
    const put = (part) => defineProperty(parts, parts.length, { value: part, enumerable: true })
    if (isArray(value)) {
      if (!isInner) for (let i = 0; i < min(value.length, 12); i++) put(describe(dataOf(value, i), true))
      return ['a', idOf(value), value.length, parts]
    }
    if (isMap(value)) {
      if (!isInner) for (const [k, v] of apply(mapEntries, value, [])) {
        if (parts.length === 12) break
        put([describe(k, true), describe(v, true)])
      }
      return ['m', idOf(value), value.size, parts]
    }
    if (isSet(value)) {
      if (!isInner) for (const each of apply(setValues, value, [])) {
        if (parts.length === 12) break
        put(describe(each, true))
      }
      return ['s', idOf(value), value.size, parts]
    }
    if (isBytes(value)) {
      for (let i = 0; i < min(value.length, 16); i++) put(value[i])
      return ['b', idOf(value), value.length, parts]
    }
    const names = isInner ? [] : keysOf(value)
    for (let i = 0; i < min(names.length, 12); i++) put([names[i], describe(dataOf(value, names[i]), true)])
    return ['o', idOf(value), classOf(value), parts, value instanceof Error ? describe(dataOf(value, 'message'), true) : null]
  }
  function described(values) {
    let list = ''
    for (let i = 0; i < values.length; i++) list += (i === 0 ? '' : ',') + stringify(describe(values[i], false))
    return '[' + list + ']'
  }

  const __t = {
    on: true, av: false, lv: 1,
    p(site) {
      if (!dead) lastSite = site
      if (dead || (counter[0] = ++steps) > limits.steps || total + steps > limits.total) stop('budget')
      if (level > 0) host.statement(site)
    },
    l(site, values) {
      if (!dead) lastSite = site
      if (dead || (counter[0] = ++steps) > limits.steps || total + steps > limits.total) stop('budget')
      host.locals(site, described(values))
    },
    enter(site, self, args) {
      if (dead) return 0
      if (++depth > limits.depth) stop('stack')
      if (!on) return 0
      const isObject = typeof self === 'object' && self !== null
      return host.enter(site, isObject ? idOf(self) : 0, isObject ? classOf(self) : '', args === null ? '' : described(args)) + 1
    },
    self(token, self) {
      if (token > 0 && !dead) host.self(token - 1, idOf(self), classOf(self))
    },
    thrown(token, error) {
      if (token > 0 && !dead) host.thrown(token - 1, described([error]))
    },
    exit(token, result) {
      depth--
      if (token > 0 && !dead) host.exit(token - 1, __t.av ? described([result]) : '')
    },
    c(constructor, site, name) {
      apply(weakSet, classNames, [constructor.prototype, name])
    },
  }

  // ---- what 'rocketmq' exports

  function javaHashCode(value) {
    const given = text(value)
    let hash = 0
    for (let i = 0; i < given.length; i++) hash = (hash * 31 + given.charCodeAt(i)) | 0
    charge(ceil(given.length / 64))
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

  // ---- the way in and out

  let strategy = null
  let offers = []

  function begin(mode) {
    total += steps
    counter[0] = steps = depth = 0
    lastSite = -1
    on = (mode & 1) !== 0
    __t.av = (mode & 2) !== 0
    level = mode >> 2
    __t.lv = level > 1 ? 2 : 1
  }
  function failure(error) {
    let detail = '', trace = ''
    try {
      const isError = typeof error === 'object' && error !== null && error instanceof Error
      if (isError) {
        detail = text(error.name) + ': ' + text(error.message)
        trace = text(dataOf(error, 'stack') ?? '')
      } else detail = shown(error)
    } catch { detail = 'something' }
    const cut = (long) => apply(sliceText, long, [0, 2000])
    return stringify({ kind: 'threw', detail: cut(detail), trace: cut(trace), site: lastSite, isNull: error === null })
  }
  function shown(value) {
    try {
      if (typeof value === 'string') return stringify(value)
      if (isArray(value)) return 'an array'
      if (typeof value === 'function') return 'a function'
      if (typeof value === 'object' && value !== null) return value instanceof Promise ? 'a Promise' : 'a ' + classOf(value)
      return text(value)
    } catch { return 'something' }
  }
  const refused = (kind, detail) => stringify({ kind, detail, trace: '', site: lastSite })

  function messageOf([topic, flag, properties]) {
    const body = host.body()
    const message = new Message(topic, body === null ? null : new Bytes(body))
    message.flag = flag
    for (const [name, value] of properties) message.properties.put(name, value)
    return message
  }
  const queueOf = ([topic, brokerName, queueId]) => new MessageQueue(topic, brokerName, queueId)

  return {
    load(module, mode) {
      begin(mode)
      try {
        const exports = {}
        module(modules, exports, __t)
        const type = exports.default
        if (typeof type !== 'function') return refused('no-class', shown(type))
        strategy = new type()
        if (typeof strategy.select !== 'function') return refused('no-class', shown(strategy.select))
        const hooks = typeof strategy.sendMessageBefore === 'function' || typeof strategy.sendMessageAfter === 'function'
        return hooks ? 1 : 0
      } catch (error) { return failure(error) }
    },
    select(mode, queues, message, arg) {
      begin(mode)
      try {
        if (queues !== '') offers = parse(queues)
        const mqs = []
        for (let i = 0; i < offers.length; i++) mqs[i] = queueOf(offers[i])
        const result = strategy.select(mqs, messageOf(parse(message)), parse(arg))
        if (!isOne(result)) return refused('not-a-queue', shown(result))
        const { topic, brokerName, queueId } = result
        for (let i = 0; i < offers.length; i++) {
          const [offeredTopic, offeredBroker, offeredId] = offers[i]
          if (topic === offeredTopic && brokerName === offeredBroker && queueId === offeredId) return i
        }
        return refused('foreign-queue', text(topic) + ' ' + text(brokerName) + ' ' + text(queueId))
      } catch (error) { return failure(error) }
    },
    hook(mode, name, told) {
      begin(mode)
      try {
        const { message, mq, sendResult, ...context } = parse(told)
        const queue = queueOf(mq)
        context.message = messageOf(message)
        context.mq = queue
        context.sendResult = sendResult === null ? null : { ...sendResult, messageQueue: queue }
        if (typeof strategy[name] === 'function') strategy[name](context)
        return 0
      } catch (error) { return failure(error) }
    },
    site: () => lastSite,
  }
})`
