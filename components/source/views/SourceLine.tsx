'use client'

import { memo } from 'react'
import { fill } from '../../i18n/fill'
import type { Dictionary } from '../../i18n/en'
import styles from '../styles/SourcePane.module.css'

interface Props {
  readonly line: number
  readonly html: string
  /** `now`: about to run. `calls`: a line further out on the stack, which waits for what it called. */
  readonly state: 'now' | 'calls' | null
  readonly hits: number
  readonly values: string
  readonly note: string | null
  readonly isNoteOpen: boolean
  /** The line asserts something. */
  readonly mustHold: boolean
  /** The cursor was here a moment ago. */
  readonly isFrom: boolean
  readonly isTabStop: boolean
  readonly texts: Dictionary['source']
  readonly onRun: (line: number) => void
  readonly onNote: (line: number) => void
}

/** One line of source: what has run and what is about to, the number that runs to it, its values, its note. */
export const SourceLine = memo(function SourceLine(props: Props) {
  const { line, html, state, hits, values, note, isNoteOpen, mustHold, isFrom, isTabStop, texts, onRun, onNote } = props
  const said = [fill(texts.runTo, { n: line })]
  if (state === 'now') said.push(texts.current)
  if (hits > 0) said.push(fill(texts.hits, { n: hits }))
  return (
    <li
      className={styles.line}
      data-line={line}
      data-state={state ?? undefined}
      data-from={isFrom || undefined}
      data-must-hold={mustHold || undefined}
      aria-current={state === 'now' ? 'step' : undefined}
    >
      <span className={styles.mark} aria-hidden="true" title={hits > 1 ? `${hits} ×` : undefined}>
        {state === 'now' ? <Arrow /> : hits > 0 || state === 'calls' ? '•' : ''}
      </span>
      <button
        type="button"
        className={styles.number}
        tabIndex={isTabStop ? 0 : -1}
        aria-label={said.join(', ')}
        onClick={() => onRun(line)}
      >
        {line}
      </button>
      <code className={styles.text} dangerouslySetInnerHTML={{ __html: html }} />
      {values === '' ? null : <span className={styles.values}>{values}</span>}
      {note === null ? null : (
        <button
          type="button"
          className={styles.pill}
          aria-expanded={isNoteOpen}
          aria-label={`${fill(texts.note, { n: line })}: ${note}`}
          onClick={() => onNote(line)}
        >
          {note}
        </button>
      )}
    </li>
  )
})

function Arrow() {
  return <svg width="8" height="10" viewBox="0 0 8 10" focusable="false"><path d="M0 0 8 5 0 10z" fill="currentColor" /></svg>
}
