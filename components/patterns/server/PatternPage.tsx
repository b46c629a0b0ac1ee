import type { ComponentType } from 'react'
import type { MDXProps } from 'mdx/types'
import { patternsEn } from '../../i18n/en/patterns'
import { patternsZh } from '../../i18n/zh/patterns'
import type { Locale } from '../../i18n/locales'
import { SiteHeader } from '../../site/views/SiteHeader'
import styles from '../styles/page.module.css'
import { PatternTexts } from '../views/PatternTexts'
import { MetIn } from './MetIn'
import { patternElements } from './patternElements'
import type { NamedPattern } from './readPatterns'

interface Props {
  readonly locale: Locale
  readonly pattern: NamedPattern
  readonly Text: ComponentType<MDXProps>
}

/** A page about one pattern: words, and code and experiments beside them. */
export function PatternPage({ locale, pattern, Text }: Props) {
  const texts = locale === 'zh' ? patternsZh : patternsEn
  const { name, question } = pattern.texts[locale]
  return (
    <PatternTexts texts={texts}>
      <SiteHeader
        locale={locale} path={`patterns/${pattern.slug}/`}
        trail={[{ name: texts.title, href: `/${locale}/patterns/` }, { name }]}
      />
      <main id="content" className={styles.page} tabIndex={-1}>
        <h1>{name}</h1>
        <p className={styles.question}>{question}</p>
        <MetIn pattern={pattern} locale={locale} texts={texts} />
        <Text components={patternElements(pattern, locale, texts)} />
      </main>
    </PatternTexts>
  )
}
