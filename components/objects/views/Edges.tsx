import { useId } from 'react'
import styles from '../styles/objects.module.css'
import type { ObjectLayout } from '../logic/layout'

interface Props {
  readonly layout: ObjectLayout
  /** Key of the object whose references are to stand out, or null. */
  readonly at: string | null
}

/** The lines between the boxes. The boxes say the same in words. */
export function Edges({ layout: { edges, width, height }, at }: Props) {
  const arrowHead = useId()
  return (
    <svg className={styles.edges} width={width} height={height} aria-hidden="true">
      <marker id={arrowHead} markerWidth="7" markerHeight="7" refX="5" refY="3.5" orient="auto">
        <path className={styles.arrowHead} d="M0,0.5L6,3.5L0,6.5Z" />
      </marker>
      {edges.map(({ from, to, kind, path }) => (
        <path
          key={`${from} ${to} ${path}`} className={styles.edge} data-kind={kind} data-lit={from === at || to === at || undefined}
          d={path} markerEnd={`url(#${arrowHead})`}
        />
      ))}
    </svg>
  )
}
