'use client'

import { useEffect, useRef } from 'react'
import { fill } from '../../i18n/fill'
import { useLocale, useTexts } from '../../i18n/TextsProvider'
import { excerpt, marked } from '../logic/excerpt'
import type { Hit, HitGroup } from '../logic/searchIndex'
import styles from '../styles/search.module.css'

const BASE = process.env.NEXT_PUBLIC_BASE ?? ''

interface Props {
  readonly id: string
  readonly groups: readonly HitGroup[]
  /** Of all hits, in the order in which they stand here. */
  readonly current: number
  readonly onChoose: (index: number) => void
  readonly onClose: () => void
}

/** What was found, in groups. The focus stays in the field above; the chosen one is marked. */
export function Results({ id, groups, current, onChoose, onClose }: Props) {
  const { frame: { find } } = useTexts()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current, groups])
  let index = -1
  return (
    <div ref={list} id={id} className={styles.results} role="listbox" aria-label={find.title}>
      {groups.map(({ group, hits, count }) => (
        <div key={group} role="group" aria-label={find.groups[group]}>
          <p className={styles.group} role="presentation">{find.groups[group]}</p>
          {hits.map((hit) => {
            index += 1
            return <Option key={hit.entry.path} id={`${id}-${index}`} hit={hit} index={index} current={current} onChoose={onChoose} onClose={onClose} />
          })}
          {count > hits.length && <p className={styles.count} role="presentation">{fill(find.more, { n: count - hits.length })}</p>}
        </div>
      ))}
    </div>
  )
}

interface OptionProps {
  readonly id: string
  readonly hit: Hit
  readonly index: number
  readonly current: number
  readonly onChoose: (index: number) => void
  readonly onClose: () => void
}

function Option({ id, hit: { entry, words }, index, current, onChoose, onClose }: OptionProps) {
  const locale = useLocale()
  return (
    <a
      id={id} role="option" aria-selected={index === current} className={styles.option} href={`${BASE}/${locale}/${entry.path}`} tabIndex={-1}
      onMouseMove={() => index !== current && onChoose(index)} onClick={onClose}
    >
      <span className={styles.title} data-code={entry.group === 'source' || undefined}><Marked text={entry.title} words={words} /></span>
      {entry.where === undefined ? null : <span className={styles.where}>{entry.where}</span>}
      {entry.text === '' ? null : (
        <span className={styles.text}><Marked text={excerpt(entry.text, words)} words={words} /></span>
      )}
    </a>
  )
}

function Marked({ text, words }: { readonly text: string; readonly words: readonly string[] }) {
  return marked(text, words).map(({ text: part, isHit }, at) => {
    return isHit ? <mark key={at}>{part}</mark> : <span key={at}>{part}</span>
  })
}
