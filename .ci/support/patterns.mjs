import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleForNode } from './bundle.mjs'
import { root } from './command.mjs'

/** What was found to be true of each page on a pattern, for the next build. */
const CHECKED = path.join(root, '.cache', 'patterns')

/**
 * Pages on patterns that say of their experiments what is not so are not built.
 * @param {(places: readonly string[], also?: string) => string} hashOf a fingerprint of files and folders
 */
export async function arePatternsTrue(hashOf) {
  const folder = path.join(root, 'content', 'patterns')
  const patterns = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'pattern.ts'))).sort()
  const engine = hashOf(['engine', 'content/patterns/stage', 'content/patterns/checkPatterns.ts'])
  mkdirSync(CHECKED, { recursive: true })
  let check = null
  let isAllWell = true
  for (const pattern of patterns) {
    const file = path.join(CHECKED, pattern)
    const sources = hashOf([`content/patterns/${pattern}`], engine)
    if (existsSync(file) && readFileSync(file, 'utf8') === sources) continue
    check ??= await patternCheck()
    const wrong = check(root, pattern)
    for (const sentence of wrong) console.error(sentence)
    if (wrong.length > 0) isAllWell = false
    else writeFileSync(file, sources)
  }
  return isAllWell
}

/** Which lines run, only the traced engine can tell. */
async function patternCheck() {
  const program = await bundleForNode('content/patterns/checkPatterns.ts', { name: 'checkPatterns', traced: true })
  return (await import(pathToFileURL(program).href)).checkPattern
}
