'use client'

import { scaleLinear } from 'd3-scale'
import type { Measurement } from '../../../engine/worker/Measurement'
import { shortBroker } from '../logic/queueScales'
import styles from '../styles/strategy.module.css'

/** How many messages each broker has got. */
export function BrokerBars({ measurement }: { readonly measurement: Measurement }) {
  const { perBroker } = measurement
  const share = scaleLinear().domain([0, Math.max(1, ...perBroker.map(({ count }) => count))]).range([0, 100])
  return (
    <ul className={styles.brokers} role="list">
      {perBroker.map(({ broker, count }) => (
        <li key={broker}>
          <span title={broker}>{shortBroker(broker, false)}</span>
          <span className={styles.ground} aria-hidden="true"><span style={{ width: `${share(count)}%` }} /></span>
          <b>{count}</b>
        </li>
      ))}
    </ul>
  )
}
