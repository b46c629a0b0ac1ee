import { readdirSync } from 'node:fs'
import path from 'node:path'

const SITE = path.resolve(import.meta.dirname, '../../../out')

/** Lessons with pictures, panes or dialogs that others have not. */
export const LESSONS_OF_THEIR_OWN = ['auto-creation', 'cluster-drill', 'consume', 'from-the-tests', 'registration', 'send-call', 'store',
  'store-drill']

/** The addresses of all pages of the built site in a language, without the language; without a slash at the end. */
export function pagesOf(locale: 'en' | 'zh'): string[] {
  return readdirSync(path.join(SITE, locale), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('index.html'))
    .map((file) => path.dirname(file).split(path.sep).join('/').replace(/^[.]$/, ''))
    .sort()
}
