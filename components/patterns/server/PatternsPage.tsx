import Link from 'next/link'
import { courseIn } from '../../lesson/server/course'
import { patternsEn } from '../../i18n/en/patterns'
import { patternsZh } from '../../i18n/zh/patterns'
import { fill } from '../../i18n/fill'
import type { Locale } from '../../i18n/locales'
import { SiteHeader } from '../../site/views/SiteHeader'
import styles from '../styles/page.module.css'
import type { NamedPattern } from './readPatterns'

interface Props {
  readonly locale: Locale
  readonly patterns: readonly NamedPattern[]
}

/** The patterns, a paragraph each, and where in the course one meets them. */
export async function PatternsPage({ locale, patterns }: Props) {
  const texts = locale === 'zh' ? patternsZh : patternsEn
  const shelf = (await courseIn(locale)).flatMap(({ lessons }) => lessons)
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
              <div className={styles.met}>
                <p className="label">{texts.metIn}</p>
                <ul role="list">
                  {pattern.lessons.map(({ slug, step }) => {
                    const lesson = shelf.find((each) => each.slug === slug)
                    const title = lesson?.steps.find(({ id }) => id === step)?.title
                    const name = lesson?.name ?? slug
                    return (
                      <li key={`${slug} ${step}`}>
                        <Link href={`/${locale}/learn/${slug}/${step === '' ? '' : `#step-${step}`}`} prefetch={false}>
                          {title === undefined ? name : fill(texts.lesson.step, { lesson: name, step: title })}
                        </Link>
                      </li>
                    )
                  })}
                </ul>
              </div>
            </li>
          ))}
        </ul>
      </main>
    </>
  )
}
