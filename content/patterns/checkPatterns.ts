/** Holds the pages on patterns against the engine, when the site is built; what is not so is said, with the reason. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { ShownClaims } from './stage/ShownClaims'
import { claims as facade } from './facade/run/claims'
import { claims as singleton } from './singleton/run/claims'
import { claims as strategy } from './strategy/run/claims'
import { claims as state } from './state/run/claims'

/** In the traced build: some of them follow lines. */
export const CLAIMS: Readonly<Record<string, ShownClaims>> = { facade, singleton, state, strategy }

const LANGUAGES = ['en', 'zh'] as const
const HOLDS = /<Holds id="([^"]+)">/g

/** @returns what is wrong, a sentence each; empty when the page may be on the site */
export function checkPattern(root: string, name: string): string[] {
  const claims = CLAIMS[name] ?? {}
  const wrong = Object.entries(claims).flatMap(([id, claim]) => (isSo(claim) ? [] : [`${name}: "${id}" is not so in its run`]))
  for (const locale of LANGUAGES) {
    const file = path.join(root, 'content/patterns', name, `${locale}.mdx`)
    if (!existsSync(file)) {
      wrong.push(`${name}: ${locale}.mdx is missing`)
      continue
    }
    const named = [...readFileSync(file, 'utf8').matchAll(HOLDS)].map(([, id]) => id!).sort()
    const known = Object.keys(claims).sort()
    const differing = [...named.filter((id) => !known.includes(id)), ...known.filter((id) => !named.includes(id))]
    if (differing.length > 0) wrong.push(`${name}/${locale}.mdx: what it says and what is checked differ: ${differing.join(', ')}`)
  }
  return wrong
}

function isSo(claim: () => boolean): boolean {
  try {
    return claim()
  } catch {
    return false
  }
}
