'use client'

import { fill } from '../../i18n/fill'
import { groupSentences, unreadTopics } from '../logic/consumerSentences'
import styles from '../styles/own.module.css'
import { AddConsumer } from './AddConsumer'
import { ConsumerGroup } from './ConsumerGroup'
import { useOwn, useOwnPage } from './OwnProvider'

/** The reader's consumers: one is added, and each group shows how far it is. */
export function Consumers() {
  const { texts } = useOwnPage()
  const { consumers } = texts
  const cluster = useOwn((state) => state.cluster)
  const groups = cluster?.groups ?? []
  const topics = (cluster?.queues ?? []).map(({ topic }) => topic)
  const unread = unreadTopics(topics, groups.flatMap(({ members }) => members))
  return (
    <section className={styles.part} aria-labelledby="consumers">
      <h2 id="consumers">{consumers.label}</h2>
      <p className={styles.intro}>{consumers.text}</p>
      <AddConsumer />
      {unread.map((topic) => <p key={topic} className={styles.unread}>{fill(consumers.unread, { topic })}</p>)}
      {groups.length === 0 && unread.length === 0 && <p className={styles.soft}>{consumers.none}</p>}
      {groups.map((group) => (
        <ConsumerGroup key={group.group} group={group} sentences={groupSentences(group, texts)} />
      ))}
    </section>
  )
}
