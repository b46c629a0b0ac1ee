// Which files of the engine are traced, and the number of each. A site's id is made of that number, so it must not
// depend on the order in which a bundler happens to load files: it is the place in the sorted list.

import { readdirSync } from 'node:fs'
import path from 'node:path'

/** Rooms that are never traced: the tracing itself, what runs it, and what touches the platform. */
const UNTRACED_ROOMS = ['adapters', 'trace', 'worker']

/** The module that the instrumented code imports, relative to the root of the project, without extension. */
export const RUNTIME = 'engine/trace/probe'

/**
 * The paths of all traced files relative to `root`, with slashes, sorted by code unit.
 * @param {string} root the folder of the project
 * @returns {string[]}
 */
export function listTracedFiles(root) {
  return readdirSync(path.join(root, 'engine'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter(isTracedFile)
    .sort()
}

/**
 * @param {string} file path relative to the root of the project, with slashes
 * @returns {boolean}
 */
export function isTracedFile(file) {
  if (!file.startsWith('engine/') || !file.endsWith('.ts') || file.endsWith('.d.ts')) return false
  return !UNTRACED_ROOMS.includes(file.split('/')[1] ?? '')
}

/**
 * How a traced file has to write its import of the probes.
 * @param {string} file path relative to the root of the project, with slashes
 * @param {string} [runtime] the probes' module, relative to the root
 * @returns {string}
 */
export function runtimeSpecifier(file, runtime = RUNTIME) {
  const relative = path.posix.relative(path.posix.dirname(file), runtime)
  return relative.startsWith('.') ? relative : `./${relative}`
}
