'use client'

import type { MouseEvent } from 'react'
import { HTML_LANG, LOCALES } from '../../i18n/locales'
import type { Locale } from '../../i18n/locales'
import { useLocale, useTexts } from '../../i18n/TextsProvider'
import { remember } from '../logic/choice'
import styles from '../styles/switches.module.css'

const NAMES: Readonly<Record<Locale, string>> = { en: 'EN', zh: '中文' }
const BASE = process.env.NEXT_PUBLIC_BASE ?? ''

/** EN · 中文: the same page, at the same moment, in the other language. */
export function LanguageSwitch({ path }: { path: string }) {
  const current = useLocale()
  const { site } = useTexts()

  const follow = (event: MouseEvent<HTMLAnchorElement>, locale: Locale): void => {
    remember('locale', locale)
    // The moment that the run is at stands in the address's fragment.
    event.currentTarget.href = `${BASE}/${locale}/${path}${location.hash}`
  }

  return (
    <nav className={styles.languages} aria-label={site.language}>
      {LOCALES.map((locale) => (
        <a
          key={locale}
          href={`${BASE}/${locale}/${path}`}
          lang={HTML_LANG[locale]}
          hrefLang={HTML_LANG[locale]}
          aria-current={locale === current ? 'true' : undefined}
          onClick={(event) => follow(event, locale)}
        >
          {NAMES[locale]}
        </a>
      ))}
    </nav>
  )
}
