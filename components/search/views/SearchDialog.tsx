'use client'

import { useDeferredValue, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { fill } from '../../i18n/fill'
import { useLocale, useTexts } from '../../i18n/TextsProvider'
import { takeTyped } from '../logic/earlySearch'
import { search } from '../logic/searchIndex'
import styles from '../styles/search.module.css'
import { Results } from './Results'
import { useIndexes } from './useSearch'

/** The search, in the browser's own modal dialog. The keys choose among what is found while one types. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const { frame: { find } } = useTexts()
  const locale = useLocale()
  const { indexes, isLoading, hasFailed, tryAgain } = useIndexes(locale)
  const dialog = useRef<HTMLDialogElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const list = useId()
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query)
  const [chosen, setChosen] = useState(0)
  const groups = useMemo(() => search(indexes, asked), [indexes, asked])
  const hits = groups.flatMap((group) => group.hits)
  const count = groups.reduce((sum, group) => sum + group.count, 0)
  const hasAsked = asked.trim() !== ''
  const current = Math.min(chosen, hits.length - 1)
  const isEmpty = hits.length === 0
  const waiting = hasFailed ? find.failed : isLoading && (isEmpty || !hasAsked) ? find.loading : null
  const status = waiting ?? (hasAsked ? fill(find.found, { n: count }) : find.keys)

  useEffect(() => {
    const element = dialog.current
    if (element === null || element.open) return
    const before = document.activeElement
    element.showModal()
    input.current?.focus()
    setQuery((query) => query + takeTyped())
    return () => {
      element.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])

  const ask = (text: string): void => {
    setQuery(text)
    setChosen(0)
    input.current?.focus()
  }
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    // While Chinese is typed, these keys belong to the input method.
    if (event.nativeEvent.isComposing) return
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined && hits.length > 0) setChosen((current + by + hits.length) % hits.length)
    else if (event.key === 'Enter') dialog.current?.querySelector<HTMLAnchorElement>('[aria-selected="true"]')?.click()
    else return
    event.preventDefault()
  }

  return (
    <dialog
      ref={dialog} className={styles.dialog} aria-label={find.title} onCancel={onClose} data-keys
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className={styles.inside}>
        <div className={styles.head}>
          <input
            ref={input} type="text" role="combobox" className={styles.input} value={query} placeholder={find.placeholder} aria-label={find.title}
            aria-expanded={hits.length > 0} aria-controls={list} aria-autocomplete="list" autoComplete="off" spellCheck={false}
            aria-activedescendant={hits.length > 0 ? `${list}-${current}` : undefined}
            onChange={(event) => ask(event.target.value)} onKeyDown={press}
          />
          <button type="button" className={styles.close} aria-label={find.close} onClick={onClose}>×</button>
        </div>
        <p className={styles.status} role="status">
          {status}
          {hasFailed && <button type="button" className={styles.again} onClick={tryAgain}>{find.again}</button>}
        </p>
        <Results id={list} groups={groups} current={current} onChoose={setChosen} onClose={onClose} />
        {!isLoading && isEmpty && (
          <Examples
            title={hasAsked ? fill(find.nothing, { query: asked.trim() }) : find.begin}
            examples={find.examples} onAsk={ask}
          />
        )}
      </div>
    </dialog>
  )
}

interface ExamplesProps {
  readonly title: string
  readonly examples: readonly string[]
  readonly onAsk: (text: string) => void
}

function Examples({ title, examples, onAsk }: ExamplesProps) {
  return (
    <div className={styles.examples}>
      <p>{title}</p>
      <ul role="list">
        {examples.map((example) => (
          <li key={example}><button type="button" onClick={() => onAsk(example)}>{example}</button></li>
        ))}
      </ul>
    </div>
  )
}
