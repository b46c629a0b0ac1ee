'use client'

import { fill } from '../../i18n/fill'
import styles from '../styles/code.module.css'
import type { ShownCode } from '../logic/shownCode'
import { usePatternStore } from './patternStore'
import { usePatternTexts } from './PatternTexts'

interface Props {
  readonly code: ShownCode
  /** The address of the page with the whole file; null where there is none. */
  readonly href: string | null
  /** Of each line that can be chosen, by its number. */
  readonly choose?: { readonly lines: readonly number[]; readonly chosen: number | null; onChoose(line: number): void }
}

const NONE = { ran: [], failed: null }

/** A stretch of source: which of its lines have run, in the experiment beside it, and what there is to say of them. */
export function LitCode({ code: { place, file, from, lines, notes, original }, href, choose }: Props) {
  const { code: words } = usePatternTexts()
  const lit = usePatternStore((state) => state.lit[place]) ?? NONE
  const ran = new Set(lit.ran)
  return (
    <figure className={styles.code} aria-label={fill(words.label, { name: place.split('/').at(-1) ?? place })}>
      <figcaption className={styles.caption}>
        <span className={styles.file}>{place.split('/').at(-1)}</span>
        {href === null ? <span>{file.startsWith('content/') ? words.ours : ''}</span> : <a href={href}>{words.openSource}</a>}
        {original === null ? null : <a href={original.url}>{words.original}: {original.method}</a>}
      </figcaption>
      <ol className={`${styles.lines} code`} role="list" tabIndex={0} aria-label={fill(words.label, { name: place.split('/').at(-1) ?? place })}>
        {lines.map((html, index) => {
          const line = from + index
          const note = notes[line]
          const isFailed = lit.failed === line
          return (
            <li key={line} data-ran={ran.has(line) || undefined} data-failed={isFailed || undefined} data-line={line}>
              <Gutter line={line} choose={choose} />
              <span className={styles.text} lang="en" dangerouslySetInnerHTML={{ __html: html === '' ? ' ' : html }} />
              {isFailed ? <span className={styles.mark}>{words.failed}</span> : null}
              {ran.has(line) && !isFailed ? <span className="sr-only">{words.ran}</span> : null}
              {note === undefined ? null : (
                <span className={styles.note} role="note" aria-label={fill(words.note, { n: line, label: note.label })}>
                  <b>{note.label}</b> {note.text}
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </figure>
  )
}

function Gutter({ line, choose }: { readonly line: number; readonly choose: Props['choose'] }) {
  const { code: words } = usePatternTexts()
  if (choose === undefined || !choose.lines.includes(line)) return <span className={styles.number} aria-hidden="true">{line}</span>
  return (
    <button
      type="button" className={styles.throw} aria-pressed={choose.chosen === line} aria-label={fill(words.throwAt, { n: line })}
      onClick={() => choose.onChoose(line)}
    >
      {line}
    </button>
  )
}
