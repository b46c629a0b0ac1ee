'use client'

import Link from 'next/link'
import type { OwnRecovery } from '../../../engine/worker/owncluster/ownProtocol'
import { fill } from '../../i18n/fill'
import { useLocale } from '../../i18n/TextsProvider'
import { grouped } from '../../stepper/logic/format'
import styles from '../styles/own.module.css'
import { useOwn, useOwnPage } from './OwnProvider'
import { reason, recoverySentences, recoveryVerdict } from '../logic/recoverySentences'

/** What the last start of the broker found on the disk; on an empty one, what to try. */
export function WhatCameBack() {
  const { texts } = useOwnPage()
  const cluster = useOwn((state) => state.cluster)
  const recovered = useOwn((state) => state.recovered)
  const locale = useLocale()
  if (cluster === null) return <Opening />
  // In memory nothing comes back, so there is nothing to try.
  if (recovered === null) return cluster.storage === 'memory' ? null : <Welcome />
  const { big, of, kind } = recoveryVerdict(recovered, texts)
  const why = reason(recovered, cluster.settings, texts)
  return (
    <section className={styles.back} data-kind={kind} aria-labelledby="came-back">
      <div className={styles.verdict}>
        <h2 id="came-back" className="label">{texts.back.label}</h2>
        <p className={styles.big}>{big !== '' && <b>{big}</b>} <span>{of}</span></p>
        {why !== null && <p className={styles.why}>{why}</p>}
        <Lost recovery={recovered.recovery} />
      </div>
      <div className={styles.story}>
        <ol role="list">
          {recoverySentences(recovered.recovery, texts, locale).map((sentence) => <li key={sentence}>{sentence}</li>)}
        </ol>
        <p><Link href={`/${locale}/learn/store/`} prefetch={false}>{texts.back.lesson}</Link> <span aria-hidden="true">→</span></p>
      </div>
    </section>
  )
}

function Lost({ recovery: { lost, lostMessages } }: { readonly recovery: OwnRecovery }) {
  const { texts: { back } } = useOwnPage()
  if (lost === 0) return null
  return (
    <>
      <h3 className="label" id="lost-messages">{back.lostList}</h3>
      <ul className={styles.lost} role="list" aria-labelledby="lost-messages" tabIndex={0}>
        {lostMessages.map(({ keys, queueId, queueOffset }) => (
          <li key={`${queueId} ${queueOffset}`}>
            {keys !== '' && <b>{keys}</b>} {fill(back.lostOne, { queue: queueId, offset: grouped(queueOffset) })}
          </li>
        ))}
        {lost > lostMessages.length && <li>{fill(back.more, { n: lost - lostMessages.length })}</li>}
      </ul>
    </>
  )
}

function Welcome() {
  return (
    <section className={styles.back} data-kind="nothing" aria-labelledby="came-back">
      <WelcomeText labelId="came-back" />
    </section>
  )
}

function WelcomeText({ labelId }: { readonly labelId?: string }) {
  const { texts: { welcome } } = useOwnPage()
  return (
    <>
      <div className={styles.verdict}>
        <h2 id={labelId} className="label">{welcome.label}</h2>
        <p className={styles.question}>{welcome.title}</p>
      </div>
      <div className={styles.story}>
        <ol className={styles.numbered}>
          {welcome.steps.map((step) => <li key={step}>{step}</li>)}
        </ol>
      </div>
    </>
  )
}

/** It takes as much room as the words that welcome a new reader, so that nothing moves when they come in its place. */
function Opening() {
  const { texts } = useOwnPage()
  return (
    <section className={styles.back} data-kind="opening" aria-labelledby="came-back">
      <div className={styles.opening}>
        <h2 id="came-back" className="label">{texts.back.label}</h2>
        <p className={styles.why}>{texts.doing.opening}</p>
      </div>
      <div className={styles.room} aria-hidden="true"><WelcomeText /></div>
    </section>
  )
}
