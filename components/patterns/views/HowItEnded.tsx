'use client'

import type { CallAnswer } from '../../../content/patterns/stage/answerTo'
import { fill } from '../../i18n/fill'
import styles from '../styles/lab.module.css'
import { usePatternTexts } from './PatternTexts'

/** How a call has ended. What the engine says is English in both languages. */
export function HowItEnded({ answer: { outcome, className, text } }: { readonly answer: CallAnswer }) {
  const { answers } = usePatternTexts()
  return (
    <span className={styles.answer} data-outcome={outcome}>
      {outcome === 'returned' ? answers.returned : fill(answers.threw, { name: className })}
      {text === '' ? null : <samp lang="en">{text}</samp>}
    </span>
  )
}
