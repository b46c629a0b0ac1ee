import { readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * A small change to a source; `find` stands in it exactly once, `breaks` says what goes wrong.
 * @typedef {{ name: string, file: string, find: string, replace: string, breaks: string }} Mutant
 */

/**
 * An esbuild plugin that plants a fault while bundling. Fails the build unless `find` stands in the file exactly once.
 * @param {{ root: string, mutant: Mutant }} options
 */
export function plantFault({ root, mutant }) {
  const target = path.join(root, mutant.file)
  return {
    name: 'plant-fault',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
        if (file !== target) return null
        return { contents: mutated(readFileSync(file, 'utf8'), mutant), loader: 'ts' }
      })
    },
  }
}

/** The source with the fault in it. @throws Error when it does not fit */
export function mutated(source, { name, file, find, replace }) {
  const count = source.split(find).length - 1
  if (count !== 1) throw new Error(`planted fault '${name}': its text stands ${count} times in ${file}, not once`)
  return source.replace(find, () => replace)
}
