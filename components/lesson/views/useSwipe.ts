'use client'

import { useRef } from 'react'
import type { TouchEvent } from 'react'
import { useLesson } from './LessonProvider'

/** A finger has to go this far (px), and twice as far across as down, to mean the next step. */
const FAR = 56

/** Swiping to the left goes to the next step, to the right to the previous one. */
export function useSwipe(): { onTouchStart: (event: TouchEvent) => void; onTouchEnd: (event: TouchEvent) => void } {
  const { move } = useLesson()
  const start = useRef<{ x: number; y: number } | null>(null)
  return {
    onTouchStart: (event) => {
      const touch = event.touches.length === 1 ? event.touches[0] : undefined
      start.current = touch === undefined ? null : { x: touch.clientX, y: touch.clientY }
    },
    onTouchEnd: (event) => {
      const touch = event.changedTouches[0]
      if (start.current === null || touch === undefined) return
      const across = touch.clientX - start.current.x
      const down = touch.clientY - start.current.y
      start.current = null
      if (Math.abs(across) > FAR && Math.abs(across) > 2 * Math.abs(down)) move(across < 0 ? 1 : -1)
    },
  }
}
