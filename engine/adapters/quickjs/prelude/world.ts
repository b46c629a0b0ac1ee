/** Nothing but the run's own time and chance. */
export const WORLD = String.raw`  for (const name of ['eval', 'BigInt', 'BigInt64Array', 'BigUint64Array', 'SharedArrayBuffer', 'Proxy', 'Date', 'Atomics',
    'WeakRef', 'FinalizationRegistry', 'gc', 'performance', 'Function', 'InternalError']) delete globalThis[name]
  for (const example of [function () {}, function* () {}, async function () {}, async function* () {}]) {
    defineProperty(getPrototypeOf(example), 'constructor', { value: undefined })
  }
  // Errors of the sandbox itself are known by their prototype; nobody else is to make one.
  delete internalErrorPrototype.constructor
  Math.random = () => host.nextFraction()
`
