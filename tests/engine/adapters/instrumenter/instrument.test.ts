import { parse } from '@babel/parser'
import { afterEach, describe, expect, test } from 'vitest'
import type { Site } from '../../../../engine/adapters/instrumenter/instrument.mjs'
import { instrument } from '../../../../engine/adapters/instrumenter/instrument.mjs'
import type { ProbeSink } from '../../../../engine/trace/probe'
import { __t, setProbeSink } from '../../../../engine/trace/probe'
import { evaluate, loadTraced, readSource } from '../../trace/support/loadTraced'

const FIXTURE = 'tests/engine/adapters/instrumenter/fixtures/everyConstruct.ts'

const OPTIONS = { file: 'a.ts', fileIndex: 2, runtime: './probe' }

function sitesOf(source: string): Site[] {
  return instrument(source, OPTIONS).sites
}

/** A source of several lines. */
function lines(...each: string[]): string {
  return each.join('\n')
}

/** Runs with everything on; the sink writes down what the probes hand over. */
class Notes implements ProbeSink {
  readonly statements: Array<{ site: number; values: readonly unknown[] }> = []
  readonly calls: string[] = []
  private token = 0

  static watch(): Notes {
    const notes = new Notes()
    setProbeSink(notes)
    __t.on = true
    __t.av = true
    __t.lv = 2
    return notes
  }

  statement(site: number): void {
    this.statements.push({ site, values: [] })
  }

  locals(site: number, values: readonly unknown[]): void {
    this.statements.push({ site, values: [...values] })
  }

  enter(site: number, self: unknown, args: readonly unknown[] | null): number {
    this.calls.push(`enter ${site} ${typeof self === 'object' && self !== null ? 'this' : '-'} ${JSON.stringify(args)}`)
    return this.token++
  }

  self(token: number, self: unknown): void {
    this.calls.push(`self ${token} ${JSON.stringify(self)}`)
  }

  thrown(token: number, error: unknown): void {
    this.calls.push(`thrown ${token} ${String(error)}`)
  }

  exit(token: number, result: unknown): void {
    this.calls.push(`exit ${token} ${String(result)}`)
  }
}

afterEach(() => setProbeSink(null))

describe('the fixture with every construct', () => {
  const source = readSource(FIXTURE)

  test('computes the same without probes, with probes off, and with everything on', async () => {
    const plain = await evaluate<{ run(): Promise<unknown[]> }>(source).run()
    const off = await loadTraced<{ run(): Promise<unknown[]> }>(source).exports.run()
    const traced = loadTraced<{ run(): Promise<unknown[]> }>(source)
    const notes = Notes.watch()
    const on = await traced.exports.run()
    expect(plain.length).toBeGreaterThan(25)
    expect(off).toEqual(plain)
    expect(on).toEqual(plain)
    expect(notes.statements.length).toBeGreaterThan(200)
    expect(notes.calls.filter((call) => call.startsWith('enter')).length).toBe(
      notes.calls.filter((call) => call.startsWith('exit')).length,
    )
  })

  test('keeps its number of lines, and its own text apart from insertions', () => {
    const { code } = instrument(source, OPTIONS)
    const before = source.split('\n')
    const after = code.split('\n')
    expect(after.length).toBe(before.length)
    before.forEach((line, index) => expect(isSubsequence(line, after[index]!), `line ${index + 1}`).toBe(true))
  })

  test('gives every statement that runs a site on its own line', () => {
    const known = new Set(sitesOf(source).map((site) => site.line))
    const missing: number[] = []
    source.split('\n').forEach((text, index) => {
      const plain = /^\s+(log\.|steps\.|seen\.|found\.|result \+=|return |throw |const (inner|wake|half|step) )/
      const isPlain = plain.test(text)
      const isInNotTraced = text === '  return sum'
      if (isPlain && !isInNotTraced && !known.has(index + 1)) missing.push(index + 1)
    })
    expect(missing).toEqual([])
  })

  test('maps every line to itself', () => {
    const { map } = instrument(source, OPTIONS)
    expect(map.mappings.split(';').length).toBe(source.split('\n').length)
    expect(map.sources).toEqual(['a.ts'])
  })
})

function isSubsequence(short: string, long: string): boolean {
  let at = 0
  for (const character of long) if (character === short[at]) at++
  return at === short.length
}

