'use client'

import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/TextsProvider'
import { useLesson } from './LessonProvider'
import styles from '../styles/LessonPane.module.css'

/** Words that claim something of the run. When another run is on the page, of which they are not true, they say so. */
export function Claim({ id, children }: { id: string; children: ReactNode }) {
  const { untrue } = useLesson()
  const { lesson } = useTexts()
  if (!untrue.has(id)) return <>{children}</>
  return <span className={styles.untrue} title={lesson.untrue}>{children}<sup>{lesson.untrueMark}</sup></span>
}
