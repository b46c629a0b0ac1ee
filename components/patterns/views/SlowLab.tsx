'use client'

import { useState, type CSSProperties } from 'react'
import type { SlowBrokerResult } from '../../../content/patterns/strategy/run/slowBroker'
import { fill } from '../../i18n/fill'
import styles from '../styles/lab.module.css'
import { patternClient } from './patternStore'
import { usePatternTexts } from './PatternTexts'
import { useWhenSeen } from '../../ui/views/useWhenSeen'

const SLOW = 'broker-a'

/** The same messages while one broker answers late, without and with the strategy for that. */
export function SlowLab() {
  const { wait, failed } = usePatternTexts()
  const [results, setResults] = useState<readonly [SlowBrokerResult, SlowBrokerResult] | 'failed' | null>(null)
  const ref = useWhenSeen<HTMLDivElement>(() => {
    const run = (isEnabled: boolean): Promise<SlowBrokerResult> => patternClient.run('strategy/slow', { isEnabled, seed: 1 })
    Promise.all([run(false), run(true)]).then(setResults, () => setResults('failed'))
  })
  return (
    <div ref={ref} className={styles.lab}>
      <div aria-live="polite">
        {results === 'failed' ? <p>{failed}</p> : results === null ? <p className={styles.wait}>{wait}</p> : (
          results.map((result, index) => <Waits key={index} result={result} isEnabled={index === 1} />)
        )}
      </div>
    </div>
  )
}

function Waits({ result: { sends }, isEnabled }: { readonly result: SlowBrokerResult; readonly isEnabled: boolean }) {
  const { slow: words } = usePatternTexts()
  const longest = Math.max(...sends.map(({ micros }) => micros))
  return (
    <section className={styles.waits}>
      <h4>{isEnabled ? words.enabled.on : words.enabled.off}</h4>
      <ol className={styles.columns} role="list">
        {sends.map(({ broker, micros }, index) => (
          <li key={index} aria-label={fill(words.bar, { n: index + 1, broker, millis: Math.round(micros / 1000) })}>
            <span
              className={styles.column} data-slow={broker === SLOW || undefined} aria-hidden="true"
              style={{ '--share': Math.max(0.03, micros / longest) } as CSSProperties}
            />
          </li>
        ))}
      </ol>
      <p>
        {words.slowBroker}: <b>{sends.filter(({ broker }) => broker === SLOW).length}</b> · {words.total}:{' '}
        <b>{Math.round(sends.reduce((sum, { micros }) => sum + micros, 0) / 1000)}</b>
      </p>
    </section>
  )
}
