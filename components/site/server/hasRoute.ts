import { existsSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../../source/server/engineFiles'

/** Has the site a page at this path below a language, such as `source` or `patterns/state`? So that nothing leads into the void. */
export function hasRoute(route: string): boolean {
  const folder = path.join(ROOT, 'app/[locale]', route)
  return ['page.tsx', '[[...path]]/page.tsx'].some((page) => existsSync(path.join(folder, page)))
}
