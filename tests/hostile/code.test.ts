import { describe, expect, test } from 'vitest'
import { StrategyError } from '../../engine/ports/Sandbox'
import { inThread, outcome, outcomeOf, selecting } from '../engine/adapters/quickjs/support/inThread'

/** Name, body of select, kind of the error, a part of what is said, line. The body is on line 5. */
const HOSTILE: ReadonlyArray<readonly [string, string, StrategyError['kind'], string, number | null]> = [
  ['throws', "throw new TypeError('no')", 'threw', 'TypeError: no', 5],
  ['throws null', 'throw null', 'threw', 'null', 5],
  ['throws on its third line', 'const a = 1\n    const b = a\n    throw new Error(String(b))', 'threw', 'Error: 1', 7],
  ['calls what there is not', 'return (mqs as any).pick()', 'threw', 'not a function', 5],
  ['loops', 'while (true) {}', 'budget', 'steps', 5],
  ['loops without a statement', 'for (;;);', 'budget', 'steps', 5],
  ['loops and catches', 'for (;;) { try { for (;;) { mqs.length } } catch {} }', 'budget', 'steps', 5],
  ['loops in finally', 'try { for (;;) { mqs.length } } finally { for (;;) { arg } }', 'budget', 'steps', 5],
  ['recurses', 'return this.select(mqs, msg, arg)', 'stack', 'deeply', 5],
  ['recurses and catches', 'try { return this.select(mqs, msg, arg) } catch { return mqs[0]! }', 'stack', 'deeply', 5],
  ['recurses in arrows', 'const f = (n: number): number => f(n + 1) + 1; return mqs[f(0)]!', 'stack', 'deeply', 5],
  ['allocates arrays', 'const a: unknown[] = []; for (;;) a.push(new Uint8Array(100_000))', 'memory', 'MiB', 5],
  ['allocates texts', "const a: string[] = []; for (;;) a.push('x'.repeat(100_000) + a.length)", 'budget', 'steps', 5],
  ['loops inside of a built-in function', 'new Set(new Array(4e9)); return mqs[0]!', 'budget', 'steps', 5],
  ['allocates one array', 'return mqs[new Uint8Array(1e9).length]!', 'memory', 'MiB', 5],
  ['makes a huge string', "return mqs['x'.repeat(2 ** 28).length]!", 'budget', 'steps', 5],
  ['searches a huge sparse array', 'return mqs[new Array(4e9).indexOf(1)]!', 'budget', 'steps', 5],
  ['searches what is no array', 'return mqs[[].indexOf.call({ length: 2 ** 53 - 1 } as any, 1 as never)]!', 'threw', 'array', 5],
  ['searches text in text', "let s = 'a'.repeat(60_000); return mqs[s.indexOf(s.slice(30_000) + 'b')]!", 'budget', 'steps', 5],
  ['has a regular expression that explodes', "return mqs[Number(/(a+)+$/.test('a'.repeat(40) + 'b'))]!", 'budget', 'steps', 5],
  ['returns null', 'return null', 'not-a-queue', 'null', 5],
  ['returns undefined', 'return undefined as never', 'not-a-queue', 'undefined', 5],
  ['returns nothing', 'const a = 1', 'not-a-queue', 'undefined', 5],
  ['returns a number', 'return 2 as never', 'not-a-queue', '2', 5],
  ['returns the whole list', 'return mqs as never', 'not-a-queue', 'an array', 5],
  ['returns a look-alike', 'return { ...mqs[0]! } as never', 'not-a-queue', 'Object', 5],
  ['returns one with its prototype', 'return Object.assign(Object.create(Object.getPrototypeOf(mqs[0])), mqs[0])', 'not-a-queue',
    'MessageQueue', 5],
  ['changes the queue it returns', 'mqs[0]!.queueId = 9; return mqs[0]!', 'foreign-queue', 'TopicTest broker-a 9', 5],
  ['changes its topic', "mqs[0]!.setTopic('Other'); return mqs[0]!", 'foreign-queue', 'Other broker-a 0', 5],
  ['puts a getter that loops on a queue', "return Object.defineProperty(mqs[0]!, 'topic', { get() { for (;;) { arg } } })",
    'budget', 'steps', 5],
  ['puts a getter that throws on a queue', "return Object.defineProperty(mqs[0]!, 'topic', { get() { throw new Error('x') } })",
    'threw', 'Error: x', 5],
  ['throws what throws', 'throw { get name() { throw 1 }, toString() { throw 2 } }', 'threw', '', 5],
  ['makes a Proxy', 'return new Proxy(mqs[0]!, {})', 'threw', 'Proxy', 5],
  ['asks for the date', 'return mqs[Date.now() % 4]!', 'threw', 'Date', 5],
  ['evaluates text', "return (0, eval)('1') as never", 'threw', 'eval', 5],
  ['makes a function of text', "return (select => (select as any).constructor('return 1')())(() => 1) as never", 'threw', '', 5],
  ['fakes an end of its memory', "const e = new Error('out of memory'); e.name = 'InternalError'; throw e", 'threw',
    'InternalError: out of memory', 5],
  ['fakes an interruption', "const e = new Error('interrupted'); e.name = 'InternalError'; throw e", 'threw',
    'InternalError: interrupted', 5],
  ['fakes an overflow of the stack', "const e = new Error('stack overflow'); e.name = 'InternalError'; throw e", 'threw',
    'InternalError: stack overflow', 5],
  ['makes an error of the sandbox’s', "throw new (globalThis as any).InternalError('out of memory')", 'threw', 'not a function', 5],
  ['turns an error of the sandbox’s into another one',
    "try { JSON.parse('['.repeat(4000)) } catch (e: any) { e.message = 'out of memory'; throw e }", 'threw', 'out of memory', 5],
  ['fakes a line', "const e = new Error('x'); e.stack = 'at strategy.ts:4294967296999'; throw e", 'threw', 'Error: x', 5],
  ['fakes a line that there is', "const e = new Error('x'); e.stack = 'at strategy.ts:1'; throw e", 'threw', 'Error: x', 5],
  ['throws what another function has thrown, after it has tidied up',
    "try {\n      throw new Error('x')\n    } finally {\n      mqs.slice()\n    }", 'threw', 'Error: x', 8],
  ['is nested too deep for the sandbox', 'const f = (n: number): string => [{ toString: () => f(n + 1) }].join(); return f(0) as never',
    'stack', 'deeply', 5],
  ['asks for the network', "return (globalThis as any).fetch('/')", 'threw', 'not a function', 5],
]

