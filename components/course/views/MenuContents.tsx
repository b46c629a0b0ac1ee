'use client'

import { fill } from '../../i18n/fill'
import { useLocale, useTexts } from '../../i18n/TextsProvider'
import type { SiteContents } from '../logic/Shelf'
import styles from '../styles/menu.module.css'
import { LessonMark } from './LessonMark'

const BASE = process.env.NEXT_PUBLIC_BASE ?? ''

interface Props {
  readonly path: string
  readonly contents: SiteContents | 'failed' | null
  readonly onClose: () => void
}

/** What is in the drawer: the rooms of the site, then the course, lesson by lesson. */
export function MenuContents({ path, contents, onClose }: Props) {
  const { frame } = useTexts()
  const locale = useLocale()
  if (contents === null) return <p className={styles.wait} role="status">{frame.loading}</p>
  if (contents === 'failed') {
    return (
      <p className={styles.wait} role="alert">
        {frame.menuFailed} <a href={`${BASE}/${locale}/learn/`}>{frame.course}</a>
      </p>
    )
  }
  const { sections, parts } = contents
  // A link to the page that one is on closes the drawer; all others leave the page.
  const link = (to: string) => ({
    href: `${BASE}/${locale}/${to}`,
    'aria-current': to === path ? ('page' as const) : undefined,
    onClick: to === path ? onClose : undefined,
  })
  return (
    <>
      <nav className={styles.sections} aria-label={frame.nav}>
        {sections.map(({ id, path: to }) => (
          <a key={id} {...link(to)}>{frame.sections[id as keyof typeof frame.sections]}</a>
        ))}
      </nav>
      <nav aria-label={frame.course}>
        {parts.map(({ part, name, lessons }) => (
          <section key={part} className={styles.part}>
            <h2><span>{fill(frame.part, { n: part })}</span> {name}</h2>
            <ol role="list">
              {lessons.map((lesson) => (
                <li key={lesson.slug}>
                  <a {...link(lesson.path)}>{lesson.name}</a>
                  <LessonMark slug={lesson.slug} steps={lesson.steps} />
                </li>
              ))}
            </ol>
          </section>
        ))}
      </nav>
    </>
  )
}
