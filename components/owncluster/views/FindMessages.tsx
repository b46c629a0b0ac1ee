'use client'

import { useState, type FormEvent } from 'react'
import type { OwnMessage, OwnQuery } from '../../../engine/worker/owncluster/ownProtocol'
import { fill } from '../../i18n/fill'
import { useLocale } from '../../i18n/TextsProvider'
import controls from '../../stepper/styles/controls.module.css'
import { grouped } from '../../stepper/logic/format'
import { Field, wholeNumber } from './Field'
import styles from '../styles/own.module.css'
import { useOwn, useOwnPage } from './OwnProvider'
import { clock } from '../logic/words'

const BYS = ['offset', 'key', 'unique-id', 'time'] as const

type By = (typeof BYS)[number]

interface Draft {
  readonly topic: string
  readonly queueId: string
  readonly offset: string
  readonly key: string
  readonly id: string
  /** As the browser's field for it has it: `2026-11-21T14:03:00`. */
  readonly time: string
  readonly max: string
}

const FIRST: Draft = { topic: '', queueId: '0', offset: '0', key: 'order-0', id: '', time: '', max: '32' }
const MOST = 1000
/** What each way needs besides the topic. */
const FIELDS: Readonly<Record<By, ReadonlyArray<'queueId' | 'offset' | 'key' | 'id' | 'time' | 'max'>>> = {
  offset: ['queueId', 'offset', 'max'], key: ['key', 'max'], 'unique-id': ['id'], time: ['queueId', 'time', 'max'],
}

/** The four ways in which a broker finds a message again. */
export function FindMessages() {
  const { texts: { find, send }, own } = useOwnPage()
  const broker = useOwn(({ cluster }) => cluster?.broker ?? null)
  const topics = useOwn(({ cluster }) => cluster?.queues.map(({ topic }) => topic).join('\n') ?? '').split('\n')
  const isFinding = useOwn(({ doing }) => doing.has('finding'))
  const [by, setBy] = useState<By>('offset')
  const [draft, setDraft] = useState(FIRST)
  const topic = draft.topic === '' ? topics[0]! : draft.topic
  const query = queryOf(by, { ...draft, topic })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (query !== null && !isFinding) void own.getState().find(query)
  }
  const change = (part: Partial<Draft>): void => setDraft({ ...draft, ...part })
  const { queue: queueId, offset, key, id, time, max } = find
  const labels = { queueId, offset, key, id, time, max }
  const mistakeIn = (name: keyof typeof labels): string | null => {
    if (name !== 'queueId' && name !== 'offset' && name !== 'max') return null
    const { from, to } = boundsOf(name)
    return wholeNumber(draft[name], from, to) === null ? fill(send.badNumber, { from, to: grouped(to) }) : null
  }
  return (
    <section className={styles.part} aria-labelledby="find">
      <h2 id="find">{find.label}</h2>
      <form className={styles.form} data-row onSubmit={submit} noValidate>
        <Field label={find.by}>
          {(attributes) => (
            <select
              {...attributes} className={controls.select} value={by}
              onChange={(event) => setBy(event.target.value as By)}
            >
              {BYS.map((each) => <option key={each} value={each}>{find.bys[each]}</option>)}
            </select>
          )}
        </Field>
        <Field label={find.topic}>
          {(attributes) => (
            <>
              <input {...attributes} value={topic} list="topics" spellCheck={false} onChange={(event) => change({ topic: event.target.value })} />
              <datalist id="topics">{[...new Set(topics)].map((each) => <option key={each} value={each} />)}</datalist>
            </>
          )}
        </Field>
        {FIELDS[by].map((name) => (
          <Field key={name} label={labels[name]} mistake={mistakeIn(name)} isWide={name === 'id'}>
            {(attributes) => (
              <input
                {...attributes} value={draft[name]} spellCheck={false} autoComplete="off"
                {...(name === 'time' ? { type: 'datetime-local', step: 1 } : {})}
                {...(mistakeIn(name) === null && name !== 'key' && name !== 'id' ? { inputMode: 'numeric' } : {})}
                onChange={(event) => change({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <p className={styles.submit}>
          <button type="submit" className={controls.button} disabled={query === null || isFinding || broker !== 'running'}>
            {find.button}
          </button>
          {broker !== null && broker !== 'running' && <span className={styles.soft}>{find.down}</span>}
        </p>
      </form>
      <FoundMessages />
    </section>
  )
}

function FoundMessages() {
  const { texts: { find } } = useOwnPage()
  const found = useOwn((state) => state.found)
  if (found === null) return null
  const { messages, isCut } = found
  if (messages.length === 0) return <p className={styles.soft}>{find.nothing}</p>
  const heads = [find.where, find.position, find.stored, find.keys, find.tags, find.body, find.open]
  return (
    <>
      <p className={styles.soft}>
        {fill(find.found, { n: messages.length })} {isCut && fill(find.cut, { n: messages.length })}
      </p>
      <div className={styles.tableBox} data-tall role="region" aria-labelledby="find" tabIndex={0}>
        <table className={`${styles.table} ${styles.found}`}>
          <thead><tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
          <tbody>{messages.map((message) => <Row key={message.physicalOffset} message={message} />)}</tbody>
        </table>
      </div>
    </>
  )
}

function Row({ message }: { readonly message: OwnMessage }) {
  const { texts: { find }, own } = useOwnPage()
  const locale = useLocale()
  const { queueId, queueOffset, physicalOffset, size, storeMillis, keys, tags, uniqueId, body } = message
  return (
    <tr>
      <th scope="row">{queueId} : {grouped(queueOffset)}</th>
      <td>{grouped(physicalOffset)}</td>
      <td>{clock(storeMillis, Date.now(), locale)}</td>
      <td title={uniqueId}>{keys}</td>
      <td>{tags}</td>
      <td className={styles.bodyCell} title={body}>{body.trimEnd()}</td>
      <td>
        <button
          type="button" className={styles.openRecord} onClick={() => own.getState().show(message.path, message.position, size)}
          aria-label={fill(find.openLong, { queue: queueId, offset: grouped(queueOffset) })}
        >
          {grouped(size)} B →
        </button>
      </td>
    </tr>
  )
}

function boundsOf(name: 'queueId' | 'offset' | 'max'): { readonly from: number; readonly to: number } {
  return name === 'max' ? { from: 1, to: MOST } : { from: 0, to: name === 'queueId' ? 65_535 : Number.MAX_SAFE_INTEGER }
}

/** Null while something is missing. */
function queryOf(by: By, draft: Draft): OwnQuery | null {
  const number = (name: 'queueId' | 'offset' | 'max'): number | null => {
    const { from, to } = boundsOf(name)
    return wholeNumber(draft[name], from, to)
  }
  const topic = draft.topic.trim()
  const [queueId, offset, max] = [number('queueId'), number('offset'), number('max')]
  if (topic === '' || (by !== 'unique-id' && max === null)) return null
  if (by === 'key') return draft.key.trim() === '' ? null : { by, topic, key: draft.key.trim(), max: max! }
  if (by === 'unique-id') return draft.id.trim() === '' ? null : { by, topic, id: draft.id.trim() }
  if (queueId === null) return null
  if (by === 'offset') return offset === null ? null : { by, topic, queueId, offset, max: max! }
  const millis = new Date(draft.time).getTime()
  return Number.isNaN(millis) ? null : { by, topic, queueId, millis, max: max! }
}
