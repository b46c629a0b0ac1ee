import { existsSync } from 'node:fs'
import path from 'node:path'
import { FACADE, SINGLETON, STATE, STRATEGY } from '@/content/annotations/patterns'
import { ROOT } from './engineFiles'

const PAGES = new Map<unknown, string>([[FACADE, 'facade'], [SINGLETON, 'singleton'], [STATE, 'state'], [STRATEGY, 'strategy']])

/** Where the page of the pattern is that a remark is about, after the language; null for other remarks, and while there is none. */
export function patternHref(label: unknown): string | null {
  const page = PAGES.get(label)
  return page === undefined || !hasPages() ? null : `patterns/${page}/`
}

export function isPattern(label: unknown): boolean {
  return PAGES.has(label)
}

function hasPages(): boolean {
  return existsSync(path.join(ROOT, 'app', '[locale]', 'patterns'))
}
