'use client'

import { useMemo } from 'react'
import type { Measurement } from '../../../engine/worker/Measurement'
import { fill } from '../../i18n/fill'
import { useLabPage } from './LabProvider'
import { keyFates } from '../logic/stats'
import type { KeyFate } from '../logic/stats'
import styles from '../styles/strategy.module.css'

/** As many of the broken keys are named. */
const NAMED = 4

/** One mark for each key, the most frequent first: a square for one in order, a cross for one that is spread,
 * a frame for one of which nothing was stored. */
export function KeyGrid({ measurement, name }: { readonly measurement: Measurement; readonly name: string }) {
  const { results } = useLabPage().texts
  const fates = useMemo(() => keyFates(measurement), [measurement])
  const broken = fates.filter(({ queues }) => queues.length > 0)
  const worst = [...broken].sort((a, b) => b.queues.length - a.queues.length).slice(0, NAMED)
  const title = ({ key, messages, queues }: KeyFate): string => {
    if (messages === 0) return fill(results.keyLost, { key })
    return fill(queues.length === 0 ? results.keyKept : results.keyBroken, { key, n: messages, queues: queues.length })
  }
  const stored = fates.filter(({ messages }) => messages > 0)
  const label = fill(results.orderLabel, { name, kept: stored.length - broken.length, broken: broken.length })
  return (
    <div>
      <div className={styles.keys} role="img" aria-label={label}>
        {fates.map((fate) => (
          <i
            key={fate.key} title={title(fate)} data-broken={fate.queues.length > 0 || undefined}
            data-empty={fate.messages === 0 || undefined}
          />
        ))}
      </div>
      <p className={styles.small}>
        {stored.length === 0 ? results.noneStored : worst.length === 0
          ? results.allKept
          : fill(results.worst, { keys: worst.map(({ key, queues }) => `${key} (${queues.length})`).join(', ') })}
      </p>
    </div>
  )
}
