'use client'

import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { useLesson } from './LessonProvider'
import styles from '../styles/StepBar.module.css'

/** Where one is in the lesson, and the way back and on. */
export function StepBar() {
  const { steps, index, move } = useLesson()
  const { lesson } = useTexts()
  const title = steps[index]?.title ?? ''
  return (
    <nav className={styles.bar} aria-label={lesson.steps}>
      <button type="button" aria-label={lesson.previous} title={lesson.previous} disabled={index === 0} onClick={() => move(-1)}>‹</button>
      <p>
        <span className={styles.number}>{index + 1}/{steps.length}</span> <span className={styles.title}>{title}</span>
        <span className="sr-only" aria-live="polite">{fill(lesson.step, { n: index + 1, count: steps.length })}</span>
      </p>
      <button
        type="button"
        aria-label={lesson.next}
        title={lesson.next}
        disabled={index === steps.length - 1}
        onClick={() => move(1)}
      >
        ›
      </button>
    </nav>
  )
}
