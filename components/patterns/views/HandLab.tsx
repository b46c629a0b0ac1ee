'use client'

import { useId, useState } from 'react'
import type { CompareSendsInput, CompareSendsResult } from '../../../content/patterns/facade/run/compareSends'
import { fill } from '../../i18n/fill'
import styles from '../styles/lab.module.css'
import table from '../styles/table.module.css'
import { patternClient, runExperiment } from './patternStore'
import { usePatternTexts } from './PatternTexts'
import { useWhenSeen } from '../../ui/views/useWhenSeen'

type Care = NonNullable<CompareSendsInput['byHand']>
const ACCIDENTS: ReadonlyArray<CompareSendsInput['accident']> = ['none', 'kill', 'power-cut']

/** The same messages with the facade and by hand, in clusters that suffer the same. */
export function HandLab() {
  const { hand: words, wait, failed } = usePatternTexts()
  const [care, setCare] = useState<Care>({ keepsRoute: false, tries: 1, changesBroker: false })
  const [accident, setAccident] = useState<CompareSendsInput['accident']>('none')
  const [results, setResults] = useState<readonly [CompareSendsResult, CompareSendsResult] | 'failed' | null>(null)
  const name = useId()
  const begin = (next: Care, what: CompareSendsInput['accident']): void => {
    setCare(next)
    setAccident(what)
    const common = { accident: what, seed: 1 }
    Promise.all([
      patternClient.run('facade/sends', { byHand: null, ...common }),
      runExperiment('facade/sends', { byHand: next, ...common }),
    ]).then(setResults, () => setResults('failed'))
  }
  const ref = useWhenSeen<HTMLDivElement>(() => begin(care, accident))
  return (
    <div ref={ref} className={styles.lab}>
      <fieldset className={styles.choices}>
        <legend className="label">{words.care}</legend>
        <label className={styles.choice}>
          <input type="checkbox" checked={care.keepsRoute} onChange={({ target }) => begin({ ...care, keepsRoute: target.checked }, accident)} />
          <span>{words.keepsRoute}</span>
        </label>
        <label className={styles.choice}>
          <input type="checkbox" checked={care.changesBroker} onChange={({ target }) => begin({ ...care, changesBroker: target.checked }, accident)} />
          <span>{words.changesBroker}</span>
        </label>
        <label className={styles.choice}>
          <span>{words.tries}</span>
          <select
            value={care.tries}
            onChange={({ target }) => begin({ ...care, tries: Number(target.value) }, accident)}
          >
            {[1, 2, 3].map((tries) => <option key={tries} value={tries}>{tries}</option>)}
          </select>
        </label>
      </fieldset>
      <fieldset className={styles.choices}>
        <legend className="label">{words.accident}</legend>
        {ACCIDENTS.map((each) => (
          <label key={each} className={styles.choice}>
            <input type="radio" name={name} checked={accident === each} onChange={() => begin(care, each)} />
            <span>{words.accidents[each]}</span>
          </label>
        ))}
      </fieldset>
      <div aria-live="polite">
        {results === 'failed' ? <p>{failed}</p> : results === null ? <p className={styles.wait}>{wait}</p> : <Compared results={results} />}
      </div>
    </div>
  )
}

function Compared({ results }: { readonly results: readonly [CompareSendsResult, CompareSendsResult] }) {
  const { hand: words } = usePatternTexts()
  const rows: ReadonlyArray<readonly [string, (result: CompareSendsResult) => string]> = [
    [words.acknowledged, ({ acknowledged, sends }) => fill(words.of, { n: acknowledged, of: sends.length })],
    [words.stored, ({ stored }) => String(stored)],
    [words.frames, ({ frames }) => String(frames)],
    [words.bytes, ({ bytes }) => String(bytes)],
    [words.routes, ({ routeRequests }) => String(routeRequests)],
    [words.longest, ({ sends }) => (Math.max(...sends.map(({ micros }) => micros)) / 1000).toFixed(1)],
  ]
  return (
    <>
      <div className={table.scroll} tabIndex={0} role="region" aria-label={words.each}>
        <table className={table.table}>
          <thead><tr><td /><th scope="col">{words.facade}</th><th scope="col">{words.byHand}</th></tr></thead>
          <tbody>
            {rows.map(([label, of]) => (
              <tr key={label}><th scope="row">{label}</th>{results.map((result, index) => <td key={index}>{of(result)}</td>)}</tr>
            ))}
            {results[0].sends.map((_, index) => (
              <tr key={index}>
                <th scope="row">{fill(words.message, { n: index + 1, what: '' }).replace(/[:：]\s*$/, '')}</th>
                {results.map(({ sends }, at) => {
                  const { answer } = sends[index]!
                  return <td key={at} data-fine={answer.outcome === 'returned'}><samp lang="en">{answer.text}</samp></td>
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
