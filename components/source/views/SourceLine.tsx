'use client'

import { memo } from 'react'
import type { LinePart } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import type { Dictionary } from '../../i18n/en'
import { markPart } from '../logic/markPart'
import type { ShownMark } from '../logic/shownPlace'
import styles from '../styles/SourcePane.module.css'

interface Props {
  readonly line: number
  readonly html: string
  readonly mark: ShownMark | null
  /** The part of the line that runs, where it has several. */
  readonly part: LinePart | null
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
  const { isFrom, isTabStop, texts, onRun, onNote } = props
  const { line, html, mark, part, hits, values, note, isNoteOpen, mustHold } = props
  const said = [fill(texts.runTo, { n: line })]
  if (mark !== null) said.push(texts.marks[mark])
  if (hits > 0) said.push(fill(texts.hits, { n: hits }))
  return (
    <li
      className={styles.line}
      data-line={line}
      data-state={mark ?? undefined}
      data-from={isFrom || undefined}
      data-must-hold={mustHold || undefined}
      aria-current={mark === 'now' ? 'step' : mark === 'waits' || mark === 'looked' ? 'location' : undefined}
    >
      <span className={styles.mark} aria-hidden="true" title={hits > 1 ? `${hits} ×` : undefined}>
        {mark === 'now' ? <Arrow /> : mark === 'waits' ? <Waiting /> : hits > 0 || mark === 'calls' ? '•' : ''}
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
      <code className={styles.text} dangerouslySetInnerHTML={{ __html: part === null ? html : markPart(html, part) }} />
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

function Waiting() {
  return (
    <svg width="9" height="10" viewBox="0 0 9 10" focusable="false">
      <path d="M1 1 7.5 5 1 9z" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" />
    </svg>
  )
}