describe('a strategy that', () => {
  test.each(HOSTILE)('%s', async (_, body, kind, said, line) => {
    const error = await outcomeOf(selecting(body))
    expect(error).toBeInstanceOf(StrategyError)
    expect(error).toMatchObject({ kind, line })
    expect((error as StrategyError).detail).toContain(said)
  })

  test('is asynchronous returns no queue', async () => {
    const source = selecting('return mqs[0]!').replace('  select(', '  async select(')
    expect(await outcomeOf(source)).toMatchObject({ kind: 'not-a-queue', detail: 'a Promise' })
  })

  test('spoils the built-in objects spoils them for itself', async () => {
    const head = `Array.prototype.push = () => { throw new Error('push') }
      Object.defineProperty(Array.prototype, '0', { set() { throw new Error('set') }, configurable: true })
      JSON.stringify = () => 'x'; (globalThis as any).String = null; Object.prototype.toString = () => 'spoilt'`
    const error = await outcomeOf(selecting('return mqs[1]!', head.replaceAll('\n', ';')))
    expect(error).toMatchObject({ kind: 'threw', detail: 'Error: set' })
    expect(await outcomeOf(selecting('return mqs[1]!'))).toBe(1)
  })

  test('can not reach the count of its steps', async () => {
    const head = 'Math.ceil = () => -1e9; Math.min = () => 0; Error.prototype.name = "E";'
    expect(await outcomeOf(selecting('for (;;) { mqs.slice() }', head))).toMatchObject({ kind: 'budget' })
  })

  test('looks for the probes in its arguments finds none', async () => {
    const error = await outcomeOf(selecting('for (;;) { mqs.length }', 'const probes = (arguments as any)[2]; probes.lv = 0'))
    expect(error).toMatchObject({ kind: 'threw', line: 1 })
    expect(error).toMatchObject({ detail: expect.stringContaining('arguments') as string })
  })

  test('leaves no class, or one that selects nothing', async () => {
    expect(await outcomeOf('export const a = 1')).toMatchObject({ kind: 'no-class', detail: 'undefined' })
    expect(await outcomeOf('export default 5')).toMatchObject({ kind: 'no-class', detail: '5' })
    expect(await outcomeOf('export default class A {}')).toMatchObject({ kind: 'no-class' })
    expect(await outcomeOf('export default class A { constructor() { throw new Error("c") } }')).toMatchObject({
      kind: 'threw', detail: 'Error: c', line: 1,
    })
  })

  test('takes all of its steps while it is made', async () => {
    expect(await outcomeOf('for (;;) {}\nexport default class A { select() {} }')).toMatchObject({ kind: 'budget' })
  })

  test.each([
    ['does not parse', 'const a = 1\nexport default class {\n  select( {\n}', 4, 2],
    ['imports something else', "import fs from 'node:fs'\nfs.x", 1, 1],
    ['imports what there is not', "import { fetch } from 'rocketmq'\nfetch(1)", 1, 10],
    ['imports later', "export default class A {\n  select() { return import('rocketmq') }\n}", 2, 21],
    ['exports from elsewhere', "export { default } from './other'", 1, 1],
    ['has big integers', 'const a =\n  2n ** 64n', 2, 3],
    ['uses the names of the probes', 'const __t = 1', 1, 7],
    ['takes the rest of an object as an argument', 'export default class A {\n  select({ ...rest }) {}\n}', 2, 10],
    ['takes the rest of an object in an object', 'const { a: { ...rest } } = { a: {} }', 1, 12],
    ['takes the rest of each object', 'for (const { ...rest } of []) {}', 1, 12],
    ['counts up a private field of what has no name', 'class A {\n  #n = 1\n  x(f) { f().#n++ }\n}', 3, 10],
    ['has decorators', '@sealed\nexport default class A {}', 1, 1],
    ['waits at the top', 'const a = 1\nawait a', 2, null],
  ])('%s does not compile', async (_, source, line, column) => {
    const error = await outcomeOf(source)
    expect(error).toMatchObject({ kind: 'syntax', line, ...(column === null ? {} : { column }) })
  })

  test('has died once is not asked again', async () => {
    const outcomes = await inThread((sandbox) => {
      const strategy = sandbox.load(selecting("if (arg === 'loop') for (;;) { arg }\n    return mqs[0]!"))
      return ['a', 'loop', 'a'].map((arg) => outcome(strategy, arg))
    })
    expect(outcomes[0]).toBe(0)
    expect(outcomes[1]).toMatchObject({ kind: 'budget', line: 5 })
    expect(outcomes[2]).toBe(outcomes[1])
  })

  test('remembers more and more runs out of memory, not of steps, and is not said to have thrown something', async () => {
    const outcomes = await inThread((sandbox) => {
      const head = 'const all: unknown[] = []'
      const strategy = sandbox.load(selecting('for (let i = 0; i < 9000; i++) all.push({ i, a: [i] })\n    return mqs[0]!', head))
      return Array.from({ length: 40 }, () => outcome(strategy))
    })
    expect(outcomes[0]).toBe(0)
    expect(outcomes.at(-1)).toMatchObject({ kind: 'memory' })
  })

  test('throws null while there is room is not said to want memory', async () => {
    expect(await outcomeOf(selecting('const a = new Uint8Array(1e6); throw null'))).toMatchObject({ kind: 'threw', detail: 'null' })
  })

  test('throws once is asked again', async () => {
    const outcomes = await inThread((sandbox) => {
      const strategy = sandbox.load(selecting("if (arg === 'x') throw new Error('x')\n    return mqs[0]!"))
      return ['a', 'x', 'a'].map((arg) => outcome(strategy, arg))
    })
    expect(outcomes).toMatchObject([0, { kind: 'threw', line: 5 }, 0])
  })
})
