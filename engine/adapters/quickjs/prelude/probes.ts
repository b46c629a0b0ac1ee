/** What the instrumented code calls, and how values are told to the recorder. */
export const PROBES = String.raw`  const ids = new WeakMap()
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
    return isBelow(object, errorPrototype) ? 'Error' : 'Object'
  }
  function dataOf(object, name) {
    const descriptor = getOwnPropertyDescriptor(object, name)
    return descriptor !== undefined && hasOwn(descriptor, 'value') ? descriptor.value : undefined
  }

  // A value as JSON: what is in it one level deep. Nothing of the reader's code runs for it, no getter and nothing that it has
  // put in the place of a built-in function: a run that is recorded is the one that is not.
  const quoted = (value) => stringify(value.length > 200 ? apply(sliceText, value, [0, 200]) : value)
  function described(value, isInner) {
    switch (typeof value) {
      case 'undefined': return '["u"]'
      case 'boolean': return value ? 'true' : 'false'
      case 'number': return isSafeInteger(value) && !(value === 0 && 1 / value < 0) ? text(value) : '["n","' + text(value) + '"]'
      case 'string': return quoted(value)
      case 'function': return '["f"]'
      case 'symbol': return '["y"]'
      case 'bigint': return '["n","NaN"]'
    }
    return value === null ? 'null' : objectDescribed(value, isInner)
  }
  function objectDescribed(value, isInner) {
    const id = idOf(value)
    let parts = ''
    const put = (part) => { parts += parts === '' ? part : ',' + part }
    if (isArray(value)) {
      if (!isInner) for (let i = 0; i < min(value.length, 12); i++) put(described(dataOf(value, i), true))
      return '["a",' + id + ',' + value.length + ',[' + parts + ']]'
    }
    const inMap = sizeBy(mapSize, value)
    if (inMap >= 0) {
      const entries = apply(mapEntries, value, none)
      for (let i = 0; !isInner && i < min(inMap, 12); i++) {
        const { value: entry } = apply(nextOfMap, entries, none)
        put('[' + described(entry[0], true) + ',' + described(entry[1], true) + ']')
      }
      return '["m",' + id + ',' + inMap + ',[' + parts + ']]'
    }
    const inSet = sizeBy(setSize, value)
    if (inSet >= 0) {
      const values = apply(setValues, value, none)
      for (let i = 0; !isInner && i < min(inSet, 12); i++) put(described(apply(nextOfSet, values, none).value, true))
      return '["s",' + id + ',' + inSet + ',[' + parts + ']]'
    }
    if (isView(value) && apply(typedTag, value, none) === 'Uint8Array') {
      const length = apply(typedLength, value, none)
      for (let i = 0; i < min(length, 16); i++) put(text(value[i]))
      return '["b",' + id + ',' + length + ',[' + parts + ']]'
    }
    const names = isInner ? none : keysOf(value)
    for (let i = 0; i < min(names.length, 12); i++) put('[' + quoted(names[i]) + ',' + described(dataOf(value, names[i]), true) + ']')
    const message = isBelow(value, errorPrototype) ? described(dataOf(value, 'message'), true) : 'null'
    return '["o",' + id + ',' + quoted(classOf(value)) + ',[' + parts + '],' + message + ']'
  }
  function listed(values) {
    let list = ''
    for (let i = 0; i < values.length; i++) list += (i === 0 ? '' : ',') + described(values[i], false)
    return '[' + list + ']'
  }

  const targets = []
  // Of what escapes from a function first.
  let thrown, thrownAt = -1

  const __t = {
    on: true,
    get av() { return variables },
    get lv() { return level > 1 ? 2 : 1 },
    p(site) {
      if (!dead) lastSite = site
      if (dead || (counter[0] = ++steps) > limits.steps || total + steps > limits.total) stop('budget')
      if (level > 0) host.statement(site)
    },
    l(site, values) {
      if (!dead) lastSite = site
      if (dead || (counter[0] = ++steps) > limits.steps || total + steps > limits.total) stop('budget')
      host.locals(site, listed(values))
    },
    enter(site, self, args) {
      if (dead) return 0
      if (++depth > limits.depth) stop('stack')
      if (!on) return 0
      const isObject = typeof self === 'object' && self !== null
      return host.enter(site, isObject ? idOf(self) : 0, isObject ? classOf(self) : '', args === null ? '' : listed(args)) + 1
    },
    self(token, self) {
      if (token > 0 && !dead) host.self(token - 1, idOf(self), classOf(self))
    },
    thrown(token, error) {
      if (thrownAt < 0 || error !== thrown) {
        thrown = error
        thrownAt = lastSite
      }
      if (token > 0 && !dead) host.thrown(token - 1, listed([error]))
    },
    exit(token, result) {
      depth--
      if (token > 0 && !dead) host.exit(token - 1, variables ? listed([result]) : '')
    },
    c(constructor, site, name) {
      apply(weakSet, classNames, [constructor.prototype, name])
    },
    // Texts that an operator reads; see weighed.ts.
    s(value, other) {
      if (other !== undefined) weigh(other)
      return weigh(value)
    },
    u(before, result) {
      weigh(before)
      return result
    },
    // A field that is read and written: of an object that has just been made out, by its name or by what follows as its key.
    m(object, name) {
      if (object !== null && object !== undefined) weigh(object[name])
      return object
    },
    o(object) {
      defineProperty(targets, targets.length, { __proto__: null, value: object, configurable: true, writable: true })
      return object
    },
    q(key) {
      const last = targets.length - 1
      const object = targets[last]
      targets.length = last < 0 ? 0 : last
      if (object !== null && object !== undefined) weigh(object[weigh(key)])
      return key
    },
    // An error has been caught.
    w() { pay(priceOfError()) },
    // An object whose keys are copied.
    k(value) {
      pay(keysIn(value) * 16)
      return value
    },
  }
  Object.freeze(__t)
`
