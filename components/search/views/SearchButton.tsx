'use client'

import { lazy, Suspense, useEffect, useState } from 'react'
import { useTexts } from '../../i18n/TextsProvider'
import { isSearchAwaited } from '../logic/earlySearch'
import styles from '../styles/searchButton.module.css'

// The index and what reads it are only fetched when somebody searches.
const SearchDialog = lazy(() => import('./SearchDialog').then((module) => ({ default: module.SearchDialog })))

/** Where `/` is a letter. */
const TYPED = 'input:not([type="radio"], [type="checkbox"], [type="range"]), textarea, select, [contenteditable], .monaco-editor'
/** In the code editor, Ctrl-K begins a command of its own. */
const EDITOR = '.monaco-editor'

/** In the head of every page; `/` and Ctrl-K (⌘K) do the same. */
export function SearchButton() {
  const { frame } = useTexts()
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    if (isSearchAwaited()) setIsOpen(true)
    const press = (event: KeyboardEvent): void => {
      const target = event.target as Element
      const isChord = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey
      if (event.defaultPrevented || !(isChord || isSlash) || document.querySelector('dialog[open]') !== null) return
      if (target.closest?.(isSlash ? TYPED : EDITOR)) return
      event.preventDefault()
      setIsOpen(true)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <button
        type="button" className={styles.button} aria-haspopup="dialog" aria-keyshortcuts="/ Control+K Meta+K" title={`${frame.search} (/)`}
        onClick={() => setIsOpen(true)}
      >
        <svg width="15" height="15" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.6">
          <circle cx="7" cy="7" r="4.75" /><path d="m10.5 10.5 4 4" strokeLinecap="round" />
        </svg>
        <span>{frame.search}</span>
        <kbd aria-hidden="true">/</kbd>
      </button>
      {isOpen && <Suspense fallback={null}><SearchDialog onClose={() => setIsOpen(false)} /></Suspense>}
    </>
  )
}