describe('sites', () => {
  test('have the number of their file in their id', () => {
    const { code } = instrument('export function f() {\n  g()\n}\n', OPTIONS)
    expect(code).toContain(`__t.enter(${2 * 4096},`)
    expect(code).toContain(`__t.p(${2 * 4096 + 1})`)
  })

  test('have line, column, end of the head, kind, symbol and names', () => {
    const sites = sitesOf('class A {\n  m(a: number) {\n    if (a >\n      1) {\n      f(a)\n    }\n  }\n}\n')
    expect(sites).toEqual([
      { line: 1, column: 0, endLine: 8, kind: 3, symbol: 'A', names: [] },
      { line: 2, column: 2, endLine: 7, kind: 1, symbol: 'A#m', names: ['a'] },
      { line: 3, column: 4, endLine: 4, kind: 0, symbol: 'A#m', names: ['this', 'a'] },
      { line: 5, column: 6, endLine: 5, kind: 0, symbol: 'A#m', names: ['this', 'a'] },
    ])
  })

  test('name functions after what they are assigned to, and nested ones after what is around them', () => {
    const symbols = (source: string): string[] => [...new Set(sitesOf(source).map((site) => site.symbol))]
    expect(symbols('export const f = () => { g() }')).toEqual(['f'])
    expect(symbols('export const X = { encode() { g() }, run: () => 1 }')).toEqual(['X#encode', 'X#run'])
    expect(symbols('class A { handle = () => 1; get #p() { return 1 } static s() { return 1 } }')).toEqual([
      'A', 'A#handle', 'A##p', 'A#s',
    ])
    expect(symbols('function f() { const inner = () => 1; run({ onSuccess() { g() } }); run(() => 2) }')).toEqual([
      'f', 'f.inner', 'f.onSuccess', 'f.(anonymous)',
    ])
    expect(symbols('export default function () { g() }')).toEqual(['(anonymous)'])
  })

  test('are refused when there are more than a file can have', () => {
    expect(() => sitesOf(`function f() {\n${'g()\n'.repeat(4096)}}`)).toThrow(/too many sites/)
  })
})

