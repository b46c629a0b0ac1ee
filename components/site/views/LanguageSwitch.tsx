'use client'

import { HTML_LANG, LOCALES } from '../../i18n/locales'
import type { Locale } from '../../i18n/locales'
import { useLocale, useTexts } from '../../i18n/TextsProvider'
import styles from '../styles/switches.module.css'

const NAMES: Readonly<Record<Locale, string>> = { en: 'EN', zh: '中文' }
const BASE = process.env.NEXT_PUBLIC_BASE ?? ''

/** EN · 中文: the same page, at the same moment, in the other language. The choice is kept: see `EARLY_LINKS`. */
export function LanguageSwitch({ path }: { path: string }) {
  const current = useLocale()
  const { site } = useTexts()

  return (
    <nav className={styles.languages} aria-label={site.language}>
      {LOCALES.map((locale) => (
        <a
          key={locale}
          href={`${BASE}/${locale}/${path}`}
          lang={HTML_LANG[locale]}
          hrefLang={HTML_LANG[locale]}
          aria-current={locale === current ? 'true' : undefined}
          data-locale={locale}
        >
          {NAMES[locale]}
        </a>
      ))}
    </nav>
  )
}
