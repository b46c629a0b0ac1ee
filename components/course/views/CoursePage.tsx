import type { Dictionary } from '../../i18n/en'
import type { Locale } from '../../i18n/locales'
import { OfflineLine } from '../../offline/views/OfflineLine'
import type { ShelfPart } from '../logic/Shelf'
import { Continue } from './Continue'
import { Keeping } from './afterPaint'
import { CourseShelf } from './CourseShelf'
import styles from '../styles/shelf.module.css'

interface Props {
  readonly locale: Locale
  readonly texts: Dictionary['frame']
  readonly shelf: readonly ShelfPart[]
}

/** The whole course, and what the reader has done in it. */
export function CoursePage({ locale, texts, shelf }: Props) {
  const lessons = shelf.flatMap((part) => part.lessons)
  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <h1>{texts.course}</h1>
      <p className={styles.lead}>{texts.courseLead}</p>
      <Continue lessons={lessons.map(({ slug, path, name, steps }) => ({ slug, path, name, steps }))} />
      <CourseShelf locale={locale} texts={texts} shelf={shelf} />
      <Keeping />
      <OfflineLine />
    </main>
  )
}
