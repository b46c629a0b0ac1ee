'use client'

import { useEffect, useState } from 'react'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { progress } from '../../progress/logic/progress'
import { stepper } from '../../stepper/views/store'
import styles from '../styles/LessonPane.module.css'
import { useLesson } from './LessonProvider'

/** For a reader who comes back to a lesson by its plain address: the way to where they were. Nothing moves unless they say so. */
export function Resume() {
  const { slug, steps } = useLesson()
  const { frame } = useTexts()
  const [kept, setKept] = useState<{ readonly place: string; readonly step: string } | null>(null)
  useEffect(() => {
    progress.load()
    const { place, step } = progress.of(slug)
    if (location.hash.length <= 1 && place !== '') setKept({ place, step })
  }, [slug])
  const index = steps.findIndex(({ id }) => id === kept?.step)
  if (kept === null || index <= 0) return null
  const go = (): void => {
    setKept(null)
    void stepper.getState().openLink(`#${kept.place}`)
  }
  return (
    <div className={styles.resume} role="group" aria-label={frame.continueTitle}>
      <span>{fill(frame.resume, { n: index + 1, title: steps[index]!.title })}</span>
      <button type="button" className={styles.take} onClick={go}>{frame.resumeGo}</button>
      <button type="button" className={styles.return} onClick={() => setKept(null)}>{frame.resumeStay}</button>
    </div>
  )
}
