'use client'

import styles from '../styles/strategy.module.css'

interface Props {
  /** HTML of each line. */
  readonly lines: readonly string[]
  /** Numbers of the lines in which something went wrong. */
  readonly marked?: ReadonlySet<number>
}

/** Code with the numbers of its lines. */
export function ReadOnlyCode({ lines, marked }: Props) {
  return (
    <div className={styles.codeScroller} tabIndex={0}>
      <ol className={`${styles.codeLines} code`} role="list">
        {lines.map((html, index) => (
          <li key={index} data-wrong={marked?.has(index + 1) || undefined}>
            <span className={styles.lineNumber} aria-hidden="true">{index + 1}</span>
            <code dangerouslySetInnerHTML={{ __html: html === '' ? ' ' : html }} />
          </li>
        ))}
      </ol>
    </div>
  )
}
