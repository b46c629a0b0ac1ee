'use client'

import { useEffect, useRef, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { progress } from '../../progress/logic/progress'
import { useStepper } from '../../stepper/views/store'
import { useLesson } from './LessonProvider'
import { Resume } from './Resume'
import styles from '../styles/LessonPane.module.css'

/** How far down the pane the line is at which a step counts as being read. */
const READING_LINE = 0.32

/**
 * The lesson's text. When the run comes to another step, the text follows; when the reader scrolls, the run stays where it is,
 * and a line offers to take it to the step that is being read.
 */
export function LessonPane({ children }: { children: ReactNode }) {
  const { slug, active, follow } = useLesson()
  const { lesson } = useTexts()
  const pane = useRef<HTMLDivElement>(null)
  const shown = useRef(active)
  shown.current = active
  const read = useStepBeingRead(pane)

  useEffect(() => {
    if (read !== null) progress.seeStep(slug, read)
  }, [slug, read])
  useScrollKeys(pane)
  useEffect(() => {
    if (follow !== 0 && pane.current !== null) scrollToStep(pane.current, shown.current)
  }, [follow])

  return (
    <div className={styles.frame}>
      <Resume />
      <div ref={pane} className={styles.pane} tabIndex={-1} role="region" aria-label={lesson.steps}>
        <article className={styles.prose}>{children}</article>
      </div>
      <Elsewhere read={read} onReturn={() => pane.current !== null && scrollToStep(pane.current, active)} />
    </div>
  )
}

/** While another step is being read than the one that the run is in: the ways to bring the two together. */
function Elsewhere({ read, onReturn }: { readonly read: string | null; readonly onReturn: () => void }) {
  const { steps, active, goTo } = useLesson()
  const { lesson } = useTexts()
  const hasRun = useStepper((state) => state.run !== null)
  const there = steps.findIndex(({ id }) => id === read)
  const here = steps.findIndex(({ id }) => id === active)
  if (!hasRun || read === null || there < 0 || here < 0 || there === here) return null
  return (
    <div className={styles.elsewhere}>
      <button type="button" className={styles.take} onClick={() => goTo(read)}>
        {fill(lesson.takeRunTo, { n: there + 1 })}
      </button>
      <button type="button" className={styles.return} onClick={onReturn}>{fill(lesson.backToStep, { n: here + 1 })}</button>
    </div>
  )
}

/** The step at the reading line; null until the reader scrolls. */
function useStepBeingRead(pane: RefObject<HTMLDivElement | null>): string | null {
  const [read, setRead] = useState<string | null>(null)
  useEffect(() => {
    const element = pane.current
    if (element === null) return
    let frame = 0
    const scrolled = (): void => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => setRead(stepBeingRead(element)))
    }
    element.addEventListener('scroll', scrolled)
    return () => {
      cancelAnimationFrame(frame)
      element.removeEventListener('scroll', scrolled)
    }
  }, [pane])
  return read
}

/** The keys that scroll a page scroll the text: nothing else on the page is as long. */
function useScrollKeys(pane: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const element = pane.current
      const target = event.target
      if (element === null || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
      if (target !== document.body && !(target instanceof HTMLElement && target.id === 'content')) return
      const page = element.clientHeight * 0.9
      const by = { ArrowDown: 40, ArrowUp: -40, PageDown: page, PageUp: -page }[event.key]
      if (by === undefined) return
      event.preventDefault()
      element.scrollBy({ top: by })
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [pane])
}

function scrollToStep(pane: HTMLElement, id: string): void {
  const step = pane.querySelector<HTMLElement>(`[data-step="${id}"]`)
  if (step === null) return
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
  pane.scrollTo({ top: step.offsetTop - Math.min(pane.clientHeight * 0.16, 120), behavior: isStill ? 'auto' : 'smooth' })
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
