'use client'

import { messagesToSend } from '../../../engine/worker/protocol'
import type { LargeTexts } from '../../i18n/en/large'
import { grouped } from '../../stepper/logic/format'
import { inMib, perSecond } from '../logic/figures'
import { FIELDS } from '../logic/sizes'
import styles from '../styles/large.module.css'
import type { LargeProgress } from './useLargeRun'

/** What has come to its end since the page was opened, to be compared. */
export function RunsTable({ texts, runs }: { readonly texts: LargeTexts; readonly runs: readonly LargeProgress[] }) {
  return (
    <section className={styles.part} aria-labelledby="runs">
      <h2 id="runs">{texts.table}</h2>
      <p className={styles.soft}>{runs.length === 0 ? texts.none : texts.tableNote}</p>
      {runs.length > 0 && (
        <div className={styles.scroll} tabIndex={0} role="region" aria-labelledby="runs">
          <table className={styles.table}>
            <thead>
              <tr>
                {FIELDS.map((field) => <th key={field} scope="col">{texts.fields[field]}</th>)}
                <th scope="col">{texts.time}</th>
                <th scope="col">{texts.figures.rate}</th>
                <th scope="col">{texts.figures.disk}</th>
                <th scope="col">{texts.figures.threads}</th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run, index) => (
                <tr key={index}>
                  {FIELDS.map((field) => (
                    <td key={field}>{grouped(field === 'messages' ? messagesToSend(run.size) : run.size[field])}</td>
                  ))}
                  <td>{run.seconds.toFixed(1)}</td>
                  <td>{grouped(perSecond(run))}</td>
                  <td>{inMib(run.report.diskBytes)}</td>
                  <td>{grouped(run.report.threads)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
