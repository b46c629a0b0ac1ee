import Link from 'next/link'
import { t } from '../../i18n'
import type { Locale } from '../../i18n/locales'
import type { ShelvedPage } from '../logic/Shelf'
import { neighboursOf } from '../server/shelf'
import styles from '../styles/shelf.module.css'
import { BeginAnew } from './afterPaint'
import { FetchAhead } from './FetchAhead'

interface Props {
  readonly locale: Locale
  readonly slug: string
  readonly name: string
}

/** Behind a lesson's text: the lessons before and after it, and the way to begin it anew. */
export async function LessonEnds({ locale, slug, name }: Props) {
  const { frame } = t(locale)
  const { before, after } = await neighboursOf(slug, locale)
  return (
    <nav className={styles.ends} aria-label={frame.lessonEnds}>
      {before === null ? null : <End locale={locale} label={`← ${frame.previousLesson}`} lesson={before} rel="prev" />}
      {after === null ? null : <End locale={locale} label={`${frame.nextLesson} →`} lesson={after} rel="next" />}
      {after === null ? <p className={styles.all}><Link href={`/${locale}/learn/`} prefetch={false}>{frame.courseEnd}</Link></p> : null}
      {after === null ? null : <FetchAhead href={`/${locale}/${after.path}`} />}
      <BeginAnew slug={slug} name={name} />
    </nav>
  )
}

interface EndProps {
  readonly locale: Locale
  readonly label: string
  readonly lesson: ShelvedPage
  readonly rel: 'prev' | 'next'
}

function End({ locale, label, lesson: { path, name }, rel }: EndProps) {
  return (
    <Link className={rel === 'next' ? styles.after : undefined} href={`/${locale}/${path}`} rel={rel} prefetch={false}>
      <span>{label}</span> <span>{name}</span>
    </Link>
  )
}
