'use client'

import { useEffect, useState, type RefObject } from 'react'

/**
 * False until the element has some height. On a phone one pane is shown at a time, and a pane that nobody has looked at need not be made:
 * that would cost more than all that can be seen.
 */
export function useHasBeenShown(element: Readonly<RefObject<HTMLElement | null>>): boolean {
  const [hasBeen, setHasBeen] = useState(false)
  useEffect(() => {
    const { current } = element
    if (current === null || hasBeen) return
    const resized = new ResizeObserver(() => current.clientHeight > 0 && setHasBeen(true))
    resized.observe(current)
    return () => resized.disconnect()
  }, [element, hasBeen])
  return hasBeen
}
