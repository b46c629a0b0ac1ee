'use client'

import { useMemo } from 'react'
import type { Measurement } from '../../../engine/worker/Measurement'
import { fill } from '../../i18n/fill'
import { useLabPage } from './LabProvider'
import { queueBars, shortBroker } from '../logic/queueScales'
import styles from '../styles/strategy.module.css'

const HEIGHT = 92

/** One bar for each queue, grouped by broker, with the mean across. */
export function QueueChart({ measurement, most, name }: {
  readonly measurement: Measurement
  /** Of all charts that are compared. */
  readonly most: number
  readonly name: string
}) {
  const { results } = useLabPage().texts
  const { bars, labels, meanY } = useMemo(() => queueBars(measurement, most, HEIGHT), [measurement, most])
  const { perQueue } = measurement
  const n = perQueue.reduce((sum, count) => sum + count, 0)
  const words = { name, n, queues: perQueue.length, least: Math.min(...perQueue), most: Math.max(...perQueue) }
  return (
    <svg className={styles.chart} width="100%" height={HEIGHT + 30} role="img" aria-label={fill(results.perQueueLabel, words)}>
      <g transform="translate(0 10)">
        {bars.map(({ broker, queueId, count, x, width, y, height }) => (
          <g key={`${broker} ${queueId}`}>
            <title>{fill(results.queue, { broker, queue: queueId, n: count })}</title>
            <rect className={styles.barSlot} x={`${x}%`} width={`${width}%`} y={0} height={HEIGHT} />
            <rect className={styles.bar} x={`${x}%`} width={`${width}%`} y={y} height={height} />
            {bars.length <= 8 && <text className={styles.barCount} x={`${x + width / 2}%`} y={y - 2}>{count}</text>}
          </g>
        ))}
        <line className={styles.mean} x1="0" x2="100%" y1={meanY} y2={meanY}><title>{results.mean}</title></line>
        <line className={styles.axis} x1="0" x2="100%" y1={HEIGHT} y2={HEIGHT} />
        {labels.map(({ broker, x }) => (
          <text key={broker} className={styles.brokerLabel} x={`${x}%`} y={HEIGHT + 15}>
            {shortBroker(broker, labels.length > 2)}
          </text>
        ))}
      </g>
    </svg>
  )
}
