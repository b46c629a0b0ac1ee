import Link from 'next/link'
import { fill } from '../../i18n/fill'
import type { Dictionary } from '../../i18n/en'
import type { Locale } from '../../i18n/locales'
import type { ShelfPart, ShelvedPage } from '../logic/Shelf'
import { LessonMark } from './LessonMark'
import styles from '../styles/shelf.module.css'

interface Props {
  readonly locale: Locale
  readonly texts: Dictionary['frame']
  readonly shelf: readonly ShelfPart[]
  /** Shows the steps of this lesson, each of which leads to its moment; of none if left out. */
  readonly opened?: string
}

/** The course: parts, and in each its lessons in the order in which they are read. */
export function CourseShelf({ locale, texts, shelf, opened }: Props) {
  return shelf.map(({ part, name, question, lessons }) => (
    <section key={part} id={`part-${part}`} className={styles.part} aria-labelledby={`part-${part}-name`}>
      <div>
        <p className="label">{fill(texts.part, { n: part })}</p>
        <h2 id={`part-${part}-name`}>{name}</h2>
        <p className={styles.question}>{question}</p>
      </div>
      <ol className={styles.lessons} role="list">
        {lessons.map((lesson) => (
          <Lesson key={lesson.slug} locale={locale} texts={texts} lesson={lesson} isOpened={lesson.slug === opened} />
        ))}
      </ol>
    </section>
  ))
}

interface LessonProps {
  readonly locale: Locale
  readonly texts: Dictionary['frame']
  readonly lesson: ShelvedPage
  readonly isOpened: boolean
}

function Lesson({ locale, texts, lesson: { slug, path, name, question, minutes, steps }, isOpened }: LessonProps) {
  const href = `/${locale}/${path}`
  return (
    <li className={styles.lesson}>
      <h3>
        <Link href={href} prefetch={false}>{name}</Link>
        <span className={styles.meta}>
          {fill(texts.minutes, { n: minutes })}{steps.length > 0 && <> · {fill(texts.steps, { n: steps.length })}</>}
        </span>
        <LessonMark slug={slug} steps={steps.map(({ id }) => id)} />
      </h3>
      <p className={styles.says}>{question}</p>
      {isOpened && (
        <ol className={styles.steps} role="list">
          {steps.map(({ id, title }, index) => (
            <li key={id}>
              <Link href={`${href}#step-${id}`} prefetch={false}>
                <span aria-hidden="true">{String(index + 1).padStart(2, '0')}</span>{title}
              </Link>
            </li>
          ))}
        </ol>
      )}
    </li>
  )
}
