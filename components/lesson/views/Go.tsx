'use client'

import type { ReactNode } from 'react'
import { useLesson } from './LessonProvider'
import styles from '../styles/LessonPane.module.css'

/** Words in the text that take the run to one of the lesson's places. */
export function Go({ to, children }: { to: string; children: ReactNode }) {
  const { goToPlace } = useLesson()
  return <button type="button" className={styles.go} onClick={() => goToPlace(to)}>{children}</button>
}
