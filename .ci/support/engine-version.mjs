import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './command.mjs'

/** All that a run follows from besides its key. */
const ENGINE = `
  export { runScenario } from './engine/adapters/run/runScenario'
  export { parseScenario } from './engine/adapters/scenario/parseScenario'
  export { wholeScenario } from './engine/cluster/clusterdrill/wholeScenario'
  export { loadScenario } from './engine/cluster/loadScenario'
  export { readersStrategy } from './engine/cluster/ReaderStrategy'`

/**
 * The version of the engine, as links carry it: eight digits that change with every statement that runs, and with every scenario, but
 * not with comments, types and layout.
 * @returns {Promise<Record<string, string>>} environment for Next
 */
export async function engineVersion() {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: ENGINE, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    packages: 'external',
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
  const hash = createHash('sha256').update(outputFiles[0].contents)
  const scenarios = path.join(root, 'content', 'scenarios')
  for (const file of readdirSync(scenarios).filter((name) => name.endsWith('.json')).sort()) {
    hash.update(`${file}\n`).update(readFileSync(path.join(scenarios, file)))
  }
  return { NEXT_PUBLIC_ENGINE_VERSION: hash.digest('hex').slice(0, 8) }
}
