import { describe, expect, test } from 'vitest'
import { StrategyError } from '../../../../engine/ports/Sandbox'
import { inThread, outcome, outcomeOf, selecting } from './support/inThread'

/** Texts of 40,000 letters that nobody has read yet, arrays of 4,000 elements, objects with 1,000 keys. */
const HEAD = `const A = 'a'.repeat(40_000), B = A.slice(1) + 'b', C = A.slice(1) + 'c', DIGITS = '1'.repeat(40_000)
const LIST = new Array(4_000).fill(1), TEXTS = new Array(40).fill('').map((_, i) => A.slice(0, 1_000) + i)
const OBJECT: any = {}; for (let i = 0; i < 1_000; i++) OBJECT['k' + i] = i
const JSON_TEXT = JSON.stringify(LIST.slice(0, 1_000)); const MAP: any = new Map(), SET = new Set(LIST.map((_, i) => i))
const BYTES = new Uint8Array(4_000); const SOME: any = { n: DIGITS, toString: () => A, self() { return this } }
function* sequence() { yield* LIST }
`.replaceAll('\n', ';')

/** What is done, and how many steps it takes at least: as many statements would take about as long. */
const PRICES: ReadonlyArray<readonly [code: string, steps: number]> = [
  ['JSON.parse(JSON_TEXT)', 300], ['JSON.stringify(LIST)', 1_000], ['JSON.stringify(OBJECT, ["k1", "k2"])', 1],
  ['JSON.parse(JSON_TEXT, (k, v) => v)', 1_000],
  ['A.trim()', 30], ['B.startsWith(C)', 100], ['B.endsWith(C)', 100], ['A.toUpperCase()', 1_000], ['A.normalize()', 1_000], ['B.concat(C)', 100],
  ['A.split("")', 5_000], ['A.localeCompare(B)', 100], ['A.repeat(2)', 100], ['A.replaceAll("a", "b")', 100], ['A.substring(1)', 100],
  ['/b/.test(A)', 1_000], ['A.match(/b/)', 1_000], ['new RegExp("(a|b)*c")', 16], ['RegExp(A)', 5_000], ['[...A]', 5_000],
  ['B < C', 1_000], ['B >= C', 1_000], ['B === C', 1_000], ['B != C', 1_000], ['+DIGITS', 1_000], ['-DIGITS', 1_000], ['DIGITS * 1', 1_000],
  ['let d: any = DIGITS; d++', 1_000], ['let d: any = DIGITS; d -= 1', 1_000], ['SOME.n--; SOME.n = DIGITS', 1_000], ['({} as any)[A]', 1_000],
  ['SOME.self().n++; SOME.n = DIGITS', 1_000], ['--SOME.self()["n"]; SOME.n = DIGITS', 1_000], ['SOME.self().n -= 1; SOME.n = DIGITS', 1_000],
  ['SOME.self()[SOME.self() && "n"] *= 2; SOME.n = DIGITS', 1_000], ['(SOME.n as number)++; SOME.n = DIGITS', 1_000],
  ['try { SOME.x.y } catch {}', 30], ['new TypeError()', 30],
  ['A in OBJECT', 1_000], ['({ [A]: 1 })', 1_000], ['switch (B) { case C: }', 1_000], ['SOME < 1', 1_000], ['[A] < 1', 1_000], ['`${SOME}` < 1', 1_000],
  ['new String(A) < 1', 1_000], ['Number(DIGITS)', 1_000], ['parseFloat(DIGITS)', 1_000], ['parseInt(DIGITS)', 1_000], ['isNaN(DIGITS)', 1_000],
  ['Math.abs(DIGITS)', 1_000], ['Math.max(1, DIGITS)', 1_000], ['decodeURIComponent(A)', 1_000], ['escape(A)', 1_000], ['String([A])', 1_000],
  ['String.fromCharCode(...LIST)', 100], ['String.raw({ raw: LIST })', 200], ['Symbol.for(A)', 100],
  ['Object.keys(OBJECT)', 200], ['Object.entries(OBJECT)', 200], ['Object.assign({}, OBJECT)', 200], ['Object.freeze(OBJECT)', 200],
  ['Object.getOwnPropertyNames(OBJECT)', 200], ['Reflect.ownKeys(OBJECT)', 200], ['({ ...OBJECT })', 200], ['const { ...rest } = OBJECT; rest', 200],
  ['let rest; ({ ...rest } = OBJECT); rest', 200], ['for (const k in OBJECT) break', 200], ['OBJECT.hasOwnProperty(A)', 100],
  ['Math.max.apply(null, LIST)', 60], ['Math.max(...LIST)', 900], ['Reflect.apply(Math.max, null, LIST)', 60], ['[...LIST]', 900], ['const [...all] = LIST; all', 900],
  ['new Set(LIST)', 900], ['Array.from(LIST)', 900], ['Array.from({ length: 4_000 })', 200], ['[...MAP, ...SET]', 900], ['[...sequence()]', 900],
  ['LIST.values().drop(4_000).next()', 900], ['LIST.slice().sort()', 500], ['TEXTS.slice().sort()', 500], ['TEXTS.indexOf(A.slice(0, 1_000))', 30],
  ['TEXTS.join() < 1', 1_000], ['LIST.concat(LIST)', 400], ['LIST.includes(2)', 200], ['MAP.get(A)', 100], ['MAP.set(A, 1)', 100], ['SET.has(A)', 100],
  ['SET.union(SET)', 400], ['new Uint8Array(100_000)', 40], ['Uint8Array.from(LIST)', 200], ['new Float64Array(LIST)', 200], ['BYTES.slice()', 50],
  ['BYTES.set(LIST)', 200], ['BYTES.buffer.slice(0)', 1], ['new ArrayBuffer(100_000)', 40], ['Object.fromEntries(LIST.map((_, i) => [i, i]))', 900],
]

