import type { ReactNode } from 'react'
import styles from '../styles/Article.module.css'

/** A page of text. */
export function Article({ children }: { children: ReactNode }) {
  return <main id="content" className={styles.article} tabIndex={-1}>{children}</main>
}
