import type { Plugin } from 'esbuild'
import { build, transformSync } from 'esbuild'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { tracedEngine } from '../../../../engine/adapters/instrumenter/esbuild-plugin.mjs'
import { instrument } from '../../../../engine/adapters/instrumenter/instrument.mjs'
import { buildSiteTable } from '../../../../engine/adapters/instrumenter/site-table.mjs'
import { isTracedFile, listTracedFiles, runtimeSpecifier } from '../../../../engine/adapters/instrumenter/traced-files.mjs'
import { tracedEngine as tracedEngineForVitest } from '../../../../engine/adapters/instrumenter/vitest-plugin.mjs'
import type { SiteTableJson } from '../../../../engine/trace/SiteTable'
import { SiteTable } from '../../../../engine/trace/SiteTable'
import { readSource, PROJECT_ROOT } from '../../trace/support/loadTraced'

const FILES = listTracedFiles(PROJECT_ROOT)
const SOME_FILE = 'engine/kernel/concurrent/Semaphore.ts'

interface Outcome {
  readonly log: readonly string[]
  readonly events: number
  readonly symbols: readonly string[]
  readonly truncated: boolean
}

const PROGRAM = 'tests/engine/adapters/instrumenter/fixtures/kernelProgram.ts'

/** Bundles the program that uses the kernel, runs the bundle, and returns what it says. */
async function runBundle(plugins: Plugin[], minify = false): Promise<Outcome> {
  const { outputFiles } = await build({
    entryPoints: [path.join(PROJECT_ROOT, PROGRAM)],
    bundle: true,
    write: false,
    format: 'cjs',
    target: 'es2022',
    minify,
    plugins,
  })
  const module = { exports: {} as { run(sites: SiteTableJson): Outcome } }
  new Function('module', 'exports', outputFiles[0]!.text)(module, module.exports)
  return module.exports.run(buildSiteTable(PROJECT_ROOT))
}

describe('every traced file of the engine', () => {
  test('is among those of the rooms that are traced', () => {
    expect(FILES.length).toBeGreaterThan(20)
    expect(FILES).toEqual([...FILES].sort())
    expect(FILES.filter((file) => /engine\/(adapters|trace|worker)\//.test(file))).toEqual([])
    expect(isTracedFile('engine/kernel/types.d.ts')).toBe(false)
    expect(isTracedFile('components/kernel/Kernel.ts')).toBe(false)
  })

  test.each(FILES)('%s keeps its lines and is valid', (file) => {
    const source = readSource(file)
    const { code } = instrument(source, { file, fileIndex: FILES.indexOf(file), runtime: runtimeSpecifier(file) })
    expect(code.split('\n').length).toBe(source.split('\n').length)
    expect(() => transformSync(code, { loader: 'ts', target: 'es2022' })).not.toThrow()
  })
})

describe('the site table', () => {
  const json = buildSiteTable(PROJECT_ROOT)
  const table = new SiteTable(JSON.parse(JSON.stringify(json)) as SiteTableJson)

  test('has every file under its number, and in it every place', () => {
    expect(table.files).toEqual(FILES)
    const [enter] = table.entrances('Semaphore#release')
    const site = table.site(enter!)!
    expect(site).toMatchObject({ file: SOME_FILE, symbol: 'Semaphore#release' })
    expect(readSource(SOME_FILE).split('\n')[site.line - 1]).toContain('release(')
    expect(table.sitesAt(SOME_FILE, site.line)).toContain(enter)
    expect(table.fileIndex('engine/trace/probe.ts')).toBe(-1)
    expect(table.site(0xffff_ffff)).toBeNull()
  })
})

describe('esbuild', () => {
  test('a program over the kernel does the same in both builds, and is recorded in one', async () => {
    const plain = await runBundle([])
    const traced = await runBundle([tracedEngine({ root: PROJECT_ROOT })])
    expect(plain.log.length).toBeGreaterThan(5)
    expect(traced.log).toEqual(plain.log)
    expect(plain.symbols).toEqual([])
    expect(traced.symbols).toContain('Semaphore#acquire')
    expect(traced.symbols).toContain('CountDownLatch#countDown')
  })

  test('classes have their names even when the bundle is minified, and the trace is the same', async () => {
    const traced = await runBundle([tracedEngine({ root: PROJECT_ROOT })])
    const minified = await runBundle([tracedEngine({ root: PROJECT_ROOT })], true)
    expect(minified).toEqual(traced)
  })

  test('the scheduler itself does not show', async () => {
    const { symbols } = await runBundle([tracedEngine({ root: PROJECT_ROOT })])
    const scheduler = /^(Kernel|Thread|Process|RunQueue|TimerHeap|TimerTable|Random)#/
    expect(symbols.filter((symbol) => scheduler.test(symbol))).toEqual([])
  })
})

describe('Vitest', () => {
  const plugin = tracedEngineForVitest({ root: PROJECT_ROOT }) as unknown as {
    enforce: string
    transform(source: string, id: string): { code: string } | null
  }

  test('instruments the files of the engine, with the same numbers, and no others', () => {
    expect(plugin.enforce).toBe('pre')
    const { code } = plugin.transform(readSource(SOME_FILE), `${path.join(PROJECT_ROOT, SOME_FILE)}?v=1`)!
    expect(code).toContain("import{__t}from'../../trace/probe'")
    expect(code).toContain(`__t.c(this,${FILES.indexOf(SOME_FILE) * 4096},"Semaphore")`)
    expect(plugin.transform('f()', path.join(PROJECT_ROOT, 'engine/trace/Trace.ts'))).toBeNull()
    expect(plugin.transform('f()', path.join(PROJECT_ROOT, 'tests/a.test.ts'))).toBeNull()
  })
})

test('the specifier of the probes is relative to the file', () => {
  expect(runtimeSpecifier('engine/kernel/Kernel.ts')).toBe('../trace/probe')
  expect(runtimeSpecifier('engine/index.ts')).toBe('./trace/probe')
})
