import { en } from './en'
import type { Dictionary } from './en'
import type { Locale } from './locales'
import { zh } from './zh'

export type { Dictionary } from './en'
export { fill } from './fill'
export { HTML_LANG, isLocale, LOCALES } from './locales'
export type { Locale } from './locales'

/** All texts of a language, for what is rendered on the server. In the browser: `useTexts`, which brings only one. */
export function t(locale: Locale): Dictionary {
  return locale === 'zh' ? zh : en
}
