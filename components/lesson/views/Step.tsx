'use client'

import type { ReactNode } from 'react'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { useLesson } from './LessonProvider'
import { StepId } from './StepId'
import styles from '../styles/LessonPane.module.css'

/** One step of a lesson: a heading that takes the run there, and its text. */
export function Step({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  const { steps, active, isUnreached, goTo, showOwnRun } = useLesson()
  const { lesson, frame } = useTexts()
  const number = steps.findIndex((step) => step.id === id) + 1
  const isActive = id === active
  return (
    <section id={`step-${id}`} data-step={id} className={styles.step} aria-current={isActive ? 'step' : undefined}>
      <h2>
        <button type="button" onClick={() => goTo(id)}>
          <span aria-hidden="true">{String(number).padStart(2, '0')}</span>{' '}
          <span className="sr-only">{fill(lesson.goTo, { n: number, title: '' })}</span>{title}
        </button>
      </h2>
      <a className={styles.here} href={`#step-${id}`} aria-label={frame.linkToHere} title={frame.linkToHere}>#</a>
      {isActive && isUnreached ? (
        <p className={styles.unreached} role="status">
          {lesson.notReached}{' '}
          <button type="button" className={styles.go} onClick={() => void showOwnRun()}>{lesson.showOwnRun}</button>
        </p>
      ) : null}
      <StepId value={id}>{children}</StepId>
    </section>
  )
}
