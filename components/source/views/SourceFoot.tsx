'use client'

import { useState } from 'react'
import type { Dictionary } from '../../i18n/en'
import { useLocale } from '../../i18n/TextsProvider'
import type { Counterpart } from '../logic/fragment'
import { pathOfFile } from '../logic/sourceHref'
import type { Note } from './SourcePane'
import styles from '../styles/SourcePane.module.css'

const BASE = process.env.NEXT_PUBLIC_BASE ?? ''

interface Props {
  readonly note: Note | null
  readonly counterpart: Counterpart | null
  readonly isReady: boolean
  readonly file: string
  readonly line: number | null
  readonly texts: Dictionary['source']
}

/** Below the source: the note of the line, and where RocketMQ does the same. */
export function SourceFoot({ note, counterpart, isReady, file, line, texts }: Props) {
  const locale = useLocale()
  const [isOpen, setIsOpen] = useState(true)
  return (
    <div className={styles.foot}>
      {note === null || !isOpen ? null : (
        <aside className={styles.note} aria-live="polite">
          <span className={styles.noteLabel}>
            {typeof note.page === 'string' ? <a href={`${BASE}/${locale}/${note.page}`}>{note.label}</a> : note.label}
          </span>{' '}
          {note.text}
        </aside>
      )}
      <div className={styles.footLine}>
        {counterpart === null ? (
          <span className={styles.none}>{isReady ? texts.noCounterpart : ' '}</span>
        ) : (
          <a href={counterpart.url} target="_blank" rel="noreferrer" className={styles.counterpart}>
            {texts.counterpart} <span aria-hidden="true">▸</span> {counterpart.label} <span aria-hidden="true">↗</span>
          </a>
        )}
        {file.startsWith('engine/') && (
          <a className={styles.toggle} href={`${BASE}/${locale}/${pathOfFile(file)}#L${line ?? 1}`}>{texts.openPage}</a>
        )}
        <button type="button" className={styles.toggle} aria-pressed={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? texts.hideNotes : texts.showNotes}
        </button>
      </div>
    </div>
  )
}
