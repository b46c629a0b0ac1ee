'use client'

import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/TextsProvider'
import { useLesson } from './LessonProvider'
import styles from '../styles/LessonPane.module.css'

/** How far down the pane the line is at which a step counts as being read. */
const READING_LINE = 0.32
/** A scroll event this long after the reader's last move is still the reader's, in ms: pages glide on. */
const GLIDE_MILLIS = 250

/** The lesson's text. Scrolling it moves the run to the step that is being read; when the run moves, it follows. */
export function LessonPane({ children }: { children: ReactNode }) {
  const { goTo, active, follow } = useLesson()
  const { lesson } = useTexts()
  const pane = useRef<HTMLDivElement>(null)
  const movedAt = useRef(-Infinity)
  const shown = useRef(active)
  shown.current = active

  useEffect(() => {
    const element = pane.current
    if (element === null) return
    const moved = (): void => {
      movedAt.current = performance.now()
    }
    let frame = 0
    const scrolled = (): void => {
      const now = performance.now()
      if (now - movedAt.current > GLIDE_MILLIS) return
      movedAt.current = now
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => {
        const id = stepBeingRead(element)
        if (id !== null && id !== shown.current) goTo(id, true)
      })
    }
    const passive = { passive: true } as const
    for (const type of ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const) element.addEventListener(type, moved, passive)
    element.addEventListener('scroll', scrolled, passive)
    return () => {
      cancelAnimationFrame(frame)
      for (const type of ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const) element.removeEventListener(type, moved)
      element.removeEventListener('scroll', scrolled)
    }
  }, [goTo])

  useEffect(() => {
    const element = pane.current
    const step = element?.querySelector<HTMLElement>(`[data-step="${shown.current}"]`)
    if (follow === 0 || element === null || step === null || step === undefined) return
    movedAt.current = -Infinity
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    const top = step.offsetTop - Math.min(element.clientHeight * 0.16, 120)
    element.scrollTo({ top, behavior: isStill ? 'auto' : 'smooth' })
  }, [follow])

  return (
    <div ref={pane} className={styles.pane} tabIndex={-1} role="region" aria-label={lesson.steps}>
      <article className={styles.prose}>{children}</article>
    </div>
  )
}

/** The last step that begins above the reading line. */
function stepBeingRead(pane: HTMLElement): string | null {
  const line = pane.scrollTop + pane.clientHeight * READING_LINE
  let found: string | null = null
  for (const step of pane.querySelectorAll<HTMLElement>('[data-step]')) {
    if (found === null || step.offsetTop <= line) found = step.dataset['step'] ?? found
  }
  return found
}
