import { sourcePagesEn } from './en/sourcePages'
import type { SourcePagesTexts } from './en/sourcePages'
import type { Locale } from './locales'
import { sourcePagesZh } from './zh/sourcePages'

/** The texts of the pages of the source, for what is rendered on the server. */
export function sourcePagesTexts(locale: Locale): SourcePagesTexts {
  return locale === 'zh' ? sourcePagesZh : sourcePagesEn
}
