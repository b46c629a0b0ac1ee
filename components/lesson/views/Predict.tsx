'use client'

import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { useLesson } from './LessonProvider'
import styles from '../styles/Predict.module.css'
import type { Experiment } from '../logic/Lesson'

interface Props {
  readonly question: string
  readonly options: readonly string[]
  /** Which of the options it is, from 0. */
  readonly answer: number
  readonly run: Experiment
  /** Why. Shown once the reader has guessed, or doesn't want to. */
  readonly children: ReactNode
}

/** “What do you think happens?” The run answers; the text only says why. */
export function Predict({ question, options, answer, run, children }: Props) {
  const { lesson } = useTexts()
  const { perform } = useLesson()
  const [guess, setGuess] = useState<number | null>(null)
  const [isRevealed, setIsRevealed] = useState(false)
  const id = useId()

  const reveal = (): void => {
    setIsRevealed(true)
    void perform(run)
  }

  if (isRevealed) {
    return (
      <div className={styles.card} data-revealed="true" role="status">
        <p className={styles.title}>{question}</p>
        <p className={styles.verdict}>
          {guess === null ? null : `${fill(lesson.yourGuess, { guess: options[guess] ?? '' })} `}
          {guess === null ? options[answer] : guess === answer ? lesson.right : lesson.wrong}
        </p>
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
        <button type="button" className="button" disabled={guess === null} onClick={reveal}>{lesson.reveal}</button>
        <button type="button" className={styles.skip} onClick={reveal}>{lesson.skip}</button>
      </p>
    </div>
  )
}
