'use client'

import { useEffect, useState, type RefObject } from 'react'

export interface Viewport {
  readonly top: number
  readonly width: number
  readonly height: number
}

const NOTHING: Viewport = { top: 0, width: 0, height: 0 }

/** What can be seen of a scrolling element; at most one change for each frame of the screen. */
export function useViewport(element: RefObject<HTMLElement | null>): Viewport {
  const [viewport, setViewport] = useState(NOTHING)
  useEffect(() => {
    const scroller = element.current
    if (scroller === null) return
    let frame = 0
    const read = (): void => {
      frame = 0
      const { scrollTop: top, clientWidth: width, clientHeight: height } = scroller
      setViewport((old) => (
        old.top === top && old.width === width && old.height === height ? old : { top, width, height }
      ))
    }
    const soon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(read)
    }
    read()
    const resized = new ResizeObserver(soon)
    resized.observe(scroller)
    scroller.addEventListener('scroll', soon, { passive: true })
    return () => {
      cancelAnimationFrame(frame)
      resized.disconnect()
      scroller.removeEventListener('scroll', soon)
    }
  }, [element])
  return viewport
}

/** Does the reader want states to change without travel? Asked at the moment of moving, so that it is always current. */
export function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
