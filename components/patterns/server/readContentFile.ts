import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../../source/server/engineFiles'

/** The text of a file that was written for the pages on patterns; null when there is none such. */
export function readContentFile(file: string): string | null {
  const absolute = path.join(ROOT, file)
  const isOurs = file.startsWith('content/patterns/') && file.endsWith('.ts') && !file.includes('..')
  return isOurs && existsSync(absolute) ? readFileSync(absolute, 'utf8') : null
}
