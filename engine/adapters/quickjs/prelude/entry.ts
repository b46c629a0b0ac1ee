/** The way in and out. */
export const ENTRY = String.raw`  let strategy = null
  let offers = []

  function begin(mode) {
    total += steps
    counter[0] = steps = depth = grains = targets.length = 0
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
      + ',"internal":' + cut(internal) + ',"isNull":' + (isNull ? 'true' : 'false') + '}'
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
    const body = host.body()
    const message = new Message(given[0], body === null ? null : new Bytes(body))
    message.flag = given[1]
    for (let i = 0; i < given[2].length; i++) message.properties.put(given[2][i][0], given[2][i][1])
    return message
  }
  const queueOf = (given) => new MessageQueue(given[0], given[1], given[2])

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
          if (topic === offers[i][0] && brokerName === offers[i][1] && queueId === offers[i][2]) return i
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
`
