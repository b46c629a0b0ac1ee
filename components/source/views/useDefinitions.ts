'use client'

import { useCallback, useEffect, useRef } from 'react'
import type { FocusEvent, KeyboardEvent, MouseEvent, RefObject } from 'react'
import { stepper } from '../../stepper/views/store'
import type { SourceFragment } from '../logic/fragment'
import type { Look } from '../logic/shownPlace'

const LINK = '[data-d]'

type Lines = HTMLOListElement

interface Handlers {
  readonly onClick: (event: MouseEvent<Lines>) => void
  readonly onFocus: (event: FocusEvent<Lines>) => void
  /** True if the key was meant for a name. */
  readonly onKey: (event: KeyboardEvent<Lines>) => boolean
}

/**
 * Follows names to where they are defined: with a click or a tap, and with Enter or F12. The names of the line that has the focus
 * come next with Tab; those of other lines don't, or Tab would lead through thousands of them.
 * @param look what is shown of the places that the reader looks at
 */
export function useDefinitions(
  fragment: SourceFragment | null, look: Look | null, lines: Readonly<RefObject<Element | null>>,
): Handlers {
  const row = useRef<Element | null>(null)
  const isByKey = useRef(false)
  useEffect(() => {
    if (!isByKey.current || fragment === null) return
    isByKey.current = false
    const wanted = look === null ? '[aria-current]' : `[data-line="${look.line ?? 1}"]`
    lines.current?.querySelector(wanted)?.querySelector('button')?.focus({ preventScroll: true })
  }, [look, fragment, lines])

  const follow = useCallback((link: Element | null | undefined): boolean => {
    const place = fragment?.meta.definitions[Number(link?.getAttribute('data-d') ?? -1)]
    const line = Number(link?.closest('li')?.dataset['line'])
    if (fragment === null || place === undefined) return false
    stepper.getState().look({ file: place[0], line: place[1] }, { file: fragment.meta.file, line })
    return true
  }, [fragment])

  const onClick = useCallback((event: MouseEvent<Lines>) => {
    // A reader that selects text to copy it does not want to leave it.
    if (getSelection()?.isCollapsed === false) return
    follow((event.target as Element).closest(LINK))
  }, [follow])

  const onFocus = useCallback((event: FocusEvent<Lines>) => {
    const focused = event.target.closest('li')
    if (focused === row.current) return
    for (const link of row.current?.querySelectorAll(LINK) ?? []) link.removeAttribute('tabindex')
    for (const link of focused?.querySelectorAll(LINK) ?? []) {
      link.setAttribute('tabindex', '0')
      link.setAttribute('role', 'link')
    }
    row.current = focused
  }, [])

  const onKey = useCallback((event: KeyboardEvent<Lines>) => {
    const target = event.target as Element
    const { looks, lookBack } = stepper.getState()
    if (event.key === 'Escape' && looks.length > 0) {
      isByKey.current = true
      lookBack()
    } else if (event.key === 'F12' || (event.key === 'Enter' && target.matches(LINK))) {
      const names = target.closest('li')?.querySelectorAll<HTMLElement>(LINK)
      if (names === undefined || names.length === 0) return event.key === 'F12'
      if (!target.matches(LINK) && names.length > 1) names[0]!.focus()
      else isByKey.current = follow(target.matches(LINK) ? target : names[0])
    } else return false
    event.preventDefault()
    return true
  }, [follow])

  return { onClick, onFocus, onKey }
}
