// The traced build for Vitest: tests of the engine run over instrumented code, with the lines of the original.

import path from 'node:path'
import { instrument } from './instrument.mjs'
import { listTracedFiles, runtimeSpecifier } from './traced-files.mjs'

/**
 * @param {{ root: string }} options the folder of the project
 * @returns {import('vite').Plugin}
 */
export function tracedEngine({ root }) {
  const files = listTracedFiles(root)
  return {
    name: 'traced-engine',
    enforce: 'pre',
    transform(source, id) {
      const file = path.relative(root, id.split('?')[0] ?? id).split(path.sep).join('/')
      const fileIndex = files.indexOf(file)
      if (fileIndex < 0) return null
      const { code, map } = instrument(source, { file, fileIndex, runtime: runtimeSpecifier(file) })
      return { code, map: JSON.parse(map.toString()) }
    },
  }
}
