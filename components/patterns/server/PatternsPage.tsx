import Link from 'next/link'
import { patternsEn } from '../../i18n/en/patterns'
import { patternsZh } from '../../i18n/zh/patterns'
import type { Locale } from '../../i18n/locales'
import { SiteHeader } from '../../site/views/SiteHeader'
import styles from '../styles/page.module.css'
import { MetIn } from './MetIn'
import type { NamedPattern } from './readPatterns'

interface Props {
  readonly locale: Locale
  readonly patterns: readonly NamedPattern[]
}

/** The patterns, a paragraph each, and where in the course one meets them. */
export function PatternsPage({ locale, patterns }: Props) {
  const texts = locale === 'zh' ? patternsZh : patternsEn
  return (
    <>
      <SiteHeader locale={locale} path="patterns/" trail={[{ name: texts.title }]} />
      <main id="content" className={styles.page} tabIndex={-1}>
        <h1>{texts.title}</h1>
        <p className={styles.question}>{texts.intro}</p>
        <ul className={styles.cards} role="list">
          {patterns.map((pattern) => (
            <li key={pattern.slug}>
              <h2><Link href={`/${locale}/patterns/${pattern.slug}/`} prefetch={false}>{pattern.texts[locale].name}</Link></h2>
              <p>{pattern.texts[locale].summary}</p>
              <MetIn pattern={pattern} locale={locale} texts={texts} />
            </li>
          ))}
        </ul>
      </main>
    </>
  )
}
