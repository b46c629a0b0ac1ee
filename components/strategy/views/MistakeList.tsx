'use client'

import { fill } from '../../i18n/fill'
import { useLab, useLabPage } from './LabProvider'
import { lineSentence } from '../logic/sentences'
import { mistakesOf } from '../logic/stats'
import styles from '../styles/strategy.module.css'

/** As many are listed; the rest is in the table of calls. */
const MOST = 4

/** What went wrong with the code that is shown: while it was compiled, or in which calls. */
export function MistakeList() {
  const { texts, kind } = useLabPage()
  const { error, measurement } = useLab((state) => state.sides.after)
  const calls = measurement === null || error !== null ? [] : kind.callersOf(measurement)
  const mistakes = mistakesOf({ calls }).slice(0, MOST)
  if (error === null && mistakes.length === 0) return null
  return (
    <div className={styles.mistakes}>
      <h3 className="label">{texts.mistakes.title}</h3>
      <ul role="list">
        {error !== null && <li>{lineSentence(error, texts)}</li>}
        {mistakes.map(({ call, times }) => (
          <li key={call.index}>
            {lineSentence(call.error!, texts)}{' '}
            <span>({fill(texts.mistakes.times, { n: times, call: call.index + 1 })})</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
