'use client'

import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { Dictionary } from '../../i18n/en'
import styles from '../styles/SourcePane.module.css'

interface Props {
  readonly files: readonly string[]
  readonly current: string
  readonly texts: Dictionary['source']
  readonly onChoose: (file: string) => void
}

/** The files on the call stack, the outermost call's first. */
export function FileTabs({ files, current, texts, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>('[aria-selected=true]')
    if (tab !== null && tab !== undefined) showAside(list.current!, tab)
  }, [current, files.length])
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    const next = files[files.indexOf(current) + step]
    event.preventDefault()
    event.stopPropagation()
    if (next === undefined) return
    onChoose(next)
    const tabs = [...event.currentTarget.children] as HTMLElement[]
    tabs[files.indexOf(next)]?.focus()
  }
  return (
    <div className={styles.tabs}>
      <div ref={list} role="tablist" aria-label={texts.files} className={styles.tablist} onKeyDown={move}>
        {files.map((file) => (
          <button
            key={file}
            type="button"
            role="tab"
            aria-selected={file === current}
            aria-controls="source-panel"
            tabIndex={file === current ? 0 : -1}
            title={file}
            onClick={() => onChoose(file)}
          >
            {file.slice(file.lastIndexOf('/') + 1, -'.ts'.length)}
          </button>
        ))}
      </div>
      <span className={styles.path}>{current}</span>
    </div>
  )
}

/** Scrolls the list, and nothing around it, so far that the tab can be seen. */
function showAside(list: HTMLElement, tab: HTMLElement): void {
  const left = tab.offsetLeft - list.offsetLeft
  if (left < list.scrollLeft) list.scrollLeft = left
  else if (left + tab.offsetWidth > list.scrollLeft + list.clientWidth) {
    list.scrollLeft = left + tab.offsetWidth - list.clientWidth
  }
}
