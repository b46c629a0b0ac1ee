import { afterEach, expect, test } from 'vitest'
import type { StrategyError } from '../../../../engine/ports/Sandbox'
import { __t, setProbeSink } from '../../../../engine/trace/probe'
import { inThread, outcome, selecting } from './support/inThread'

afterEach(() => setProbeSink(null))

/** What somebody may do to the built-in objects: `hits` counts how often that is noticed. */
const SPOILT: ReadonlyArray<readonly [name: string, head: string]> = [
  ['nothing', ''],
  ['toJSON of all objects', 'Object.prototype.toJSON = () => { hits++; throw 1 }'],
  ['toJSON of arrays', 'Array.prototype.toJSON = () => { hits++; return 7 }'],
  ['toJSON of texts and numbers', 'String.prototype.toJSON = Number.prototype.toJSON = () => { hits++; throw 1 }'],
  ['JSON', 'JSON.stringify = JSON.parse = () => { hits++; throw 1 }'],
  ['places of arrays', 'for (let i = 0; i < 4; i++) Object.defineProperty(Array.prototype, i, { set() { hits++ }, get() { hits++; return 1 } })'],
  ['what is a Map', 'for (const c of [Map, Set, Error, Uint8Array, Promise, Object]) Object.defineProperty(c, Symbol.hasInstance, { value() { hits++; throw 1 } })'],
  ['the size of a Map', "for (const c of [Map, Set]) Object.defineProperty(c.prototype, 'size', { get() { hits++; throw 1 } })"],
  ['the size of one Map', "Object.defineProperty(map, 'size', { get() { hits++; throw 1 } }); Object.defineProperty(set, 'size', { value: 1e9 })"],
  ['the entries of a Map', 'Map.prototype.entries = Map.prototype.forEach = Set.prototype.values = () => { hits++; throw 1 }'],
  ['sequences', 'for (const s of [[].values(), new Map().entries(), new Set().values()]) Object.getPrototypeOf(s).next = () => { hits++; throw 1 }'],
  ['the length of bytes', "Object.defineProperty(Object.getPrototypeOf(Uint8Array.prototype), 'length', { get() { hits++; throw 1 } })"],
  ['the kind of bytes', 'Object.defineProperty(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag, { get() { hits++; return "x" } })'],
  ['descriptors', "for (const n of ['value', 'get', 'set', 'enumerable']) Object.defineProperty(Object.prototype, n, Object.assign(Object.create(null), { get() { hits++; return undefined } }))"],
  ['what looks at objects', `for (const n of Object.getOwnPropertyNames(Object)) if (typeof Object[n] === 'function' && n !== 'defineProperty') Object[n] = () => { hits++; throw 1 }`],
  ['Reflect', 'for (const n of Object.getOwnPropertyNames(Reflect)) Reflect[n] = () => { hits++; throw 1 }'],
  ['Array', 'Array.isArray = Array.from = () => { hits++; throw 1 }; Array.prototype.push = Array.prototype.join = Array.prototype.map'],
  ['texts', 'for (const n of ["slice", "toString", "valueOf", "concat"]) String.prototype[n] = () => { hits++; throw 1 }; globalThis.String = null'],
  ['Math and Number', 'Math.min = () => { hits++; throw 1 }; Math.floor = Math.log2 = Number.isSafeInteger = Math.min'],
  ['calling', 'const f = Object.getPrototypeOf(() => 1); f.apply = f.call = () => { hits++; throw 1 }'],
  ['WeakMap', 'WeakMap.prototype.get = WeakMap.prototype.set = () => { hits++; throw 1 }'],
  ['the classes of the engine', 'for (const n of ["get", "put", "keys", "entries"]) spoil = (p) => { for (const n of ["get", "keys", "entries"]) p[n] = () => { hits++; throw 1 } }'],
  ['constructors', 'Object.prototype.constructor = Array.prototype.constructor = Map.prototype.constructor = null'],
  ['names and messages', "Object.defineProperty(Error.prototype, 'message', { get() { hits++; throw 1 } }); Object.defineProperty(Error.prototype, 'name', { get() { hits++; throw 1 } })"],
  ['fields that are getters', "Object.defineProperty(object, 'x', { get() { hits++; throw 1 }, enumerable: true }); Object.defineProperty(list, 1, { get() { hits++; throw 1 } })"],
]

const SOURCE = (spoil: string): string => selecting(`
    const here = [map, set, bytes, object, list, error, nested, msg.properties, { text: 'x'.repeat(300), number: -0, mq: mqs[0] }]
    spoil(Object.getPrototypeOf(msg.properties))
    const seen = (given: unknown, more: unknown[]): number => { const inside = [given, more]; return inside.length }
    calls++
    if (calls === 4) throw { calls, hits, here }
    if (calls === 5) throw new Error('hits ' + hits)
    if (calls === 6) return null
    if (calls === 7) return this.count(here) as never
    return mqs[(seen(here, here) + hits + calls) % mqs.length]!`, `
let hits = 0, calls = 0, spoil = (_: any) => {}
const g: any = globalThis
const map: any = new Map([[1, { a: 1 }]]), set: any = new Set(['a', 2]), bytes = new Uint8Array([1, 2, 3]), list: any = [1, 2, [3]]
const object: any = { a: 1, b: 'two', c: null }, error = new TypeError('no'), nested = new Map([['k', new Set([[1]])]])
${spoil};`).replace('  select(', '  count(all: unknown[]): number { let n = 0; for (const each of all) { n += hits; each } return n }\n  select(')

interface Outcome {
  readonly outcomes: readonly string[]
  readonly steps: readonly number[]
  readonly recorded: number
}

/** `values`: 0 not recorded, 1 calls and statements, 2 with arguments, 3 with all variables. */
function run(source: string, values: 0 | 1 | 2 | 3): Promise<Outcome> {
  let recorded = 0
  const hear = (): number => recorded++
  setProbeSink({ statement: hear, locals: hear, enter: hear, self: hear, thrown: hear, exit: hear })
  Object.assign(__t, { on: values > 0, av: values > 1, lv: [0, 1, 1, 2][values] })
  return inThread((sandbox) => {
    const strategy = sandbox.load(source)
    const said = (result: number | StrategyError): string => (typeof result === 'number' ? String(result) : `${result.kind} ${result.detail} ${result.line}`)
    const outcomes: string[] = []
    const steps: number[] = []
    for (let call = 0; call < 10; call++) {
      outcomes.push(said(outcome(strategy)))
      steps.push(strategy.steps)
    }
    return { outcomes, steps, recorded }
  })
}

test.each(SPOILT)('%s: a run that is recorded is the one that is not', async (_, spoil) => {
  const source = SOURCE(spoil)
  const { recorded: none, ...plain } = await run(source, 0)
  expect(plain.outcomes.length).toBe(10)
  expect(none).toBe(0)
  for (const values of [1, 2, 3] as const) {
    const { recorded, ...same } = await run(source, values)
    expect(same).toEqual(plain)
    expect(recorded).toBeGreaterThan(50)
  }
})
