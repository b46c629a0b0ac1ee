import path from 'node:path'
import { pagesIn } from '../../../.ci/support/heads.mjs'

const SITE = path.resolve(import.meta.dirname, '../../../out')

/** Lessons with pictures, panes or dialogs that others have not. */
export const LESSONS_OF_THEIR_OWN = ['auto-creation', 'cluster-drill', 'consume', 'from-the-tests', 'registration', 'send-call', 'store',
  'store-drill']

/** The addresses of all pages of the built site in a language, without the language; without a slash at the end. */
export function pagesOf(locale: 'en' | 'zh'): string[] {
  return pagesIn(SITE).filter((page) => page.startsWith(`${locale}/`)).map((page) => page.slice(3, -1))
}
