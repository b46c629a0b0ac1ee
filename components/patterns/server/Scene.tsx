import { Children, isValidElement, type ReactNode } from 'react'
import styles from '../styles/page.module.css'

/** What stands beside the words of a scene: code, pictures, experiments. */
export function Beside({ children }: { readonly children: ReactNode }) {
  return <div className={styles.beside}>{children}</div>
}

/** One idea of a page: words, and something to look at or to do beside them. */
export function Scene({ id, title, children }: { readonly id: string; readonly title: string; readonly children: ReactNode }) {
  const all = Children.toArray(children)
  const beside = all.filter((child) => isValidElement(child) && child.type === Beside)
  return (
    <section id={id} className={styles.scene} data-wide={beside.length > 0 || undefined}>
      <div className={styles.prose}>
        <h2>{title}</h2>
        {all.filter((child) => !beside.includes(child))}
      </div>
      {beside}
    </section>
  )
}
