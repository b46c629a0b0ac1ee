'use client'

import { useState } from 'react'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { progress } from '../../progress/logic/progress'
import type { LessonProgress } from '../../progress/logic/progressData'
import { useProgress } from '../../progress/views/useProgress'
import controls from '../../stepper/styles/controls.module.css'
import { Modal } from '../../ui/views/Modal'
import styles from '../styles/shelf.module.css'

/** Forgets what the reader has done in a lesson, when asked twice; and brings it back. */
export function BeginAnew({ slug, name }: { readonly slug: string; readonly name: string }) {
  const { frame } = useTexts()
  const { at } = useProgress(slug)
  const [isAsking, setIsAsking] = useState(false)
  const [forgotten, setForgotten] = useState<LessonProgress | null>(null)
  const [said, setSaid] = useState('')
  const forget = (): void => {
    setIsAsking(false)
    setForgotten(progress.forget(slug))
    setSaid(frame.anewDone)
  }
  const undo = (): void => {
    if (forgotten !== null) progress.restore(slug, forgotten)
    setForgotten(null)
    setSaid(frame.undone)
  }
  return (
    <div className={styles.anew}>
      {at === 0 && forgotten === null ? null : (
        <button type="button" onClick={() => setIsAsking(true)}>{frame.anew}</button>
      )}
      <p className={styles.anewSaid} role="status">
        {said}{' '}
        {forgotten === null ? null : <button type="button" onClick={undo}>{frame.undo}</button>}
      </p>
      {isAsking && (
        <Modal title={fill(frame.anewAsk, { lesson: name })} close={frame.close} onClose={() => setIsAsking(false)}>
          <p>{frame.anewWhat}</p>
          <div className={styles.buttons}>
            <button type="button" className={controls.danger} onClick={forget}>{frame.anewYes}</button>
            <button type="button" className={controls.button} onClick={() => setIsAsking(false)}>{frame.cancel}</button>
          </div>
        </Modal>
      )}
    </div>
  )
}
