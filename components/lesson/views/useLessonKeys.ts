'use client'

import { useEffect } from 'react'
import { useLesson } from './LessonProvider'

const KEYS: Readonly<Record<string, 1 | -1>> = { j: 1, k: -1 }
/** Where these keys mean something else. */
const BUSY = 'input:not([type="radio"]), textarea, select, [contenteditable], [role="slider"], [role="tablist"], [role="menu"], '
  + '[role="listbox"], [role="tree"], [role="grid"], [data-keys], dialog'

/** j and k: the next and the previous step. */
export function useLessonKeys(): void {
  const { move } = useLesson()
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const by = KEYS[event.key]
      const target = event.target as Element
      if (by === undefined || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
      if (target.closest(BUSY) !== null || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      move(by)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [move])
}
