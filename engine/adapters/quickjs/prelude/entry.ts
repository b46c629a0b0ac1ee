/** The way in and out. */
export const ENTRY = String.raw`  let strategy = null, module = null
  let offers = []
  // What the calls of selectAll are for, as it was handed over, and how many steps they take in one go.
  let repertoire = [], bodies = []
  const STEPS_IN_ONE_GO = 250000
  // The instances of a strategy whose members don't know of each other, each with a module of its own.
  const members = []

  function begin(mode) {
    total += steps
    counter[0] = steps = depth = grains = targets.length = slept = 0
    lastSite = thrownAt = -1
    thrown = undefined
    on = (mode & 1) !== 0
    variables = (mode & 2) !== 0
    level = mode >> 2
  }
  function failure(error) {
    let detail = '', trace = '', internal = ''
    const isObject = typeof error === 'object' && error !== null
    if (isObject && getPrototypeOf(error) === internalErrorPrototype) internal = dataOf(error, 'message')
    try {
      if (isObject && isBelow(error, errorPrototype)) {
        detail = text(error.name) + ': ' + text(error.message)
        trace = text(dataOf(error, 'stack') ?? '')
      } else detail = shown(error)
    } catch { detail = 'something' }
    const site = thrownAt >= 0 && error === thrown ? thrownAt : lastSite
    return refusalOf('threw', detail, site, trace, typeof internal === 'string' ? internal : '', error === null)
  }
  function refusalOf(kind, detail, site, trace, internal, isNull) {
    const cut = (long) => stringify(apply(sliceText, long, [0, 2000]))
    return '{"kind":"' + kind + '","detail":' + cut(detail) + ',"trace":' + cut(trace) + ',"site":' + site
      + ',"internal":' + cut(internal) + ',"isNull":' + (isNull ? 'true' : 'false') + ',"slept":' + slept + '}'
  }
  function shown(value) {
    try {
      if (typeof value === 'string') return stringify(value)
      if (isArray(value)) return 'an array'
      if (typeof value === 'function') return 'a function'
      if (typeof value === 'object' && value !== null) return isBelow(value, promisePrototype) ? 'a Promise' : 'a ' + classOf(value)
      return text(value)
    } catch { return 'something' }
  }
  const refused = (kind, detail) => refusalOf(kind, detail, lastSite, '', '', false)

  function messageOf(given) {
    return filled(new Message(), given, bodyAt(0))
  }
  function bodyAt(index) {
    const body = host.body(index)
    return body === null ? null : new Bytes(body)
  }
  function filled(message, given, body) {
    message.topic = given[0]
    message.body = body
    message.flag = given[1]
    const properties = given[2]
    for (let i = 0; i < properties.length; i++) fill(message.properties, properties[i][0], properties[i][1])
    return message
  }
  // Byte by byte, as every other way can be spoiled.
  function copyOf(bytes) {
    if (bytes === null) return null
    const length = apply(typedLength, bytes, none), copy = new Bytes(length)
    for (let i = 0; i < length; i++) copy[i] = bytes[i]
    return copy
  }
  const queueOf = (given) => new MessageQueue(given[0], given[1], given[2])
  function queuesOf(given) {
    if (given !== '') offers = parse(given)
    const mqs = []
    for (let i = 0; i < offers.length; i++) mqs[i] = queueOf(offers[i])
    return mqs
  }
  // The index of a queue among those that were offered; a text that says what is wrong with it when it is none of them.
  function offered(result) {
    if (!isOne(result)) return refused('not-a-queue', shown(result))
    const { topic, brokerName, queueId } = result
    for (let i = 0; i < offers.length; i++) {
      if (topic === offers[i][0] && brokerName === offers[i][1] && queueId === offers[i][2]) return i
    }
    return refused('foreign-queue', text(topic) + ' ' + text(brokerName) + ' ' + text(queueId))
  }
  function messageExtOf(given, index) {
    const message = filled(new MessageExt(), given[0], bodyAt(index))
    const names = ['msgId', 'brokerName', 'queueId', 'queueOffset', 'reconsumeTimes', 'bornTimestamp', 'storeTimestamp']
    for (let i = 0; i < names.length; i++) message[names[i]] = given[1][i]
    return message
  }
  // One call for what is in the repertoire at that place.
  function selectedFor(place) {
    try {
      const mqs = queuesOf('')
      const choice = repertoire[place]
      const body = copyOf(bodies[place])
      return offered(strategy.select(mqs, filled(new Message(), choice[0], body), choice[1]))
    } catch (error) { return failure(error) }
  }
  const number = (value, other) => (isSafeInteger(value) ? value : other)

  return {
    load(code, method, mode) {
      begin(mode)
      module = code
      canSleep = method === 'consumeMessage'
      try {
        const exports = {}
        module(modules, exports, __t)
        const type = exports.default
        if (typeof type !== 'function') return refused('no-class', shown(type))
        strategy = new type()
        if (typeof strategy[method] !== 'function') return refused('no-class', shown(strategy[method]))
        slept = 0
        if (isBelow(strategy, MessageListenerOrderly.prototype)) return 2
        if (canSleep && !isBelow(strategy, MessageListenerConcurrently.prototype)) return refused('no-class', shown(strategy))
        const hooks = typeof strategy.sendMessageBefore === 'function' || typeof strategy.sendMessageAfter === 'function'
        return hooks ? 1 : 0
      } catch (error) { return failure(error) }
    },
    select(mode, queues, message, arg) {
      begin(mode)
      try {
        const mqs = queuesOf(queues)
        return offered(strategy.select(mqs, messageOf(parse(message)), parse(arg)))
      } catch (error) { return failure(error) }
    },
    // Many calls of select, one after the other. Each is given objects of its own, so that none can spoil them for the next.
    selectAll(mode, queues, choices, asked) {
      if (queues !== '') offers = parse(queues)
      if (choices !== '') {
        repertoire = parse(choices)
        bodies = []
        for (let i = 0; i < repertoire.length; i++) bodies[i] = bodyAt(i)
      }
      const calls = parse(asked)
      let said = '', spent = 0
      for (let i = 0; i < calls.length && spent < STEPS_IN_ONE_GO; i++) {
        begin(mode)
        const answer = selectedFor(calls[i])
        const isChosen = typeof answer === 'number'
        spent += steps
        counter[1]++
        said += (i === 0 ? '' : ',') + (isChosen ? answer : -1) + ',' + steps
        if (!isChosen) return '{"choices":[' + said + '],"refusal":' + answer + '}'
      }
      return '{"choices":[' + said + ']}'
    },
    // One more member, as on a machine of its own: nothing in the module is shared.
    join(mode) {
      begin(mode)
      try {
        const exports = {}
        module(modules, exports, __t)
        members[members.length] = new exports.default()
        return members.length - 1
      } catch (error) { return failure(error) }
    },
    // What it returns goes into a set, and null is as good as nothing, as in the original.
    allocate(mode, asked) {
      begin(mode)
      try {
        const { member, group, cid, queues, cids } = parse(asked)
        const mqs = queuesOf(queues)
        const result = members[member].allocate(group, cid, mqs, cids)
        if (result === null) return '{"queues":[]}'
        if (!isArray(result)) return refused('not-a-list', shown(result))
        let list = ''
        for (let i = 0; i < result.length; i++) {
          charge(1)
          const index = offered(result[i])
          if (typeof index !== 'number') return index
          list += (i === 0 ? '' : ',') + index
        }
        return '{"queues":[' + list + ']}'
      } catch (error) { return failure(error) }
    },
    consume(mode, asked) {
      begin(mode)
      try {
        const { messages, queue, isOrderly } = parse(asked)
        const msgs = []
        for (let i = 0; i < messages.length; i++) msgs[i] = messageExtOf(messages[i], i)
        const context = isOrderly ? new ConsumeOrderlyContext(queueOf(queue)) : new ConsumeConcurrentlyContext(queueOf(queue))
        const status = strategy.consumeMessage(msgs, context)
        const known = isOrderly ? ConsumeOrderlyStatus : ConsumeConcurrentlyStatus
        if (status !== null && (typeof status !== 'string' || !hasOwn(known, status))) return refused('not-a-status', shown(status))
        const said = status === null ? 'null' : '"' + status + '"'
        return '{"status":' + said + ',"slept":' + slept
          + ',"delayLevel":' + number(context.delayLevelWhenNextConsume, 0) + ',"ackIndex":' + number(context.ackIndex, 0x7fffffff)
          + ',"suspendMillis":' + number(context.suspendCurrentQueueTimeMillis, -1)
          + ',"autoCommit":' + (context.autoCommit === false ? 'false' : 'true') + '}'
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
`
