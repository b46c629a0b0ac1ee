'use client'

import { useState, type ReactNode } from 'react'
import type { OrderResult, StartOrder } from '../../../content/patterns/state/run/compareOrders'
import styles from '../styles/table.module.css'
import { Answer } from './Answer'
import { patternClient } from './patternStore'
import { usePatternTexts } from './PatternTexts'
import { useWhenSeen } from './useWhenSeen'

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
              <Row label={words.failed}>{results.map(({ order, failed: answer }) => <td key={order}><Answer answer={answer} /></td>)}</Row>
              <Row label={words.stateAfter}>{results.map(({ order, stateAfter }) => <td key={order}><code>{stateAfter}</code></td>)}</Row>
              <Row label={words.again}>{results.map(({ order, startAgain }) => <td key={order}><Answer answer={startAgain} /></td>)}</Row>
              <Row label={words.send}>{results.map(({ order, send }) => <td key={order}><Answer answer={send} /></td>)}</Row>
            </tbody>
            <tbody>
              <tr><th scope="rowgroup" colSpan={5}>{words.meanwhile}</th></tr>
              <Row label={words.stateMeanwhile}>{results.map(({ order, meanwhile }) => <td key={order}><code>{meanwhile.state}</code></td>)}</Row>
              <Row label={words.sendMeanwhile}>{results.map(({ order, meanwhile }) => <td key={order}><Answer answer={meanwhile.send} /></td>)}</Row>
              <Row label={words.startMeanwhile}>{results.map(({ order, meanwhile }) => <td key={order}><Answer answer={meanwhile.start} /></td>)}</Row>
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return <tr><th scope="row">{label}</th>{children}</tr>
}
