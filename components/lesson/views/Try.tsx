import type { ReactNode } from 'react'
import styles from '../styles/LessonPane.module.css'

/** Something to do, at the end of a step. */
export function Try({ title, children }: { title: string; children: ReactNode }) {
  return (
    <aside className={styles.try}>
      <h3>{title}</h3>
      {children}
    </aside>
  )
}
