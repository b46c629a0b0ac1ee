import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../../source/server/engineFiles'
import type { PatternSource } from '../../../content/patterns/PatternSource'

export interface NamedPattern extends PatternSource {
  /** Its folder in `content/patterns`, and the end of its address. */
  readonly slug: string
}

/** The patterns, each by its folder. */
export function patternFolders(root: string = ROOT): string[] {
  const folder = path.join(root, 'content/patterns')
  return readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'pattern.ts'))).sort()
}

/** All patterns, in the order in which they are read. */
export async function readPatterns(): Promise<NamedPattern[]> {
  const all = await Promise.all(patternFolders().map(readPattern))
  return all.sort((one, other) => one.position - other.position)
}

export async function readPattern(slug: string): Promise<NamedPattern> {
  const { pattern } = (await import(`../../../content/patterns/${slug}/pattern.ts`)) as { readonly pattern: PatternSource }
  return { slug, ...pattern }
}
