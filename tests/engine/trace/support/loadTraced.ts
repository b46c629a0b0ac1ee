import { transformSync } from 'esbuild'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { instrument } from '../../../../engine/adapters/instrumenter/instrument.mjs'
import { SiteTableBuilder } from '../../../../engine/adapters/instrumenter/site-table.mjs'
import * as probe from '../../../../engine/trace/probe'
import type { SiteTableJson } from '../../../../engine/trace/SiteTable'
import { SiteTable } from '../../../../engine/trace/SiteTable'

export const PROJECT_ROOT = path.resolve(import.meta.dirname, '../../../..')

const RUNTIME = 'the probes'

/** The modules that a program may import, by the last part of the specifier. */
export type Modules = Readonly<Record<string, unknown>>

/** Runs a TypeScript module as it is and returns its exports. */
export function evaluate<T>(source: string, modules: Modules = {}): T {
  const { code } = transformSync(source, {
    loader: 'ts',
    format: 'cjs',
    target: 'es2022',
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: true, verbatimModuleSyntax: true } },
  })
  const module = { exports: {} }
  const require = (specifier: string): unknown => {
    if (specifier === RUNTIME) return probe
    const found = modules[path.basename(specifier)]
    if (found === undefined) throw new Error(`the test hands over no module ${specifier}`)
    return found
  }
  new Function('require', 'module', 'exports', code)(require, module, module.exports)
  return module.exports as T
}

export interface TracedProgram<T> {
  readonly exports: T
  readonly sites: SiteTable
  readonly file: string
  readonly source: string
  /** The number of the line (from 1) that contains this text; it must be the only one. */
  lineOf(text: string): number
}

/** Runs an instrumented TypeScript module. Its file has number 0 in the site table. */
export function loadTraced<T>(source: string, modules: Modules = {}, file = 'program.ts'): TracedProgram<T> {
  const { code, sites } = instrument(source, { file, fileIndex: 0, runtime: RUNTIME })
  const builder = new SiteTableBuilder()
  builder.add(file, sites)
  const lines = source.split('\n')
  return {
    exports: evaluate<T>(code, modules),
    sites: new SiteTable(JSON.parse(JSON.stringify(builder)) as SiteTableJson),
    file,
    source,
    lineOf(text) {
      const found = lines.flatMap((line, index) => (line.includes(text) ? [index + 1] : []))
      if (found.length !== 1) throw new Error(`${found.length} lines contain ${text}`)
      return found[0]!
    },
  }
}

export function readSource(relative: string): string {
  return readFileSync(path.join(PROJECT_ROOT, relative), 'utf8')
}
