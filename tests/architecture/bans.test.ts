import { ESLint } from 'eslint'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const eslint = new ESLint({ cwd: root })

async function problems(code: string, file = 'engine/broker/Planted.ts'): Promise<string[]> {
  const [result] = await eslint.lintText(`${code}\n`, { filePath: path.join(root, file) })
  return result!.messages.map(({ ruleId, message }) => `${ruleId ?? 'fatal'}: ${message}`)
}

const long = (lines: number): string => Array.from({ length: lines }, (_, index) => `  call(${index})`).join('\n')

/** What is written, the rule that objects, and a part of what it says to use instead. */
const banned: ReadonlyArray<readonly [code: string, rule: string, instead: string]> = [
  ['export const now = Date.now()', 'no-restricted-globals', 'currentTimeMillis'],
  ['export const now = new Date()', 'no-restricted-globals', 'currentTimeMillis'],
  ['export const now = performance.now()', 'no-restricted-globals', 'nanoTime'],
  ['setTimeout(() => {}, 1)', 'no-restricted-globals', 'sleep()'],
  ['setInterval(() => {}, 1)', 'no-restricted-globals', 'ScheduledExecutorService'],
  ['queueMicrotask(() => {})', 'no-restricted-globals', 'kernel.schedule'],
  ['export const later = Promise.resolve(1)', 'no-restricted-globals', 'CompletableFuture'],
  ['export async function load(): Promise<void> {}', 'no-restricted-syntax', 'Blocking'],
  ['export const load = async () => 1', 'no-restricted-syntax', 'Blocking'],
  ['export class A {\n  async load() {}\n}', 'no-restricted-syntax', 'Blocking'],
  ['export const module = () => import(\'./other\')', 'no-restricted-syntax', 'top of the file'],
  ['console.log(1)', 'no-restricted-globals', 'kernel.emit'],
  ['export const id = crypto.randomUUID()', 'no-restricted-globals', 'seeded'],
  ['void fetch(\'/\')', 'no-restricted-globals', 'Wire'],
  ['export const title = document.title', 'no-restricted-globals', 'ports'],
  ['export const top = window', 'no-restricted-globals', 'ports'],
  ['export const agent = navigator.userAgent', 'no-restricted-globals', 'ports'],
  ['self.close()', 'no-restricted-globals', 'ports'],
  ['export const all = globalThis', 'no-restricted-globals', 'ports'],
  ['export const home = process.env', 'no-restricted-globals', 'ports'],
  ['export const bytes = Buffer.alloc(1)', 'no-restricted-globals', 'Uint8Array'],
  ['export const encoder = new TextEncoder()', 'no-restricted-globals', 'Utf8'],
  ['export const format = new Intl.NumberFormat()', 'no-restricted-globals', 'code units'],
  ['export const ref = new WeakRef({})', 'no-restricted-globals', 'Map'],
  ['export const registry = new FinalizationRegistry(() => {})', 'no-restricted-globals', 'Map'],
  ['export const copy = structuredClone({})', 'no-restricted-globals', 'Copy the fields'],
  ...['random'].map((name) => [`export const x = Math.${name}()`, 'no-restricted-properties', 'seeded'] as const),
  ...['pow', 'exp', 'log', 'log2', 'log10', 'log1p', 'sin', 'cos', 'tan', 'cbrt', 'sinh', 'expm1', 'hypot', 'atan2'].map(
    (name) => [`export const x = Math.${name}(1, 2)`, 'no-restricted-properties', 'last bit'] as const,
  ),
  ['export const { random } = Math', 'no-restricted-properties', 'seeded'],
  ['export const x = Math[\'pow\'](1, 2)', 'no-restricted-properties', 'last bit'],
  ['export const power = (x: number) => x ** 0.5', 'no-restricted-syntax', 'last bit'],
  ['export const order = (a: string, b: string) => a.localeCompare(b)', 'no-restricted-properties', 'code units'],
  ['export const text = (1).toLocaleString()', 'no-restricted-properties', 'code units'],
  ['export enum Colour { RED }', 'no-restricted-syntax', 'const object'],
  ['export class A {\n  constructor(readonly x: number) {}\n}', 'no-restricted-syntax', 'Declare the field'],
  ['export namespace A {\n  export const x = 1\n}', 'no-restricted-syntax', 'module'],
  ['export * from \'./Other\'', 'no-restricted-syntax', 'barrels'],
  ['export default 1', 'no-restricted-syntax', 'by its name'],
  ['/// <reference lib="dom" />\nexport const x = 1', '@typescript-eslint/triple-slash-reference', ''],
  ['import { Thread } from \'./Thread\'\nexport type A = Thread', '@typescript-eslint/consistent-type-imports', ''],
  ['assert(x > 1, `x is ${x}`)', 'no-restricted-syntax', 'literal'],
  ['assert(x > 1, describe(x))', 'no-restricted-syntax', 'literal'],
  [`export function f(call: (x: number) => void) {\n${long(70)}\n}`, 'max-lines-per-function', '70'],
  ['export const x = 1;', 'semi', ''],
  ['export const x = "text"', 'quotes', ''],
  [`export const x = ${'1 + '.repeat(40)}1`, 'max-len', '120'],
]

describe('in the engine', () => {
  it.each(banned)('%j is caught by %s', async (code, rule, instead) => {
    const caught = (await problems(code)).filter((problem) => problem.startsWith(`${rule}:`))
    expect(caught.join('\n')).toContain(instead)
    expect(caught).not.toEqual([])
  })

  it('no comment switches a ban off', async () => {
    const caught = await problems('// eslint-disable-next-line no-restricted-globals\nexport const now = Date.now()')
    expect(caught.join('\n')).toMatch(/no-restricted-globals: .*Date/)
  })

  it.each([
    ['a parameter called process', 'export const nameOf = (process: { name: string }) => process.name'],
    ['exact arithmetic', 'export const x = Math.floor(Math.sqrt(2)) + Math.imul(2, 3) + Math.max(1, 2)'],
    ['a generator', 'export function* f(): Generator<number> {\n  yield 1\n}'],
    ['an assert', "assert(x > 1, 'x is more than one', x, 1)"],
    ['a const object', 'export const State = { A: \'A\' } as const'],
  ])('%s is allowed', async (_, code) => {
    expect(await problems(code)).toEqual([])
  })
})

describe('elsewhere', () => {
  it('the file for UTF-8 may use the platform\'s encoder, and nothing else', async () => {
    expect(await problems('export const encoder = new TextEncoder()', 'engine/kernel/Utf8.ts')).toEqual([])
    expect(await problems('export const now = Date.now()', 'engine/kernel/Utf8.ts')).toHaveLength(1)
  })

  it.each(['engine/adapters/opfs/Planted.ts', 'engine/worker/Planted.ts', 'components/Planted.tsx', 'tests/planted.ts'])(
    '%s may use the platform',
    async (file) => {
      expect(await problems('export const load = async () => setTimeout(() => console.log(Date.now()), 1)', file)).toEqual([])
    },
  )

  it('the length of a method counts in adapters and in the worker too', async () => {
    const code = `export function f(call: (x: number) => void) {\n${long(70)}\n}`
    expect((await problems(code, 'engine/worker/Planted.ts')).join()).toContain('max-lines')
    expect((await problems(code, 'engine/adapters/opfs/Planted.ts')).join()).toContain('max-lines')
  })
})
