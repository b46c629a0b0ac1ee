'use client'

import { useMemo, type CSSProperties, type ReactNode } from 'react'
import type { RunModel } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { seconds } from '../../stepper/logic/format'
import { useStepper } from '../../stepper/views/store'
import {
  tablesAt, type ClientRoute, type KnownBroker, type KnownTopic, type NameServerTables, type TableLock,
} from '../logic/tablesAt'
import styles from '../styles/tables.module.css'

/** The silence after which a name server gives a broker up, and how long a change counts as new, in µs. */
const EXPIRES = 120_000_000
const NEW = 1000

/** What name servers know at the cursor, table by table, and what their clients believe. */
export function TablesView() {
  const run = useStepper((state) => state.run)
  return run === null ? null : <TablesOf run={run} />
}

function TablesOf({ run }: { readonly run: RunModel }) {
  const { tables: texts } = useTexts()
  const cursor = useStepper((state) => state.cursor)
  const moment = useStepper((state) => (state.moment?.event === state.cursor ? state.moment.time : null))
  const { servers, routes } = useMemo(() => tablesAt(run, cursor), [run, cursor])
  const time = moment ?? run.marks.findLast(({ event }) => event <= cursor)?.time ?? 0
  return (
    <div className={styles.pane} role="region" aria-label={texts.label} tabIndex={0}>
      <Routes routes={routes} />
      <div className={styles.servers}>
        {servers.map((server) => <Server key={server.node} server={server} time={time} />)}
      </div>
    </div>
  )
}

function Server({ server, time }: { readonly server: NameServerTables; readonly time: number }) {
  const { tables: texts } = useTexts()
  const { node, isDown, brokers, topics, lock } = server
  const own = topics.filter(({ isSystem }) => !isSystem)
  const system = topics.filter(({ isSystem }) => isSystem)
  return (
    <section className={styles.server} aria-label={node} data-down={isDown || undefined}>
      <h3>{node}</h3>
      {isDown ? <p className={styles.empty}>{texts.down}</p> : (
        <>
          {lock !== null && <Lock lock={lock} />}
          <Table name="brokerLiveTable" says={texts.live} isEmpty={brokers.length === 0}>
            {brokers.map((broker) => <Alive key={broker.address} broker={broker} time={time} />)}
          </Table>
          <Table name="brokerAddrTable" says={texts.addresses} isEmpty={brokers.length === 0}>
            {groupsOf(brokers).map(({ name, members }) => (
              <Row key={name} isNew={members.some(({ changedAt }) => time - changedAt <= NEW)} name={name}>
                {members.map(({ id, address }) => `${id}: ${address}`).join(', ')}
              </Row>
            ))}
          </Table>
          <Table name="clusterAddrTable" says={texts.clusters} isEmpty={brokers.length === 0}>
            {clustersOf(brokers).map(([cluster, names]) => (
              <Row key={cluster} isNew={false} name={cluster}>{names.join(', ')}</Row>
            ))}
          </Table>
          <Table name="topicQueueTable" says={texts.topics} isEmpty={topics.length === 0}>
            {own.map((topic) => <Topic key={topic.topic} topic={topic} time={time} />)}
          </Table>
          {system.length > 0 && (
            <details className={styles.system}>
              <summary>{fill(texts.system, { n: system.length })}</summary>
              <ul role="list">{system.map((topic) => <Topic key={topic.topic} topic={topic} time={time} />)}</ul>
            </details>
          )}
          <Table name="filterServerTable" says={texts.filters} isEmpty>{null}</Table>
        </>
      )}
    </section>
  )
}

interface TableProps {
  /** The original's name of the field. */
  readonly name: string
  readonly says: string
  readonly isEmpty: boolean
  readonly children: ReactNode
}

function Table({ name, says, isEmpty, children }: TableProps) {
  const { tables: texts } = useTexts()
  return (
    <section role="group" className={styles.table} aria-label={name}>
      <h4><code>{name}</code> <span>{says}</span></h4>
      {isEmpty ? <p className={styles.empty}>{texts.empty}</p> : <ul role="list">{children}</ul>}
    </section>
  )
}

