'use client'

import { useEffect } from 'react'
import type { RefObject } from 'react'

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 }

/**
 * Among the numbers of lines the arrow keys move the focus, and Tab leads to the names of the line that has it. Otherwise Tab would
 * lead through every name of the file.
 */
export function useLineFocus(body: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = body.current
    if (element === null) return
    let row: Element | null = null
    const setStop = (next: Element | null): void => {
      for (const link of row?.querySelectorAll('a') ?? []) link.tabIndex = -1
      for (const link of next?.querySelectorAll('a') ?? []) link.tabIndex = 0
      row = next
    }
    const begin = (): void => {
      for (const link of element.querySelectorAll<HTMLElement>('li[id] a')) link.tabIndex = -1
      const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)))
      const first = wanted?.querySelector('li[id]') ?? element.querySelector('section li[id]')
      setStop(wanted?.matches('li[id]') === true ? wanted : first)
    }
    const onFocus = (event: FocusEvent): void => {
      const focused = (event.target as Element).closest('ol[start] > li')
      if (focused !== null && focused !== row) setStop(focused)
    }
    const onKey = (event: KeyboardEvent): void => {
      const step = STEPS[event.key]
      const here = (event.target as Element).closest('ol[start] > li')
      const isPlain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
      if (step === undefined || here === null || !isPlain) return
      const lines = [...element.querySelectorAll('ol[start] > li')]
      const next = lines[Math.max(0, Math.min(lines.length - 1, lines.indexOf(here) + step))]
      next?.querySelector('a')?.focus()
      event.preventDefault()
    }
    const filled = new MutationObserver(begin)
    begin()
    filled.observe(element, { childList: true })
    element.addEventListener('focusin', onFocus)
    element.addEventListener('keydown', onKey)
    return () => {
      filled.disconnect()
      element.removeEventListener('focusin', onFocus)
      element.removeEventListener('keydown', onKey)
    }
  }, [body])
}
