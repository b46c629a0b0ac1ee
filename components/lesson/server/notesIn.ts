import { annotations } from '@/content/annotations'
import type { Locale } from '../../i18n/locales'

/** The notes beside the source, in one language, by what they are about. */
export function notesIn(locale: Locale): Record<string, { readonly label: string; readonly text: string }> {
  const inLocale = annotations.map(({ id, label, text }) => [id, { label: label[locale], text: text[locale] }] as const)
  return Object.fromEntries(inLocale)
}
