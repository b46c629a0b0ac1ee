'use client'

import { useState, type ReactNode } from 'react'
import type { OrderResult, StartOrder } from '../../../content/patterns/state/run/compareOrders'
import styles from '../styles/table.module.css'
import { HowItEnded } from './HowItEnded'
import { patternClient } from './patternStore'
import { usePatternTexts } from './PatternTexts'
import { useWhenSeen } from '../../ui/views/useWhenSeen'

const ORDERS: readonly StartOrder[] = ['failed-first', 'running-first', 'running-last', 'failed-in-catch']

/** The four ways to write a start, in runs that are otherwise equal. */
export function OrderTable() {
  const { orders: words, wait, failed, again } = usePatternTexts()
  const [results, setResults] = useState<readonly OrderResult[] | 'failed' | null>(null)
  const run = (): void => {
    setResults(null)
    Promise.all(ORDERS.map((order) => patternClient.run('state/order', order))).then(setResults, () => setResults('failed'))
  }
  const ref = useWhenSeen<HTMLDivElement>(run)
  if (results === 'failed') return <p>{failed} <button type="button" className="button-quiet" onClick={run}>{again}</button></p>
  return (
    <div ref={ref} className={styles.block}>
      {results === null ? <p className={styles.latest}>{wait}</p> : (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={words.noServer}>
          <table className={styles.table}>
            <thead>
              <tr><td />{results.map(({ order }) => <th key={order} scope="col">{words.names[order]}</th>)}</tr>
            </thead>
            <tbody>
              <tr><th scope="rowgroup" colSpan={5}>{words.noServer}</th></tr>
              <Row label={words.failed} results={results} cell={(each) => <HowItEnded answer={each.failed} />} />
              <Row label={words.stateAfter} results={results} cell={(each) => <code>{each.stateAfter}</code>} />
              <Row label={words.again} results={results} cell={(each) => <HowItEnded answer={each.startAgain} />} />
              <Row label={words.send} results={results} cell={(each) => <HowItEnded answer={each.send} />} />
            </tbody>
            <tbody>
              <tr><th scope="rowgroup" colSpan={5}>{words.meanwhile}</th></tr>
              <Row
                label={words.stateMeanwhile} results={results}
                cell={(each) => <code>{each.meanwhile.state}</code>}
              />
              <Row
                label={words.sendMeanwhile} results={results}
                cell={({ meanwhile }) => <HowItEnded answer={meanwhile.send} />}
              />
              <Row
                label={words.startMeanwhile} results={results}
                cell={({ meanwhile }) => <HowItEnded answer={meanwhile.start} />}
              />
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

interface RowProps {
  readonly label: string
  readonly results: readonly OrderResult[]
  cell(result: OrderResult): ReactNode
}

function Row({ label, results, cell }: RowProps) {
  return (
    <tr>
      <th scope="row">{label}</th>
      {results.map((result) => <td key={result.order}>{cell(result)}</td>)}
    </tr>
  )
}
