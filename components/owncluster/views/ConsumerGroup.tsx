'use client'

import { useId } from 'react'
import type { OwnConsumed, OwnGroup, OwnGroupQueue } from '../../../engine/worker/owncluster/ownProtocol'
import { fill } from '../../i18n/fill'
import { useLocale } from '../../i18n/TextsProvider'
import { grouped } from '../../stepper/logic/format'
import { lagOf, type groupSentences } from '../logic/consumerSentences'
import { clock } from '../logic/words'
import styles from '../styles/own.module.css'
import { ConsumerRow } from './ConsumerRow'
import { useOwnPage } from './OwnProvider'

interface Props {
  readonly group: OwnGroup
  readonly sentences: ReturnType<typeof groupSentences>
}

/** Who is in a group, how far it is in each queue, and what it has consumed last. */
export function ConsumerGroup({ group, sentences }: Props) {
  const { texts: { consumers } } = useOwnPage()
  const id = useId()
  const facts = { consumed: group.consumed, lag: lagOf(group), retry: group.retry, dead: group.dead }
  return (
    <section className={styles.group} aria-labelledby={id}>
      <h3 id={id}>{fill(consumers.ofGroup, { group: group.group })}</h3>
      <dl className={styles.counts}>
        {(['consumed', 'lag', 'retry', 'dead'] as const).map((name) => (
          <div key={name} data-count={name}><dt>{consumers.counts[name]}</dt><dd>{grouped(facts[name])}</dd></div>
        ))}
      </dl>
      <div className={styles.said} role="status">
        {sentences.map(({ kind, text }) => <p key={text} data-kind={kind}>{text}</p>)}
      </div>
      {group.members.length === 0 && <p className={styles.soft}>{consumers.noMember}</p>}
      <ul className={styles.members} role="list">
        {group.members.map((member) => <ConsumerRow key={member.name} consumer={member} />)}
      </ul>
      <div className={styles.groupTables}>
        <GroupQueues queues={group.queues} />
        <LastConsumed last={group.last} />
      </div>
    </section>
  )
}

function GroupQueues({ queues }: { readonly queues: readonly OwnGroupQueue[] }) {
  const { texts: { consumers, status } } = useOwnPage()
  if (queues.length === 0) return null
  return (
    <div className={styles.tableBox} role="region" aria-label={consumers.queuesLabel} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{status.topic}</th>
            {[status.queue, consumers.committed, consumers.max, consumers.lag].map((name) => <th key={name} scope="col">{name}</th>)}
            <th scope="col" className={styles.leftCell}>{consumers.owner}</th>
          </tr>
        </thead>
        <tbody>
          {queues.map(({ topic, queueId, committed, maxOffset, lag, owners, machine }) => (
            <tr key={`${topic} ${queueId} ${machine ?? ''}`}>
              <th scope="row">{topic}</th>
              <td>{queueId}</td>
              <td>{committed === null ? '–' : grouped(committed)}</td>
              <td>{grouped(maxOffset)}</td>
              <td data-lag={lag > 0 || undefined}>{grouped(lag)}</td>
              <td className={styles.leftCell}>{machine ?? (owners.length === 0 ? consumers.nobody : owners.join(', '))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What the client makes of a listener that has ended well. */
const SUCCESSES = ['CONSUME_SUCCESS', 'SUCCESS']

function LastConsumed({ last }: { readonly last: readonly OwnConsumed[] }) {
  const { texts: { consumers, status } } = useOwnPage()
  const locale = useLocale()
  if (last.length === 0) return null
  const now = last[0]!.atMillis
  return (
    <div className={styles.tableBox} role="region" aria-label={consumers.lastLabel} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{consumers.last}</th>
            <th scope="col">{status.queue}</th>
            <th scope="col">{consumers.try}</th>
            <th scope="col" className={styles.leftCell}>{consumers.ended}</th>
            <th scope="col" className={styles.leftCell}>{consumers.by}</th>
          </tr>
        </thead>
        <tbody>
          {last.map(({ consumer, topic, queueId, queueOffset, keys, outcome, tries, isAgain, atMillis }) => (
            <tr key={`${consumer} ${topic} ${queueId} ${queueOffset} ${tries} ${atMillis}`}>
              <th scope="row">{keys === '' ? topic : keys}{isAgain && <small className={styles.againWord}>{consumers.isAgain}</small>}</th>
              <td>{queueId}:{grouped(queueOffset)}</td>
              <td>{tries}</td>
              <td className={styles.leftCell} data-bad={!SUCCESSES.includes(outcome) || undefined}>{outcome}</td>
              <td className={styles.leftCell}>
                {consumer} <span className={styles.time}>{clock(atMillis, now, locale)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