interface RowProps {
  readonly name: string
  /** Entered, or changed, right now. */
  readonly isNew: boolean
  readonly children: ReactNode
}

function Row({ name, isNew, children }: RowProps) {
  const { tables: texts } = useTexts()
  return (
    <li className={styles.row} data-new={isNew || undefined}>
      <b>{name}</b> <span className={styles.value}>{children}</span>
      {isNew && <span className={styles.fresh}>{texts.fresh}</span>}
    </li>
  )
}

/** How long it has been silent, as a bar that runs towards the two minutes. */
function Alive({ broker, time }: { readonly broker: KnownBroker; readonly time: number }) {
  const { tables: texts } = useTexts()
  const silent = Math.max(0, time - broker.heardAt)
  const share = Math.min(1, silent / EXPIRES)
  return (
    <li className={styles.row} data-new={time - broker.heardAt <= NEW || undefined}>
      <b>{broker.address}</b>{' '}
      <span className={styles.value}>{fill(texts.heard, { time: (silent / 1_000_000).toFixed(1) })}</span>
      <div className={styles.track} style={{ '--share': `${share * 100}%` } as CSSProperties} aria-hidden="true" />
    </li>
  )
}

function Topic({ topic: { topic, parts, changedAt }, time }: { readonly topic: KnownTopic; readonly time: number }) {
  const { tables: texts } = useTexts()
  return (
    <Row name={topic} isNew={time - changedAt <= NEW}>
      {parts.map(({ broker, writeQueues, perm }) => fill(texts.queues, { broker, n: writeQueues, perm })).join(' · ')}
    </Row>
  )
}

function Lock({ lock: { writer, readers, waiting } }: { readonly lock: TableLock }) {
  const { tables: texts } = useTexts()
  const mode = writer !== null ? 'write' : readers.length > 0 ? 'read' : 'free'
  const held = { write: texts.writing, read: fill(texts.reading, { n: readers.length }), free: texts.free }[mode]
  return (
    <section role="group" className={styles.lock} aria-label={texts.lock} data-mode={mode}>
      <h4>{texts.lock} <strong>{held}</strong></h4>
      <ul role="list">
        {writer !== null && <li className={styles.holder} data-mode="write">{writer}</li>}
        {readers.map((thread) => <li key={thread} className={styles.holder} data-mode="read">{thread}</li>)}
        {waiting.map(({ thread, mode: wanted }) => (
          <li key={thread} className={styles.waiting}>
            {fill(wanted === 'write' ? texts.waitsToWrite : texts.waitsToRead, { thread })}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Routes({ routes }: { readonly routes: readonly ClientRoute[] }) {
  const { tables: texts } = useTexts()
  return (
    <section className={styles.routes} aria-label={texts.routes}>
      <h3>{texts.routes}</h3>
      {routes.length === 0 ? <p className={styles.empty}>{texts.noRoutes}</p> : (
        <ul role="list">
          {routes.map(({ node, role, topic, brokers, since }) => (
            <li key={`${node} ${topic}`} className={styles.route} data-role={role}>
              <b>{node}</b> <span className={styles.value}>{topic}</span>
              <span className={styles.brokers}>
                {brokers.map(({ name, isGone }) => (
                  <span key={name} className={styles.broker} data-gone={isGone || undefined}>
                    {isGone ? fill(texts.gone, { name }) : name}
                  </span>
                ))}
              </span>
              <span className={styles.since}>{fill(texts.since, { time: seconds(since) })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface Group {
  readonly name: string
  readonly members: readonly KnownBroker[]
}

function groupsOf(brokers: readonly KnownBroker[]): Group[] {
  const names = [...new Set(brokers.map(({ name }) => name))].sort()
  return names.map((name) => ({
    name, members: brokers.filter((each) => each.name === name).sort((one, other) => one.id - other.id),
  }))
}

function clustersOf(brokers: readonly KnownBroker[]): Array<readonly [string, readonly string[]]> {
  const clusters = [...new Set(brokers.map(({ cluster }) => cluster))].sort()
  return clusters.map((cluster) => {
    return [cluster, [...new Set(brokers.filter((each) => each.cluster === cluster).map(({ name }) => name))].sort()]
  })
}
