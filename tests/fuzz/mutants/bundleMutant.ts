import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'
import type { Mutant } from './clusterMutants'

const root = path.resolve(import.meta.dirname, '../../..')

/** Bundles a program for Node with the mutant in place of the engine's own text. @returns the path of the bundle */
export async function bundleMutant(entry: string, { file, changes }: Mutant, name: string): Promise<string> {
  const outfile = path.join(root, '.cache', 'mutants', `${name}.mjs`)
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    packages: 'external',
    logLevel: 'error',
    plugins: [{
      name: 'mutant',
      setup: ({ onLoad }) => {
        onLoad({ filter: /\.ts$/ }, async ({ path: loaded }) => {
          if (path.relative(root, loaded) !== file) return null
          let contents = await readFile(loaded, 'utf8')
          for (const { text, replacement } of changes) {
            const places = contents.split(text).length - 1
            if (places !== 1) throw new Error(`"${text}" stands ${places} times in ${file}`)
            contents = contents.replace(text, () => replacement)
          }
          return { contents, loader: 'ts' }
        })
      },
    }],
  })
  return outfile
}