describe('traps', () => {
  /** The instrumented code has to parse; without semicolons that is less than obvious. */
  function instrumented(source: string): string {
    const { code } = instrument(source, OPTIONS)
    parse(code, { sourceType: 'module', plugins: ['typescript'] })
    return code
  }

  test('an early return without braces and without semicolon', () => {
    const code = instrumented('function f(a) {\n  if (a) return b\n  else return c\n}\n')
    expect(code).toMatch(/if \(a\) \{.*return __r=\(b\)\}\n {2}else \{.*return __r=\(c\)\}/)
  })

  test('an arrow at the end of a return at the end of an if: the closers in their order', () => {
    const code = instrumented('function f(a) {\n  if (a) return () => a\n  return null\n}\n')
    expect(code).toMatch(/\(a\)\)\)\}\n/)
  })

  test('a name that a later let of the block shadows is not read before', () => {
    const sites = sitesOf('function f(a, b) {\n  one()\n  {\n    two()\n    const a = 1\n    three()\n  }\n  four()\n}')
    expect(sites.filter((site) => site.kind === 0).map((site) => site.names.join())).toEqual([
      'a,b', 'b', 'b', 'b,a', 'a,b',
    ])
  })

  test('the cases of a switch are one scope', () => {
    const sites = sitesOf(lines(
      'function f(a, k) {',
      '  switch (k) {',
      '    case 1:',
      '      one()',
      '    case 2:',
      '      const a = 2',
      '      two()',
      '  }',
      '}',
    ))
    expect(sites.filter((site) => site.kind === 0).map((site) => site.names.join())).toEqual(['a,k', 'k', 'k', 'k,a'])
  })

  test('closures read only their own variables', () => {
    const sites = sitesOf('function f(a) {\n  const g = (b) => { return b + c }\n  const c = 1\n  return g(a) + c\n}')
    expect(sites.find((site) => site.symbol === 'f.g' && site.kind === 0)?.names).toEqual(['b'])
  })

  test('variables of loops and of catch are seen within them only', () => {
    const sites = sitesOf(
      lines(
        'function f() {',
        '  for (let i = 0; i < 2; i++) one()',
        '  for (const x of y) two()',
        '  try { three() } catch (e) { four() }',
        '  five()',
        '}',
      ),
    )
    expect(sites.filter((site) => site.kind === 0).map((site) => `${site.line}:${site.names.join()}`)).toEqual([
      '2:', '2:i', '2:i', '3:', '3:x', '4:', '4:e', '5:',
    ])
  })

  test('a derived constructor reads no this before super, and tells it afterwards', () => {
    const source = lines(
      'class A {}',
      'export class B extends A {',
      '  x = 1',
      '  constructor(a) {',
      '    const b = a',
      '    super()',
      '    this.x = b',
      '  }',
      '}',
    )
    const program = loadTraced<{ B: new (a: number) => object }>(source)
    const notes = Notes.watch()
    const made = new program.exports.B(5)
    expect(made).toEqual({ x: 5 })
    expect(notes.calls.map((call) => call.replace(/enter \d+/, 'enter'))).toEqual([
      'enter - [5]', 'self 0 {"x":1}', 'exit 0 undefined',
    ])
    expect(notes.statements.map((each) => each.values)).toEqual([[5], [5, 5], [made, 5, 5]])
  })

  test('a derived constructor that calls super in a branch gets no frame', () => {
    const sites = sitesOf('class B extends A {\n  constructor(a) {\n    if (a) super(1)\n    else super(2)\n  }\n}')
    expect(sites.some((site) => site.kind === 1)).toBe(false)
    expect(sites.filter((site) => site.kind === 0).every((site) => !site.names.includes('this'))).toBe(true)
  })

  test('directives stay directives', () => {
    const code = instrumented("function f() {\n  'use strict'\n  return 1\n}")
    expect(code).toMatch(/\{\n {2}'use strict';const __e=/)
    expect(instrumented("'use client'\nfunction f() { return 1 }")).toMatch(/^'use client';import\{__t\}from/)
  })

  test('what starts with a bracket or a sign after a line without semicolon', () => {
    instrumented('function f() {\n  const a = b\n  ;[c, d] = [d, c]\n  ;(() => 1)()\n  let e = f\n  ++e\n  return e\n}')
  })

  test('loops without braces, without a body, and with labels', () => {
    const code = instrumented(lines(
      'function f() {',
      '  for (;;) g()',
      '  outer: for (const x of y) for (;;) if (x) continue outer',
      '  while (h()) ;',
      '}',
    ))
    expect(code).not.toMatch(/outer:\s*\{?__t/)
  })

  test('the condition of while, and the update of for, are steps each time round', () => {
    const program = loadTraced<{ f(): number }>(lines(
      'export function f() {',
      '  let n = 0',
      '  while (n < 2)',
      '    n++',
      '  for (let i = 0; i < 2; i++)',
      '    n++',
      '  return n',
      '}',
    ))
    const notes = Notes.watch()
    expect(program.exports.f()).toBe(4)
    const visited = notes.statements.map((each) => program.sites.site(each.site)!.line)
    expect(visited).toEqual([2, 3, 4, 3, 4, 3, 5, 6, 5, 6, 5, 7])
  })

  test('types, overloads, declarations and abstract methods have no sites', () => {
    const sites = sitesOf(
      lines(
        'interface I { m(): void }',
        'type T = () => void',
        'declare function d(): void',
        'function o(a: string): void',
        'function o(a: unknown) { g(a) }',
        'abstract class A { abstract m(): void; declare x: number }',
        'declare class D { m(): void }',
      ),
    )
    expect(sites.map((site) => `${site.line} ${site.kind}`)).toEqual(['5 1', '5 0', '6 3'])
  })

  test('a module without anything to trace stays as it is', () => {
    const source = 'export interface I { readonly a: number }\nexport const LIMIT = 5\n'
    expect(instrument(source, OPTIONS).code).toBe(source)
  })

  test('classes tell their name', () => {
    const { exports } = loadTraced<{ Foo: object }>('export class Foo { bar = 1 }')
    expect(exports.Foo).toBeDefined()
    expect(instrument('class Foo {}', OPTIONS).code).toContain('class Foo {static{__t.c(this,8192,"Foo")}}')
  })

  test('an iterator is no frame, a blocking generator is one', () => {
    const kinds = (type: string): number[] => sitesOf(`function* f()${type} { yield 1 }`).map((site) => site.kind)
    expect(kinds(': IterableIterator<number>')).toEqual([0])
    expect(kinds(': Blocking<void>')).toEqual([1, 0])
    expect(kinds('')).toEqual([1, 0])
  })

  test('the value that a finally returns instead is the one that is reported', () => {
    const program = loadTraced<{ f(): number }>('export function f() {\n  try { return 1 } finally { return 2 }\n}')
    const notes = Notes.watch()
    expect(program.exports.f()).toBe(2)
    expect(notes.calls.at(-1)).toBe('exit 0 2')
  })

  test('exceptions are reported and go on', () => {
    const program = loadTraced<{ f(): void }>("export function f() {\n  throw new Error('no')\n}")
    const notes = Notes.watch()
    expect(() => program.exports.f()).toThrow('no')
    expect(notes.calls.slice(1)).toEqual(['thrown 0 Error: no', 'exit 0 undefined'])
  })
})

describe('@notrace', () => {
  test('leaves a function, a method, or a class without probes', () => {
    const sites = sitesOf(
      lines(
        '/** Fast. @notrace */',
        'export function f() { g(() => 1) }',
        'class A {',
        '  /** @notrace */',
        '  m() { g() }',
        '  n() { g() }',
        '}',
        '// @notrace',
        'class B { m() { g() } }',
      ),
    )
    expect(sites.map((site) => `${site.symbol} ${site.kind}`)).toEqual(['A 3', 'A#n 1', 'A#n 0', 'B 3'])
  })

  test('-file at the top leaves only the names of the classes', () => {
    const sites = sitesOf('// @notrace-file: why\nclass A { m() { g() } }\nfunction f() { g() }\n')
    expect(sites.map((site) => site.symbol)).toEqual(['A'])
  })

  test('-file further down means nothing', () => {
    expect(sitesOf('const a = 1\n// @notrace-file\nfunction f() { g() }\n').length).toBe(2)
  })
})
