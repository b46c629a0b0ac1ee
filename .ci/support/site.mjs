import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleForNode } from './bundle.mjs'
import { binary, root, run } from './command.mjs'
import { engineVersion } from './engine-version.mjs'
import { siteUrl, writeHeads } from './heads.mjs'
import { writeOffline } from './offline.mjs'
import { arePatternsTrue } from './patterns.mjs'
import { writePolicies } from './policy.mjs'
import { writeScripts } from './scripts.mjs'
import { buildWorkers, workersFolder } from './workers.mjs'

/** Where the built site lies. */
export const siteFolder = path.join(root, 'out')

/** The path under which the site is served: empty, or such as `/rocketscope`. */
export const basePath = (process.env.NEXT_PUBLIC_BASE ?? '').replace(/\/+$/, '')

const STAMP = path.join(root, '.cache', 'site.json')
const SOURCES = ['.ci/support', 'app', 'components', 'content', 'engine', 'public', 'next.config.js', 'mdx-components.tsx',
  'package-lock.json', 'tsconfig.base.json', 'tsconfig.json']

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
  const [isTrue, indexed] = await Promise.all([areLessonsTrue(), deriveForSource()])
  if (!isTrue || indexed !== 0 || !(await arePatternsTrue(hashOf))) return 1
  const workers = await buildWorkers(basePath)
  const code = await run(binary('next'), ['build'], { env: { ...workers, ...await engineVersion(), NEXT_TELEMETRY_DISABLED: '1' } })
  if (code === 0) {
    writeHeads(siteFolder, { site: siteUrl, base: basePath })
    writeScripts(siteFolder, basePath)
    writePolicies(siteFolder)
    await writeOffline(siteFolder, basePath)
    mkdirSync(path.dirname(STAMP), { recursive: true })
    writeFileSync(STAMP, JSON.stringify({ sources }))
  }
  return code
}

/**
 * Finds out what the pages of the source need to know: two quarters of a minute, unless the last build has found it out.
 * @returns {Promise<number>} exit code
 */
export async function deriveForSource() {
  const derive = (what) => run(process.execPath, [path.join(root, '.ci', 'support', 'derive.mjs'), what])
  return Math.max(...(await Promise.all(['runs', 'facts'].map(derive))))
}

/** What was found out about each lesson stands here, for the page that lists all claims and for the next build. */
const CHECKS = path.join(root, '.cache', 'lessons')

/** Lessons that say of their runs what is not so, or lead to what is not there, are not built. */
async function areLessonsTrue() {
  const folder = path.join(root, 'content', 'lessons')
  const lessons = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'lesson.ts'))).sort()
  const lessonCode = ['components/lesson/logic', 'components/lesson/server', 'content/checkLessons.ts', 'content/runs']
  const engine = hashOf(['engine', ...lessonCode])
  mkdirSync(CHECKS, { recursive: true })
  const stale = readdirSync(CHECKS).filter((file) => !lessons.includes(path.parse(file).name))
  for (const file of stale) rmSync(path.join(CHECKS, file))
  let check = null
  let isAllWell = true
  for (const lesson of lessons) {
    const file = path.join(CHECKS, `${lesson}.json`)
    const sources = hashOf([`content/lessons/${lesson}`, 'content/scenarios'], engine)
    const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
    if (known?.sources === sources) continue
    check ??= await lessonCheck()
    const found = await check(root, lesson)
    for (const sentence of found.wrong) console.error(sentence)
    if (found.wrong.length > 0) isAllWell = false
    else writeFileSync(file, JSON.stringify({ sources, ...found }))
  }
  return isAllWell
}

/** Where a run comes, only the traced engine can tell. */
async function lessonCheck() {
  const program = await bundleForNode('content/checkAllLessons.ts', { name: 'checkLessons', traced: true })
  return (await import(pathToFileURL(program).href)).checkedLesson
}

/** A fingerprint of everything that the built site depends on. */
function hashSources() {
  return hashOf(SOURCES, `base ${basePath} site ${siteUrl}`)
}

/** Of files and folders. */
function hashOf(places, also = '') {
  const hash = createHash('sha256').update(`${also}\n`)
  for (const place of places) hashInto(hash, path.join(root, place))
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
