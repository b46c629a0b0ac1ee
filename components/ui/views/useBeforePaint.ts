'use client'

import { useLayoutEffect, type DependencyList } from 'react'

/**
 * Does something before the next picture is on the screen, for what has to know where things are: that takes a layout of all that has
 * changed, so it is asked once for each picture, whatever changes until then.
 */
export function useBeforePaint(action: () => void, depends: DependencyList): void {
  useLayoutEffect(() => {
    const frame = requestAnimationFrame(action)
    return () => cancelAnimationFrame(frame)
  }, depends)
}
