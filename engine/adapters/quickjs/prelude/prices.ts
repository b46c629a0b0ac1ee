/** Built-in functions: one call is not one step, but what it reads and what it makes. */
export const PRICES = String.raw`  const lengthOfText = (value) => (typeof value === 'string' ? value.length : 0)
  function textsIn(args) {
    let sum = 0
    for (let i = 0; i < args.length; i++) sum += lengthOfText(args[i])
    return sum
  }
  // As many elements as a built-in function would take of it.
  function elementsOf(value) {
    if (typeof value === 'string' || isArray(value)) return value.length
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return 0
    if (isView(value)) return min(value.byteLength, sizeBy(typedLength, value))
    const { length } = value
    return typeof length === 'number' && length > 0 ? length : 0
  }
  function keysIn(value) {
    if (typeof value === 'string' || isArray(value)) return value.length
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return 0
    return isView(value) ? elementsOf(value) : keysOf(value).length
  }
  function keysInAll(args) {
    let sum = 0
    for (let i = 0; i < args.length; i++) sum += keysIn(args[i])
    return sum
  }
  function made(result) {
    if (typeof result === 'string') pay(result.length / 2)
    else if (isArray(result)) pay(result.length * 4)
  }

  const replaced = new WeakMap()
  function like(original, wrapped) {
    for (const name of ['name', 'length']) defineProperty(wrapped, name, { value: original[name], configurable: true })
    replaced.set(original, wrapped)
    return wrapped
  }
  function replace(holder, name, wrap) {
    const descriptor = getOwnPropertyDescriptor(holder, name)
    const original = descriptor?.value
    if (typeof original !== 'function') return
    const wrapped = replaced.get(original) ?? like(original, wrap(original))
    defineProperty(holder, name, { ...descriptor, value: wrapped })
  }
  // before: what it costs by what it gets; after: pays for what it has made.
  function paying(holder, names, before, after = made) {
    for (const name of names) replace(holder, name, (original) => ({
      method(...args) {
        pay(before(this, args, name))
        const result = apply(original, this, args)
        after(result, args)
        return result
      },
    }).method)
  }
  // A function that can also be called with "new".
  function payingClass(name, before) {
    const original = globalThis[name]
    if (typeof original !== 'function') return
    const wrapped = function (...args) {
      pay(before(args))
      const result = new.target === undefined
        ? apply(original, this, args)
        : construct(original, args, new.target === wrapped ? original : new.target)
      made(result)
      return result
    }
    for (const key of ownKeys(original)) defineProperty(wrapped, key, getOwnPropertyDescriptor(original, key))
    const above = getPrototypeOf(original)
    Object.setPrototypeOf(wrapped, replaced.get(above) ?? above)
    defineProperty(original.prototype, 'constructor', { value: wrapped, writable: true, configurable: true })
    replaced.set(original, wrapped)
    defineProperty(globalThis, name, { value: wrapped, writable: true, configurable: true })
  }
  const sorting = (length) => 8 * length * log2(length + 1)

  function lengthOf(value, level) {
    if (!isArray(value)) return 0
    let length = value.length
    if (level > 0) for (let i = 0; i < min(value.length, 1000); i++) length += lengthOf(dataOf(value, i), level - 1)
    return length
  }
  function textsBelow(value) {
    let sum = 0
    for (let i = 0; i < min(value.length, 100000); i++) sum += lengthOfText(dataOf(value, i))
    return sum
  }
  function spreadable(args) {
    let sum = 0
    for (let i = 0; i < args.length; i++) {
      const value = args[i]
      if (isArray(value)) sum += value.length
      else if (typeof value === 'object' && value !== null && value[isConcatSpreadable]) throw new TypeError('concat: not an array')
    }
    return sum
  }
  const asText = (result) => pay(lengthOfText(result) * 2)
  paying(arrayPrototype, [
    'concat', 'copyWithin', 'every', 'fill', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'flat', 'flatMap',
    'forEach', 'includes', 'indexOf', 'lastIndexOf', 'map', 'reduce', 'reduceRight', 'reverse', 'shift', 'slice',
    'some', 'sort', 'splice', 'toReversed', 'toSorted', 'toSpliced', 'unshift', 'with', 'join', 'toString', 'toLocaleString',
  ], (self, args, name) => {
    if (!isArray(self)) throw new TypeError(name + ': not an array')
    const length = lengthOf(self, name === 'flat' ? 3 : 0) + (name === 'concat' ? spreadable(args) : 0)
    if (name !== 'sort' && name !== 'toSorted') return length * (4 + lengthOfText(args[0]) / 16)
    return sorting(length) + (args[0] === undefined ? (textsBelow(self) * log2(length + 1)) / 4 : 0)
  }, (result) => (typeof result === 'string' ? asText(result) : made(result)))
  paying(typedPrototype, [
    'copyWithin', 'every', 'fill', 'filter', 'find', 'findIndex', 'findLast', 'findLastIndex', 'forEach', 'includes',
    'indexOf', 'join', 'lastIndexOf', 'map', 'reduce', 'reduceRight', 'reverse', 'set', 'slice', 'some', 'sort',
    'toReversed', 'toSorted', 'toLocaleString', 'with',
  ], (self, args, name) => {
    const length = elementsOf(self) + (name === 'set' ? elementsOf(args[0]) * 4 : 0)
    return name === 'sort' || name === 'toSorted' ? sorting(length) : length
  })
  const letters = (self) => lengthOfText(self) || lengthOfText(self?.valueOf?.())
  paying(String.prototype, [
    'includes', 'indexOf', 'lastIndexOf', 'match', 'matchAll', 'padEnd', 'padStart', 'repeat',
    'replace', 'replaceAll', 'search', 'split',
  ], (self, args) => (letters(self) * (1 + lengthOfText(args[0]) / 8)) / 4 + (typeof args[0] === 'number' ? args[0] / 16 : 0),
  (result) => (isArray(result) ? pay(result.length * 16) : made(result)))
  paying(String.prototype, ['normalize', 'toLowerCase', 'toUpperCase', 'toLocaleLowerCase', 'toLocaleUpperCase'],
    (self) => letters(self) * 2)
  paying(String.prototype, ['localeCompare'], (self, args) => (letters(self) + textsIn(args)) * 4)
  paying(String.prototype, ['startsWith', 'endsWith', 'concat'], (self, args) => lengthOfText(self) / 16 + textsIn(args) / 4)
  paying(String.prototype, [
    'trim', 'trimStart', 'trimEnd', 'trimLeft', 'trimRight', 'isWellFormed', 'toWellFormed', 'slice', 'substring', 'substr',
    'anchor', 'big', 'blink', 'bold', 'fixed', 'fontcolor', 'fontsize', 'italics', 'link', 'small', 'strike', 'sub', 'sup',
  ], (self, args) => lengthOfText(self) / 16 + textsIn(args) / 4)
  paying(String.prototype, ['toString', 'valueOf'], () => 0, asText)
  paying(String, ['raw', 'fromCharCode', 'fromCodePoint'], (_, args) => elementsOf(args[0]?.raw) * 4 + args.length)
  payingClass('String', (args) => textsIn(args) / 4)
  payingClass('Number', (args) => textsIn(args) * 2)
  payingClass('RegExp', (args) => 1024 + textsIn(args) * 16)
  paying(RegExp.prototype, [
    'exec', 'test', 'compile', 'toString', Symbol.match, Symbol.matchAll, Symbol.replace, Symbol.search, Symbol.split,
  ], (_, args, name) => (name === 'compile' ? 1024 : 0) + textsIn(args) * 4)
  paying(RegExp, ['escape'], (_, args) => textsIn(args) * 2)
  paying(Symbol, ['for'], (_, args) => textsIn(args) / 4)
  paying(Error.prototype, ['toString'], () => 0, asText)
  // It knows each frame on the stack.
  const priceOfError = () => 64 * (32 + 6 * depth)
  for (const name of ['Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError',
    'AggregateError']) payingClass(name, priceOfError)
  paying(globalThis, ['parseInt', 'parseFloat', 'isNaN', 'isFinite', 'decodeURI', 'decodeURIComponent', 'encodeURI',
    'encodeURIComponent', 'escape', 'unescape'], (_, args) => textsIn(args) * 2)
  paying(Number, ['parseInt', 'parseFloat'], (_, args) => textsIn(args) * 2)
  for (const name of ownKeys(Math)) replace(Math, name, (original) => {
    if (original.length === 1) return { method(a) { return original(typeof a === 'string' ? weigh(a) : a) } }.method
    return { method(...args) {
      pay(args.length / 4 + textsIn(args) * 2)
      return apply(original, undefined, args)
    } }.method
  })
  paying(Object, [
    'assign', 'create', 'defineProperties', 'entries', 'freeze', 'fromEntries', 'getOwnPropertyDescriptors', 'getOwnPropertyNames',
    'getOwnPropertySymbols', 'groupBy', 'isFrozen', 'isSealed', 'keys', 'seal', 'values',
  ], (_, args) => keysInAll(args) * 16)
  paying(Object, ['defineProperty', 'getOwnPropertyDescriptor', 'hasOwn'], (_, args) => textsIn(args) / 4)
  paying(Object.prototype, ['hasOwnProperty', 'propertyIsEnumerable'], (_, args) => textsIn(args) / 4)
  paying(Reflect, ['ownKeys'], (_, args) => keysInAll(args) * 16)
  paying(Reflect, ['defineProperty', 'deleteProperty', 'get', 'getOwnPropertyDescriptor', 'has', 'set'], (_, args) => textsIn(args) / 4)
  paying(Reflect, ['apply'], (_, args) => elementsOf(args[2]))
  paying(Reflect, ['construct'], (_, args) => elementsOf(args[1]))
  paying(getPrototypeOf(text), ['apply'], (_, args) => elementsOf(args[1]))
  paying(getPrototypeOf(text), ['toString'], () => 0, asText)
  const without = (value) => value === null || typeof value !== 'object' || value[iterator] === undefined || value[iterator] === null
  paying(Array, ['from'], (_, args) => (without(args[0]) ? elementsOf(args[0]) * 4 : 0))
  paying(getPrototypeOf(Uint8Array), ['from'], (_, args) => elementsOf(args[0]) * 4)
  // More than there is memory is refused at once.
  const bytesOf = (count) => (typeof count === 'number' && count > 0 ? min(count, 2 ** 24) / 32 : 0)
  for (const name of ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
    'Float16Array', 'Float32Array', 'Float64Array']) {
    payingClass(name, ([first]) => (typeof first === 'number' ? bytesOf(first) : elementsOf(first) * 4))
  }
  payingClass('ArrayBuffer', ([first]) => bytesOf(first))
  paying(ArrayBuffer.prototype, ['resize', 'slice', 'transfer', 'transferToFixedLength'], (self, [first]) => {
    return bytesOf(first) + bytesOf(self?.byteLength)
  })
  for (const { prototype } of [Map, Set, WeakMap, WeakSet]) {
    paying(prototype, ['get', 'set', 'has', 'add', 'delete', 'getOrInsert', 'getOrInsertComputed'], (_, args) => textsIn(args) / 4)
    paying(prototype, ['clear', 'forEach', 'isDisjointFrom', 'isSubsetOf', 'isSupersetOf', 'intersection', 'difference',
      'symmetricDifference', 'union'], (self, args) => {
      const sizes = [sizeBy(mapSize, self), sizeBy(setSize, self), sizeBy(mapSize, args[0]), sizeBy(setSize, args[0])]
      let sum = 0
      for (let i = 0; i < 4; i++) if (sizes[i] > 0) sum += sizes[i]
      return sum * 8
    })
  }
  // Whatever goes through a sequence pays for each of its elements.
  for (const sequence of [none[iterator](), ''[iterator](), new Map()[iterator](), new Set()[iterator](), 'a'.matchAll(/a/g)]) {
    paying(getPrototypeOf(sequence), ['next'], () => 16, () => {})
  }
  // Depth and number of what is in a JSON text show only while it is read and written.
  paying(JSON, ['parse'], (_, args) => textsIn(args) * 10, () => {})
  replace(JSON, 'stringify', () => ({
    stringify(value, replacer, space) {
      if (isArray(replacer)) pay(replacer.length * 16)
      const inside = isArray(replacer) ? replacer : function (key, member) {
        pay(32)
        return typeof replacer === 'function' ? apply(replacer, this, [key, member]) : member
      }
      const result = stringify(value, inside, space)
      pay(lengthOfText(result) * (2 + (isArray(replacer) ? replacer.length : 0)))
      return result
    },
  }).stringify)
  function weigh(value) {
    if (typeof value === 'string' && value.length > 64) pay(value.length * 2)
    return value
  }
`
