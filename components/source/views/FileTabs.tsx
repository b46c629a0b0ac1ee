'use client'

import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { Dictionary } from '../../i18n/en'
import { Icon } from '../../stepper/views/Icon'
import { keepFocus } from '../../stepper/views/keepFocus'
import { stepper } from '../../stepper/views/store'
import { useBeforePaint } from '../../ui/views/useBeforePaint'
import styles from '../styles/SourcePane.module.css'

interface Props {
  readonly files: readonly string[]
  readonly current: string
  readonly texts: Dictionary['source']
  /** The reader looks at the current one, whatever runs. */
  readonly isLooking: boolean
  readonly onChoose: (file: string) => void
}

/** The files on the call stack, the outermost call's first, and the one that is looked at; ways back, and to any other file. */
export function FileTabs({ files, current, texts, isLooking, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useBeforePaint(() => {
    const tab = list.current?.querySelector<HTMLElement>('[aria-selected=true]')
    if (tab !== null && tab !== undefined) showAside(list.current!, tab)
  }, [current, files.length])
  // The button goes as soon as there is nothing to go back to; who pressed it with a key must not be left nowhere.
  const isByKey = useRef(false)
  useEffect(() => {
    if (!isLooking && isByKey.current) list.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus()
    isByKey.current = false
  }, [isLooking])
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
            data-looked={(isLooking && file === current) || undefined}
            onClick={() => onChoose(file)}
          >
            {file.slice(file.lastIndexOf('/') + 1, -'.ts'.length)}
          </button>
        ))}
      </div>
      {isLooking && (
        <button
          type="button" className={styles.tool} title={`${texts.backLong} (⌫)`} onMouseDown={keepFocus}
          onClick={(event) => {
            isByKey.current = event.detail === 0
            stepper.getState().lookBack()
          }}
        >
          <Icon name="goBack" size={15} />{texts.back}
        </button>
      )}
      <span className={styles.path}><span>{current}</span></span>
      <button
        type="button" className={styles.tool} aria-label={texts.openFile} title={`${texts.openFile} (p)`}
        onClick={() => stepper.getState().setOverlay({ type: 'open-file' })}
      >
        <Icon name="file" size={15} />
      </button>
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
