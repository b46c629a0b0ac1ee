import { en } from './en'
import type { Dictionary } from './en'
import { zh } from './zh'

export type { Dictionary } from './en'
export { fill } from './fill'

export const LOCALES = ['en', 'zh'] as const

export type Locale = (typeof LOCALES)[number]

export function isLocale(value: string): value is Locale {
  return (LOCALES as readonly string[]).includes(value)
}

/** What `<html lang>` says. */
export const HTML_LANG: Readonly<Record<Locale, string>> = { en: 'en', zh: 'zh-Hans' }

/** All texts of a language, for what is rendered on the server. In the browser: `useTexts`. */
export function t(locale: Locale): Dictionary {
  return locale === 'zh' ? zh : en
}
