'use client'

import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/TextsProvider'
import styles from '../styles/LessonPane.module.css'

/** What is to be remembered of a lesson, at its end. */
export function LessonSummary({ children }: { children: ReactNode }) {
  const { challenge } = useTexts()
  return (
    <aside id="summary" className={styles.try}>
      <h3>{challenge.summary}</h3>
      {children}
    </aside>
  )
}
