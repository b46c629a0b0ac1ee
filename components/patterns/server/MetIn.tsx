import Link from 'next/link'
import { courseIn } from '../../lesson/server/course'
import { fill } from '../../i18n/fill'
import type { PatternsTexts } from '../../i18n/en/patterns'
import type { Locale } from '../../i18n/locales'
import styles from '../styles/page.module.css'
import type { NamedPattern } from './readPatterns'

interface Props {
  readonly pattern: NamedPattern
  readonly locale: Locale
  readonly texts: PatternsTexts
}

/** Where in the course a reader comes to a pattern. */
export async function MetIn({ pattern, locale, texts }: Props) {
  const shelf = (await courseIn(locale)).flatMap(({ lessons }) => lessons)
  const places = pattern.lessons.map(({ slug, step }) => {
    const lesson = shelf.find((each) => each.slug === slug)
    const title = lesson?.steps.find(({ id }) => id === step)?.title
    const name = lesson?.name ?? slug
    const path = `learn/${slug}/${step === '' ? '' : `#step-${step}`}`
    return { path, name: title === undefined ? name : fill(texts.lesson.step, { lesson: name, step: title }) }
  })
  return (
    <div className={styles.met}>
      <p className="label">{texts.metIn}</p>
      <ul role="list">
        {places.map(({ path, name }) => <li key={path}><Link href={`/${locale}/${path}`} prefetch={false}>{name}</Link></li>)}
      </ul>
    </div>
  )
}
