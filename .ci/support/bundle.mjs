import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './command.mjs'
import { plantFault } from './mutate.mjs'

/**
 * Bundles a TypeScript program for Node into .cache/.
 * @param {string} entry relative to the root
 * @param {{ name: string, traced?: boolean, mutant?: import('./mutate.mjs').Mutant, asserts?: boolean }} options
 * @returns {Promise<string>} the path of the bundle
 */
export async function bundleForNode(entry, { name, traced = false, mutant, asserts = true }) {
  // Not a static import: this file is also read where nothing is installed yet.
  const { build } = await import('esbuild')
  const outfile = path.join(root, '.cache', `${name}.mjs`)
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
    plugins: [
      ...(traced ? [await instrumenter()] : []),
      ...(mutant ? [plantFault({ root, mutant })] : []),
      ...(asserts ? [] : [await stripper()]),
    ],
  })
  return outfile
}

async function stripper() {
  return (await import('./without-asserts.mjs')).withoutAsserts()
}

async function instrumenter() {
  const file = path.join(root, 'engine', 'adapters', 'instrumenter', 'esbuild-plugin.mjs')
  const { tracedEngine } = await import(pathToFileURL(file).href)
  return tracedEngine({ root })
}
