'use client'

import { useEffect } from 'react'
import { PANES } from '../logic/panes'
import { useLesson } from './LessonProvider'
import { switchPane } from './usePanes'

const KEYS: Readonly<Record<string, 1 | -1>> = { j: 1, k: -1 }
/** Where these keys mean something else. */
const BUSY = 'input:not([type="radio"]), textarea, select, [contenteditable], [role="slider"], [role="tablist"], [role="menu"], '
  + '[role="listbox"], [role="tree"], [role="grid"], [data-keys], dialog'

/** j and k: the next and the previous step. 1, 2 and 3: text, source and picture. */
export function useLessonKeys(): void {
  const { move } = useLesson()
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const by = KEYS[event.key]
      const target = event.target as Element
      const pane = PANES[Number(event.key) - 1]
      if (by === undefined && pane === undefined) return
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
      if (target.closest(BUSY) !== null || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      if (pane !== undefined) switchPane(pane)
      else if (by !== undefined) move(by)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [move])
}
