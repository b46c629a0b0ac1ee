'use client'

import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useLocale } from '../../../i18n/TextsProvider'
import controls from '../../../stepper/styles/controls.module.css'
import { Icon } from '../../../stepper/views/Icon'
import { stepper } from '../../../stepper/views/store'
import { useTexts } from '../../../stepper/views/useTexts'
import { CodePane } from '../CodePane'
import { LabAnnouncer } from '../LabAnnouncer'
import { LabNotices } from '../LabNotices'
import { LabProvider } from '../LabProvider'
import { ResultsPane } from '../ResultsPane'
import { LessonRun } from './LessonRun'
import { loadPanel, type PanelParts } from '../../logic/loadPanel'
import styles from '../../styles/panel.module.css'

type Half = 'code' | 'results'

/** Beside a lesson: a strategy is written, measured under a load, and put to work in the lesson's own run. */
export function WritePanel() {
  const { write } = useTexts()
  const locale = useLocale()
  const [parts, setParts] = useState<PanelParts | 'failed' | null>(null)
  const [attempt, setAttempt] = useState(0)
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => close.current?.focus(), [])
  useEffect(() => {
    let isWanted = true
    loadPanel(locale).then((loaded) => isWanted && setParts(loaded), () => isWanted && setParts('failed'))
    return () => {
      isWanted = false
    }
  }, [locale, attempt])
  const retry = (): void => {
    setParts(null)
    setAttempt(attempt + 1)
  }
  return (
    <section className={styles.panel} aria-label={write.title} onKeyDown={closeOnEscape}>
      <header className={styles.head}>
        <h2>{write.title}</h2>
        <button ref={close} type="button" className={controls.plain} aria-label={write.close} title={write.close} onClick={leave}>
          <Icon name="close" />
        </button>
      </header>
      {parts === null && <p className={styles.message} role="status">{write.loading}</p>}
      {parts === 'failed' && (
        <p className={styles.message} role="alert">
          {write.failed} <button type="button" className={controls.button} onClick={retry}>{write.retry}</button>
        </p>
      )}
      {parts !== null && parts !== 'failed' && (
        <LabProvider texts={parts.texts} builtIns={parts.builtIns} exercises={NO_EXERCISES} place="lesson">
          <Halves />
        </LabProvider>
      )}
    </section>
  )
}

const NO_EXERCISES = [] as const

/** Code over results; on a phone one of them at a time. */
function Halves() {
  const { write } = useTexts()
  const [half, setHalf] = useState<Half>('code')
  return (
    <>
      <LessonRun />
      <div className={styles.switch} role="group" aria-label={write.title}>
        {(['code', 'results'] as const).map((name) => (
          <button key={name} type="button" aria-pressed={name === half} onClick={() => setHalf(name)}>{write.halves[name]}</button>
        ))}
      </div>
      <div className={styles.halves} data-half={half}>
        <div data-name="code"><CodePane /></div>
        <div data-name="results"><ResultsPane /></div>
      </div>
      <LabNotices />
      <LabAnnouncer />
    </>
  )
}

function leave(): void {
  stepper.getState().setWriting(false)
}

/** The editor has uses of its own for this key. */
function closeOnEscape(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Escape' || event.defaultPrevented) return
  if ((event.target as Element).closest('[data-keys]') === null) leave()
}
