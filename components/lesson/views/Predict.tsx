'use client'

import { useContext, useEffect, useId, useState } from 'react'
import type { ReactNode } from 'react'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { progress } from '../../progress/logic/progress'
import { useProgress } from '../../progress/views/useProgress'
import { useLesson } from './LessonProvider'
import { StepId } from './StepId'
import styles from '../styles/Predict.module.css'
import type { Experiment } from '../logic/Lesson'

interface Props {
  readonly question: string
  readonly options: readonly string[]
  /** The lesson's judge of the run: which of the options happens in it. */
  readonly outcome: string
  readonly run: Experiment
  /** Why. Shown once the reader has guessed, or doesn't want to. */
  readonly children: ReactNode
}

/** “What do you think happens?” The run on the page answers; the text only says why. */
export function Predict({ question, options, outcome, run, children }: Props) {
  const { lesson } = useTexts()
  const { slug, perform, outcome: judge } = useLesson()
  const [chosen, setGuess] = useState<number | null>(null)
  const [stage, setStage] = useState<'asked' | 'running' | 'revealed'>('asked')
  const step = useContext(StepId)
  const id = useId()
  const kept = useProgress(slug).guesses[outcome]
  const guess = stage === 'asked' && kept !== undefined ? kept : chosen
  const [happens, setHappens] = useState<number | null | 'unknown'>('unknown')
  // A lesson that is begun anew asks again.
  useEffect(() => {
    if (kept !== undefined) return
    setStage((before) => (before === 'revealed' ? 'asked' : before))
    setGuess(null)
  }, [kept])
  useEffect(() => {
    if (stage !== 'revealed') return
    let isWanted = true
    judge(outcome).catch(() => null).then((answer) => isWanted && setHappens(answer), () => undefined)
    return () => {
      isWanted = false
    }
  }, [stage, judge, outcome])

  const reveal = async (): Promise<void> => {
    setStage('running')
    setGuess(guess)
    progress.guess(slug, outcome, guess)
    await perform(run, step)
    setStage('revealed')
  }

  if (stage === 'asked' && kept !== undefined) {
    return (
      <div className={styles.card} data-revealed="true">
        <p className={styles.title}>{question}</p>
        {guess === null ? null : <p className={styles.verdict}>{fill(lesson.yourGuess, { guess: options[guess] ?? '' })}</p>}
        {children}
        <p className={styles.actions}>
          <button type="button" className={styles.skip} onClick={() => void reveal()}>{lesson.revealAgain}</button>
        </p>
      </div>
    )
  }
  if (stage !== 'asked') {
    return (
      <div className={styles.card} data-revealed="true" role="status" aria-busy={stage === 'running'}>
        <p className={styles.title}>{question}</p>
        {stage === 'revealed' && happens !== 'unknown' && <Verdict options={options} guess={guess} happens={happens} />}
        {children}
      </div>
    )
  }
  return (
    <div className={styles.card}>
      <fieldset>
        <legend className={styles.title}>{lesson.predict}</legend>
        <p className={styles.question}>{question}</p>
        {options.map((option, index) => (
          <label key={option} className={styles.option}>
            <input type="radio" name={id} checked={guess === index} onChange={() => setGuess(index)} />
            <span>{option}</span>
          </label>
        ))}
      </fieldset>
      <p className={styles.actions}>
        <button type="button" className="button" disabled={guess === null} onClick={() => void reveal()}>{lesson.reveal}</button>
        <button type="button" className={styles.skip} onClick={() => void reveal()}>{lesson.skip}</button>
      </p>
    </div>
  )
}

interface VerdictProps {
  readonly options: readonly string[]
  readonly guess: number | null
  /** Null: the run on the page doesn't tell. */
  readonly happens: number | null
}

function Verdict({ options, guess, happens }: VerdictProps) {
  const { lesson } = useTexts()
  const { showOwnRun } = useLesson()
  return (
    <p className={styles.verdict}>
      {guess === null ? null : `${fill(lesson.yourGuess, { guess: options[guess] ?? '' })} `}
      {happens === null ? (
        <>
          {lesson.noAnswer}{' '}
          <button type="button" className={styles.skip} onClick={() => void showOwnRun()}>{lesson.showOwnRun}</button>
        </>
      ) : guess === happens ? lesson.right : (
        `${guess === null ? '' : `${lesson.wrong} `}${fill(lesson.happens, { what: options[happens] ?? '' })}`
      )}
    </p>
  )
}
