'use client'

import { fill } from '../../i18n/fill'
import { useLocale, useTexts } from '../../i18n/TextsProvider'
import { lessonIn } from '../../progress/logic/progress'
import { useAllProgress } from '../../progress/views/useProgress'
import { lastVisited } from '../logic/howFar'
import type { ShelvedPage } from '../logic/Shelf'
import styles from '../styles/shelf.module.css'

const BASE = process.env.NEXT_PUBLIC_BASE ?? ''

type Visited = Pick<ShelvedPage, 'slug' | 'path' | 'name' | 'steps'>

/** The way back to where the reader was last, on pages that are no lessons. Nothing for one who has not begun. */
export function Continue({ lessons }: { readonly lessons: readonly Visited[] }) {
  const { frame } = useTexts()
  const locale = useLocale()
  const all = useAllProgress()
  const lesson = lastVisited(lessons, all)
  if (lesson === null) return null
  const { place, step: last } = lessonIn(all, lesson.slug)
  const index = lesson.steps.findIndex(({ id }) => id === last)
  const step = lesson.steps[index]
  const at = { lesson: lesson.name, n: index + 1, title: step?.title ?? '' }
  const title = step === undefined ? lesson.name : fill(frame.continueStep, at)
  return (
    <section className={styles.continue} aria-label={frame.continueTitle}>
      <p className="label">{frame.continueTitle}</p>
      {/* The fragment is for the page that it leads to: a link of Next would only change the address. */}
      <p><a href={`${BASE}/${locale}/${lesson.path}${place === '' ? '' : `#${place}`}`}>{title}</a></p>
    </section>
  )
}
