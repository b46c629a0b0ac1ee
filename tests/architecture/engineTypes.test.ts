import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

/** What the compiler says of a file of the engine, with the settings of the engine. */
function diagnose(code: string): string[] {
  const file = path.join(root, 'engine/kernel/Planted.ts')
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.engine.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root, { noEmit: true, composite: false })
  const host = ts.createCompilerHost(options)
  const read = host.getSourceFile.bind(host)
  host.getSourceFile = (name, version) =>
    path.resolve(name) === file ? ts.createSourceFile(name, code, version) : read(name, version)
  const checkOnly = { ...options, composite: false, noEmit: true, emitDeclarationOnly: false }
  const program = ts.createProgram([file], checkOnly, host)
  return ts
    .getPreEmitDiagnostics(program)
    .filter((diagnostic) => diagnostic.file !== undefined)
    .map((diagnostic) => ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '))
}

describe('the compiler, for the engine', () => {
  it.each(['document.title', 'window', 'setTimeout(() => {}, 1)', 'console.log(1)', 'fetch(\'/\')', 'process.env',
    'structuredClone({})', 'new Worker(\'x\')'])('knows nothing of %s', (expression) => {
    expect(diagnose(`export const x = ${expression}`).join()).toMatch(/Cannot find name/)
  })

  it.each([
    ['enum', 'export enum Colour { RED }', 'erasableSyntaxOnly'],
    ['a parameter property', 'export class A { constructor(readonly x: number) {} }', 'erasableSyntaxOnly'],
    ['an unchecked index', 'export const first = (list: number[]): number => list[0]', 'undefined'],
    ['an implicit any', 'export const f = (x) => x', 'implicitly has an \'any\' type'],
    ['an override that does not say so', 'class A { f(): void {} }\nexport class B extends A { f(): void {} }', 'override'],
  ])('refuses %s', (_, code, message) => {
    expect(diagnose(code).join()).toContain(message)
  })

  it('accepts what the engine is made of', () => {
    expect(diagnose('export function* f(): Generator<string, number, 0 | 1> {\n  return yield \'x\'\n}')).toEqual([])
  })
})
