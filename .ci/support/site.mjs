import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleForNode } from './bundle.mjs'
import { binary, root, run } from './command.mjs'
import { writePolicies } from './policy.mjs'
import { buildWorkers, workersFolder } from './workers.mjs'

/** Where the built site lies. */
export const siteFolder = path.join(root, 'out')

/** The path under which the site is served: empty, or such as `/rocketscope`. */
export const basePath = (process.env.NEXT_PUBLIC_BASE ?? '').replace(/\/+$/, '')

const STAMP = path.join(root, '.cache', 'site.json')
const SOURCES = ['.ci/support/policy.mjs', '.ci/support/workers.mjs', 'app', 'components', 'content', 'engine', 'public',
  'next.config.js', 'mdx-components.tsx', 'package-lock.json', 'tsconfig.base.json', 'tsconfig.json']

/** True when the site has been built from the sources as they are. */
export function isBuilt() {
  if (!existsSync(path.join(siteFolder, 'index.html')) || !existsSync(STAMP)) return false
  return JSON.parse(readFileSync(STAMP, 'utf8')).sources === hashSources()
}

/** Builds the site into {@link siteFolder}. @returns {Promise<number>} exit code */
export async function build() {
  const sources = hashSources()
  rmSync(STAMP, { force: true })
  // Types of pages that are gone would fail the build; for loaders that are gone it would wait for ever.
  for (const stale of ['types', 'dev/types', 'cache']) rmSync(path.join(root, '.next', stale), { recursive: true, force: true })
  if (!(await areClaimsTrue())) return 1
  const workers = await buildWorkers(basePath)
  const code = await run(binary('next'), ['build'], { env: { ...workers, NEXT_TELEMETRY_DISABLED: '1' } })
  if (code === 0) {
    writePolicies(siteFolder)
    mkdirSync(path.dirname(STAMP), { recursive: true })
    writeFileSync(STAMP, JSON.stringify({ sources }))
  }
  return code
}

/** Lessons that say of their runs what is not so are not built. */
async function areClaimsTrue() {
  const program = await bundleForNode('content/checkClaims.ts', { name: 'checkClaims' })
  const { findFalseClaims } = await import(pathToFileURL(program).href)
  const wrong = await findFalseClaims(path.join(root, 'content'))
  for (const sentence of wrong) console.error(sentence)
  return wrong.length === 0
}

/** A fingerprint of everything that the built site depends on. */
function hashSources() {
  const hash = createHash('sha256').update(`base ${basePath}\n`)
  for (const source of SOURCES) hashInto(hash, path.join(root, source))
  return hash.digest('hex')
}

function hashInto(hash, place) {
  // What is built is not a source.
  if (place === workersFolder) return
  const entries = readFolder(place)
  if (entries !== null) {
    for (const name of entries.sort()) hashInto(hash, path.join(place, name))
  } else if (existsSync(place)) {
    hash.update(`${path.relative(root, place)}\n`).update(readFileSync(place))
  }
}

function readFolder(place) {
  try {
    return readdirSync(place)
  } catch {
    return null
  }
}
