import { annotations } from '@/content/annotations'
import type { Locale } from '../../i18n/locales'
import { patternHref } from '../../source/server/patternHref'
import type { Note } from '../../source/views/SourcePane'

/** The notes beside the source, in one language, by what they are about. One on a pattern leads to the pattern's page. */
export function notesIn(locale: Locale): Record<string, Note> {
  const inLocale = annotations.map(({ id, label, text }) => {
    return [id, { label: label[locale], text: text[locale], page: patternHref(label) }] as const
  })
  return Object.fromEntries(inLocale)
}
