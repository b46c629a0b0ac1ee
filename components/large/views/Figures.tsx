'use client'

import { messagesToSend } from '../../../engine/worker/protocol'
import type { LargeTexts } from '../../i18n/en/large'
import { fill } from '../../i18n/fill'
import { grouped } from '../../stepper/logic/format'
import { inMib, perSecond } from '../logic/figures'
import styles from '../styles/large.module.css'
import type { LargeProgress } from './useLargeRun'

/** How far a run is, and what it takes. */
export function Figures({ texts, progress }: { readonly texts: LargeTexts; readonly progress: LargeProgress }) {
  const { report, seconds, size } = progress
  const all = messagesToSend(size)
  const done = size.consumers === 0 ? report.acknowledged : report.consumed
  const figures: Readonly<Record<keyof LargeTexts['figures'], string>> = {
    acknowledged: grouped(report.acknowledged),
    consumed: grouped(report.consumed),
    duplicates: grouped(report.duplicates),
    failed: grouped(report.failed),
    rate: grouped(perSecond(progress)),
    here: fill(texts.seconds, { n: seconds.toFixed(1) }),
    there: fill(texts.seconds, { n: (report.virtualMillis / 1000).toFixed(1) }),
    disk: inMib(report.diskBytes),
    threads: grouped(report.threads),
  }
  return (
    <section className={styles.part} aria-labelledby="progress">
      <h2 id="progress">{texts.progress}</h2>
      <progress className={styles.bar} max={all} value={done} aria-labelledby="progress" />
      <p className={styles.soft}>{fill(texts.of, { done, n: all })}</p>
      <dl className={styles.figures}>
        {Object.entries(figures).map(([name, value]) => (
          <div key={name}><dt>{texts.figures[name as keyof typeof figures]}</dt><dd>{value}</dd></div>
        ))}
      </dl>
      <p className={styles.soft}>{texts.memoryNote}</p>
    </section>
  )
}
