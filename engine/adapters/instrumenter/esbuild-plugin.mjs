// The traced build for esbuild: the runner in Node and the tests use it.

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { instrument } from './instrument.mjs'
import { listTracedFiles, runtimeSpecifier } from './traced-files.mjs'

/**
 * @param {{ root: string }} options the folder of the project
 * @returns {import('esbuild').Plugin}
 */
export function tracedEngine({ root }) {
  return {
    name: 'traced-engine',
    setup(build) {
      /** @type {string[]} */
      let files = []
      build.onStart(() => {
        files = listTracedFiles(root)
      })
      build.onLoad({ filter: /\.ts$/ }, async ({ path: absolute }) => {
        const file = path.relative(root, absolute).split(path.sep).join('/')
        const fileIndex = files.indexOf(file)
        if (fileIndex < 0) return undefined
        const source = await readFile(absolute, 'utf8')
        const { code, map } = instrument(source, { file: absolute, fileIndex, runtime: runtimeSpecifier(file) })
        return { contents: `${code}\n//# sourceMappingURL=${map.toUrl()}`, loader: 'ts' }
      })
    },
  }
}