/** What a call takes that does it so often. */
function stepsOf(code: string, times: number): Promise<number> {
  const body = `for (let i = 0; i < ${times}; i++) { ${code} }\n    return mqs[0]!`
  return inThread((sandbox) => {
    const strategy = sandbox.load(selecting(body, HEAD))
    const result = outcome(strategy)
    if (result !== 0) throw result
    return strategy.steps
  })
}

describe('a step that takes long pays for it', () => {
  test.each(PRICES)('%s', async (code, steps) => {
    expect(await stepsOf(code, 2) - await stepsOf(code, 1)).toBeGreaterThanOrEqual(steps)
  })

  test.each(PRICES)('%s, for ever', async (code) => {
    const error = await outcomeOf(selecting(`for (;;) { ${code} }`, HEAD))
    expect(error).toBeInstanceOf(StrategyError)
    expect(['budget', 'memory']).toContain((error as StrategyError).kind)
  })
})

test('what is short costs nothing', async () => {
  const code = 'JSON.parse("[1]"); "a,b".split(","); mqs.map((mq) => mq.queueId); Math.max(1, 2); mqs.length < 3; Object.keys(mqs[0]!)'
  expect(await stepsOf(code, 2) - await stepsOf(code, 1)).toBeLessThan(20)
})

test('fields are read, changed and counted up as ever', async () => {
  const code = `const o: any = { n: 1, list: [1, 2], self() { this.calls = (this.calls ?? 0) + 1; return this } }; class P { #n = 1; up() { return ++this.#n } }
    o.self().n++; o.self().list[o.self() && 1] += 5; o['n'] **= 2; o.list[0]--; let i = 3; const j = i++ + ++i; for (const k in o.list) i += Number(k)
    const { n, ...rest } = o; try { o.x.y } catch (e) { o.caught = e instanceof TypeError } switch (o.n) { case n: o.hit = true }
    throw [o.n, o.list, o.calls, i, j, Object.keys(rest), o.caught, o.hit, new P().up(), \`\${o.n}\`, -o.n, o.n < 5, 'n' in o].join('|')`
  const error = await outcomeOf(selecting(code.replaceAll('\\`', '`').replaceAll('\\$', '$')))
  expect(error).toMatchObject({ detail: '"4|0,7|3|6|8|list,self,calls|true|true|2|4|-4|true|true"' })
})

test('built-in functions look as they did', async () => {
  const said = async (code: string): Promise<string> => {
    const error = await outcomeOf(selecting(`throw ${code}`))
    return typeof error === 'number' ? '' : error.detail
  }
  const names = '[Array.prototype.map, JSON.parse, Math.max, Map.prototype.get].map(({ name, length }) => name + length).join()'
  expect(await said(names)).toBe('"map1,parse2,max2,get1"')
  const classes = `[new RegExp('a') instanceof RegExp, /a/.constructor === RegExp, typeof String(1), typeof new String('a'),
    new (class A extends Uint8Array { x() { return this.length } })(3).x(), Number('7') + 1, Number.MAX_SAFE_INTEGER > 1].join()`
  expect(await said(classes)).toBe('"true,true,string,object,3,8,true"')
})
