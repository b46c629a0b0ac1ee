// The loader that Turbopack (or webpack) runs over every file of the engine in the traced build. Options: `root`, the
// folder of the project, and `hash` from instrumenterHash(root): without it the bundler's cache would go on to serve
// what an earlier version of the instrumenter, or an earlier list of files, has produced. CommonJS, because not every
// Node that the project supports can `require` an ES module.

'use strict'

const path = require('node:path')

/** The numbers of the files, for the list that a hash stands for. */
const numberings = new Map()

module.exports = function instrumentLoader(source) {
  const done = this.async()
  const { root, hash } = this.getOptions()
  this.cacheable?.(true)
  instrumentFile(source, this.resourcePath, root, hash).then(({ code, map }) => done(null, code, map), done)
}

async function instrumentFile(source, resourcePath, root, hash) {
  const { instrument } = await import('./instrument.mjs')
  const { listTracedFiles, isTracedFile, runtimeSpecifier } = await import('./traced-files.mjs')
  const file = path.relative(root, resourcePath).split(path.sep).join('/')
  if (!isTracedFile(file)) return { code: source, map: undefined }
  const key = `${root}\n${hash}`
  if (!numberings.has(key)) numberings.set(key, listTracedFiles(root))
  const fileIndex = numberings.get(key).indexOf(file)
  if (fileIndex < 0) throw new Error(`${file} is new: build again, or start the development server again, to number it`)
  const { code, map } = instrument(source, { file, fileIndex, runtime: runtimeSpecifier(file) })
  return { code, map: JSON.parse(map.toString()) }
}
