/**
 * What the engine must not touch, each with what to use instead. A run is a function of (scenario, seed, interventions):
 * whatever differs from one machine, browser or day to the next has to stay outside.
 */

const CLOCK = 'Use currentTimeMillis() or nanoTime() of engine/kernel/Process: time is virtual.'
const TIMERS = 'Use sleep(), ScheduledExecutorService or kernel.schedule(): time is virtual.'
const PROMISES = 'Use a Blocking generator and engine/kernel/concurrent/CompletableFuture: threads are generators.'
const PLATFORM = 'The engine knows no platform: give it a port (engine/ports) and put this into engine/adapters.'
const NETWORK = 'Use engine/ports/Wire.'
const LOGGING = 'Emit an event with kernel.emit(): what happens is told through the trace.'
const TEXT = 'Use engine/kernel/Utf8.'
const CHANCE = 'Use the random of the process or of the kernel: chance is seeded.'
const LOCALE = 'Compare code units with < and >: the reader\'s language must not change a run.'
const COLLECTION = 'When memory is reclaimed differs from run to run: use a Map and remove what is over.'
const CLONE = 'Copy the fields: what is copied should be visible.'

const GLOBALS = {
  Date: CLOCK,
  Temporal: CLOCK,
  performance: CLOCK,
  setTimeout: TIMERS,
  setInterval: TIMERS,
  setImmediate: TIMERS,
  clearTimeout: TIMERS,
  clearInterval: TIMERS,
  requestAnimationFrame: TIMERS,
  queueMicrotask: TIMERS,
  Promise: PROMISES,
  Atomics: PROMISES,
  SharedArrayBuffer: PROMISES,
  console: LOGGING,
  crypto: CHANCE,
  fetch: NETWORK,
  WebSocket: NETWORK,
  XMLHttpRequest: NETWORK,
  window: PLATFORM,
  document: PLATFORM,
  navigator: PLATFORM,
  location: PLATFORM,
  localStorage: PLATFORM,
  indexedDB: PLATFORM,
  self: PLATFORM,
  global: PLATFORM,
  globalThis: PLATFORM,
  process: PLATFORM,
  require: PLATFORM,
  module: PLATFORM,
  Worker: PLATFORM,
  postMessage: PLATFORM,
  Buffer: 'Use Uint8Array and DataView.',
  TextEncoder: TEXT,
  TextDecoder: TEXT,
  Intl: LOCALE,
  WeakRef: COLLECTION,
  FinalizationRegistry: COLLECTION,
  structuredClone: CLONE,
  eval: PLATFORM,
}

/** Each is off in the last bit between one JavaScript engine and another. */
const INEXACT = ['acos', 'acosh', 'asin', 'asinh', 'atan', 'atan2', 'atanh', 'cbrt', 'cos', 'cosh', 'exp', 'expm1', 'hypot',
  'log', 'log10', 'log1p', 'log2', 'pow', 'sin', 'sinh', 'tan', 'tanh']

const LOCALE_METHODS = ['localeCompare', 'toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', 'toLocaleLowerCase',
  'toLocaleUpperCase']

const INVARIANT = 'Name the invariant with a literal: while it holds, an assert must cost nothing. Values go behind it.'

const INEXACT_MESSAGE = 'Its last bit differs between browsers: use integers, Math.sqrt or a table.'

const SYNTAX = [
  [':function[async=true]', PROMISES],
  ['AwaitExpression', PROMISES],
  ['ForOfStatement[await=true]', PROMISES],
  ['ImportExpression', 'Import at the top of the file: loading is asynchronous.'],
  ['BinaryExpression[operator="**"]', INEXACT_MESSAGE],
  ['AssignmentExpression[operator="**="]', INEXACT_MESSAGE],
  ['TSEnumDeclaration', 'Use a const object and a type of the same name: only erasable syntax.'],
  ['TSParameterProperty', 'Declare the field and set it in the constructor: only erasable syntax.'],
  ['TSModuleDeclaration[kind="namespace"]', 'Use a module: only erasable syntax.'],
  ['TSModuleDeclaration[kind="global"]', PLATFORM],
  ['Decorator', 'Call the function: only erasable syntax.'],
  ['ExportAllDeclaration', 'Import from the file that defines it: no barrels within the engine.'],
  ['ExportDefaultDeclaration', 'Export it by its name.'],
  ['CallExpression[callee.name="assert"] > :not(Literal).arguments:nth-child(2)', INVARIANT],
]

/**
 * ESLint rules for the engine's rooms.
 * @param {{ except?: string[] }} [options] globals that are allowed all the same
 */
export function engineBans({ except = [] } = {}) {
  const globals = Object.entries(GLOBALS).filter(([name]) => !except.includes(name))
  return {
    'no-restricted-globals': ['error', ...globals.map(([name, message]) => ({ name, message }))],
    'no-restricted-properties': [
      'error',
      { object: 'Math', property: 'random', message: CHANCE },
      ...INEXACT.map((property) => ({ object: 'Math', property, message: INEXACT_MESSAGE })),
      ...LOCALE_METHODS.map((property) => ({ property, message: LOCALE })),
    ],
    'no-restricted-syntax': ['error', ...SYNTAX.map(([selector, message]) => ({ selector, message }))],
  }
}
