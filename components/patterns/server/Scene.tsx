import { Children, isValidElement, type ReactElement, type ReactNode } from 'react'
import { LinkToHere } from '../../site/views/Heading'
import styles from '../styles/page.module.css'

/** What stands beside the words of a scene: code, pictures, experiments. */
export function Beside({ children }: { readonly children: ReactNode }) {
  return <div className={styles.beside}>{children}</div>
}

/** Words that an experiment bears out; which one, stands in the page's `run/claims.ts`. */
export function Holds({ children }: { readonly id: string; readonly children: ReactNode }) {
  return <>{children}</>
}

interface SceneProps {
  readonly id: string
  readonly title: string
  readonly children: ReactNode
}

/** One idea of a page: words, and something to look at or to do beside them. */
export function Scene({ id, title, children }: SceneProps) {
  const all = Children.toArray(children)
  const beside = all.filter((child) => isValidElement(child) && child.type === Beside)
  return (
    <section id={id} className={styles.scene} data-wide={beside.length > 0 || undefined}>
      <div className={styles.prose}>
        <div className={styles.heading}><h2>{title}</h2><LinkToHere id={id} /></div>
        {inParagraphs(all.filter((child) => !beside.includes(child)))}
      </div>
      {beside}
    </section>
  )
}

/** A line of the text with nothing but such words in it has no paragraph around it yet. */
function inParagraphs(children: readonly ReactNode[]): ReactNode[] {
  const result: ReactNode[] = []
  let line: ReactElement[] = []
  const endLine = (): void => {
    if (line.length > 0) result.push(<Sentences key={`line-${result.length}`} of={line} />)
    line = []
  }
  for (const child of children) {
    if (isValidElement(child) && child.type === Holds) {
      line.push(child)
    } else if (typeof child !== 'string' || child.trim() !== '') {
      endLine()
      result.push(child)
    }
  }
  endLine()
  return result
}

function Sentences({ of }: { readonly of: readonly ReactElement[] }) {
  return (
    <p>
      {of.map((each, index) => (
        <span key={index}>{index > 0 ? <span className={styles.blank}> </span> : null}{each}</span>
      ))}
    </p>
  )
}
