/** The prelude's own copies of built-in functions, made before the reader's code can spoil them. */
export const COPIES = String.raw`  const { parse, stringify } = JSON
  const { isArray, prototype: arrayPrototype } = Array
  const { keys: keysOf, getOwnPropertyDescriptor, getPrototypeOf, defineProperty, hasOwn } = Object
  const { isSafeInteger } = Number
  const { apply, construct, ownKeys } = Reflect
  const { min, log2, floor } = Math
  const { isView } = ArrayBuffer
  const text = String, Bytes = Uint8Array, promisePrototype = Promise.prototype
  const errorPrototype = Error.prototype, internalErrorPrototype = InternalError.prototype
  const weakGet = WeakMap.prototype.get, weakSet = WeakMap.prototype.set
  const sliceText = String.prototype.slice
  const typedPrototype = getPrototypeOf(Uint8Array.prototype)
  const getterOf = (holder, name) => getOwnPropertyDescriptor(holder, name).get
  const mapSize = getterOf(Map.prototype, 'size'), setSize = getterOf(Set.prototype, 'size')
  const typedLength = getterOf(typedPrototype, 'length'), typedTag = getterOf(typedPrototype, Symbol.toStringTag)
  const mapSet = Map.prototype.set, mapEntries = Map.prototype.entries, setValues = Set.prototype.values
  const { iterator, isConcatSpreadable } = Symbol
  const nextOfMap = getPrototypeOf(new Map().entries()).next, nextOfSet = getPrototypeOf(new Set().values()).next
  const none = []

  // What an object is, whatever the reader's code has done to it and its class; nothing of that code runs.
  function sizeBy(getter, value) {
    try { return apply(getter, value, none) } catch { return -1 }
  }
  function isBelow(value, prototype) {
    for (let at = getPrototypeOf(value); at !== null; at = getPrototypeOf(at)) if (at === prototype) return true
    return false
  }
`
