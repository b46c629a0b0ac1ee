'use client'

import { grouped } from '../../stepper/logic/format'
import styles from '../styles/own.module.css'
import { useOwn, useOwnPage } from './OwnProvider'

/** What the producer was told of the messages that were sent last. */
export function SendOutcomes() {
  const { texts: { send } } = useOwnPage()
  const sent = useOwn((state) => state.sent)
  if (sent === null) return null
  return (
    <div className={styles.outcomes}>
      <table className={styles.table} aria-label={send.outcomes}>
        <thead><tr><th scope="col">{send.outcome}</th><th scope="col">{send.times}</th></tr></thead>
        <tbody>
          {sent.outcomes.map(({ outcome, count, text, isRefused }) => (
            <tr key={outcome} data-good={outcome === 'SEND_OK' || undefined}>
              <th scope="row">
                <code>{outcome}</code>
                <small>{meaningOf(outcome, text, isRefused)}</small>
              </th>
              <td>{grouped(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {sent.lastResult !== '' && <p className={styles.lastResult}><span>{send.last}</span> <code>{sent.lastResult}</code></p>}
    </div>
  )

  function meaningOf(outcome: string, text: string, isRefused: boolean): string {
    if (isMeant(outcome)) return send.means[outcome]
    const meaning = isRefused ? send.means.refused : send.means.exception
    return text === '' ? meaning : `${text} · ${meaning}`
  }

  function isMeant(outcome: string): outcome is keyof typeof send.means {
    return outcome in send.means
  }
}
