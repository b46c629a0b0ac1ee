'use client'

import { useId, useState } from 'react'
import { fill } from '../../i18n/fill'
import styles from '../styles/lab.module.css'
import { usePatternTexts } from './PatternTexts'
import { useExperiment } from './useExperiment'
import { useWhenSeen } from '../../ui/views/useWhenSeen'

const QUEUES = ['broker-a', 'broker-b'].flatMap((broker) => [0, 1, 2, 3].map((queue) => `${broker} ${queue}`))

/** Two consumers of one group in two processes, with client ids of their own or with the same. */
export function SameId() {
  const { sameId: words, wait, failed } = usePatternTexts()
  const [instanceName, setInstanceName] = useState<'DEFAULT' | 'billing'>('DEFAULT')
  const { result, isBusy, hasFailed, run } = useExperiment('singleton/same-id')
  const name = useId()
  const choose = (next: 'DEFAULT' | 'billing'): void => {
    setInstanceName(next)
    void run({ instanceName: next })
  }
  const ref = useWhenSeen<HTMLDivElement>(() => choose(instanceName))
  return (
    <div ref={ref} className={styles.lab} aria-busy={isBusy}>
      <fieldset className={styles.choices}>
        <legend className="label">{words.label}</legend>
        {(['DEFAULT', 'billing'] as const).map((each) => (
          <label key={each} className={styles.choice}>
            <input type="radio" name={name} checked={instanceName === each} onChange={() => choose(each)} />
            <span>{words.options[each]}</span>
          </label>
        ))}
      </fieldset>
      <div aria-live="polite">
        {hasFailed ? <p>{failed}</p> : null}
        {result === null ? <p className={styles.wait}>{isBusy ? wait : ''}</p> : (
          <>
            <p className={styles.ids}>
              {words.ids}: {result.clientIds.map((id, index) => <code key={index}>{id}</code>)}
            </p>
            <ul className={styles.queues} role="list" aria-label={words.queues}>
              {QUEUES.map((queue) => {
                const readers = result.queues.flatMap((own, index) => (own.includes(queue) ? [index + 1] : []))
                return (
                  <li key={queue} data-readers={readers.length}>
                    <b>{queue}</b>
                    <span>{readers.length === 0 ? words.nobody : readers.map((n) => fill(words.consumer, { n })).join(' + ')}</span>
                  </li>
                )
              })}
            </ul>
            <p>{words.unattended}: <b>{result.unattended.length}</b></p>
          </>
        )}
      </div>
    </div>
  )
}
