'use client'

import type { OwnQueue, OwnState } from '../../../engine/worker/owncluster/ownProtocol'
import { fill } from '../../i18n/fill'
import { grouped } from '../../stepper/logic/format'
import { FileStrip } from '../../store/views/FileStrip'
import { logStrip } from '../logic/logStrip'
import styles from '../styles/own.module.css'
import { useOwn, useOwnPage } from './OwnProvider'
import { size } from '../logic/words'

/** From this share of the disk on, the original refuses to store. */
const NEARLY_FULL = 0.85

/** What the broker is like now: its state, its disk, the end of its log, its queues. */
export function Status() {
  const { texts } = useOwnPage()
  const cluster = useOwn((state) => state.cluster)
  const { status } = texts
  return (
    <section className={styles.status} aria-labelledby="status">
      <h2 id="status" className="label">{status.label}</h2>
      {cluster !== null && (
        <>
          <p className={styles.broker} data-state={cluster.broker}>
            <Lamp state={cluster.broker} /> {status.broker[cluster.broker]}
          </p>
          {cluster.trouble !== null && (
            <p className={styles.mistake}>{fill(status.trouble, { trouble: cluster.trouble })}</p>
          )}
          <dl className={styles.facts}>
            <div><dt>{status.acknowledged}</dt><dd>{fill(texts.units.messages, { n: cluster.acknowledged })}</dd></div>
            <div><dt>{status.storage}</dt><dd>{status.storages[cluster.storage]}</dd></div>
          </dl>
          <Quota cluster={cluster} />
          <LogEnd log={cluster.log} />
          <Queues queues={cluster.queues} />
        </>
      )}
    </section>
  )
}

/** Each state has a shape of its own, and words beside it. */
function Lamp({ state }: { readonly state: OwnState['broker'] }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2">
      {state === 'running' && <circle cx="7" cy="7" r="5" fill="currentColor" />}
      {state === 'starting' && <circle cx="7" cy="7" r="5" strokeDasharray="3 2" />}
      {state === 'stopped' && <rect x="2.5" y="2.5" width="9" height="9" />}
      {state === 'killed' && <path d="m2 2 10 10M12 2 2 12" />}
      {state === 'without power' && <path d="M7 1v5M3.6 3.6a5 5 0 1 0 6.8 0" />}
    </svg>
  )
}

function Quota({ cluster: { usedBytes, quotaBytes } }: { readonly cluster: OwnState }) {
  const { texts } = useOwnPage()
  const { status } = texts
  const used = size(usedBytes, texts)
  if (quotaBytes === null) return <p className={styles.quota}>{fill(status.usedOnly, { used })}</p>
  const share = quotaBytes === 0 ? 1 : Math.min(1, usedBytes / quotaBytes)
  const words = fill(status.used, { used, quota: size(quotaBytes, texts) })
  return (
    <div className={styles.quota} data-full={share >= NEARLY_FULL || undefined}>
      <div role="img" aria-label={words}><span style={{ width: `${100 * share}%` }} /></div>
      <p>{words}{share >= NEARLY_FULL && ` · ${status.full}`}</p>
    </div>
  )
}

function LogEnd({ log }: { readonly log: OwnState['log'] }) {
  const { texts: { status } } = useOwnPage()
  const { file, origin } = logStrip(log)
  const unsafe = log.wrote - log.flushed
  const safe = log.wrote === log.from ? status.logEmpty : status.logSafe
  return (
    <div className={styles.log}>
      <h3 className="label">{status.log}</h3>
      <FileStrip file={file} origin={origin} />
      <p data-unsafe={unsafe > 0 || undefined}>{unsafe === 0 ? safe : fill(status.logNote, { n: unsafe })}</p>
    </div>
  )
}

function Queues({ queues }: { readonly queues: readonly OwnQueue[] }) {
  const { texts: { status } } = useOwnPage()
  return (
    <div className={styles.queues}>
      <h3 className="label" id="queues">{status.queues}</h3>
      {queues.length === 0 && <p className={styles.soft}>{status.noQueues}</p>}
      {queues.length > 0 && (
        <div className={styles.tableBox} role="region" aria-labelledby="queues" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{status.topic}</th>
                {[status.queue, status.first, status.next, status.count].map((name) => <th key={name} scope="col">{name}</th>)}
              </tr>
            </thead>
            <tbody>
              {queues.map(({ topic, queueId, minOffset, maxOffset }) => (
                <tr key={`${topic} ${queueId}`}>
                  <th scope="row">{topic}</th>
                  {[queueId, minOffset, maxOffset, maxOffset - minOffset].map((n, index) => (
                    <td key={index}>{grouped(n)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
