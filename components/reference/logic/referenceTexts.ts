import { referenceEn, type ReferenceTexts } from '../../i18n/en/reference'
import type { Locale } from '../../i18n/locales'
import { referenceZh } from '../../i18n/zh/reference'

/** For what is rendered on the server: the texts of both languages. */
export function referenceTexts(locale: Locale): ReferenceTexts {
  return locale === 'zh' ? referenceZh : referenceEn
}
