'use client'

import { useState, type FormEvent } from 'react'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { grouped } from '../../stepper/logic/format'
import { Field, wholeNumber } from './Field'
import { SendOutcomes } from './SendOutcomes'
import styles from '../styles/own.module.css'
import type { Then } from '../logic/OwnPageState'
import { useOwn, useOwnPage } from './OwnProvider'

const THENS: readonly Then[] = ['nothing', 'reload', 'cut-power', 'kill']
const COUNT = { from: 1, to: 10_000 } as const
/** By level, from 1 on, as MessageStoreConfig has them. */
const DELAYS = '1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h'.split(' ')
/** One byte more than a broker takes by default may be tried. */
const BODY = { from: 0, to: 5_000_000 } as const

/** Messages to be sent, one after the other, and what came of them. */
export function SendForm() {
  const { texts, own } = useOwnPage()
  const { send } = texts
  const isSending = useOwn(({ doing }) => doing.has('sending'))
  const isThere = useOwn(({ cluster }) => cluster !== null)
  const [draft, setDraft] = useState({ topic: 'OrderPaid', count: '20', keys: 'order-{i}', tags: '', body: 'order {i}', bodyBytes: '100' })
  const [delayLevel, setDelayLevel] = useState(0)
  const [then, setThen] = useState<Then>('nothing')
  const count = wholeNumber(draft.count, COUNT.from, COUNT.to)
  const bodyBytes = wholeNumber(draft.bodyBytes, BODY.from, BODY.to)
  const isGood = count !== null && bodyBytes !== null && draft.topic.trim() !== ''
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!isGood || isSending) return
    void own.getState().send({ ...draft, topic: draft.topic.trim(), count, bodyBytes, delayLevel }, then)
  }
  const text = (name: keyof typeof draft, mistake: string | null, note?: string, isWide = false) => (
    <Field label={send[name]} mistake={mistake} note={note} isWide={isWide}>
      {(attributes) => (
        <input
          {...attributes} value={draft[name]} autoComplete="off" spellCheck={false}
          inputMode={name === 'count' || name === 'bodyBytes' ? 'numeric' : undefined}
          onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
        />
      )}
    </Field>
  )
  const bad = (range: { readonly from: number; readonly to: number }): string => {
    return fill(send.badNumber, { from: grouped(range.from), to: grouped(range.to) })
  }
  return (
    <section className={styles.part} aria-labelledby="send">
      <h2 id="send">{send.label}</h2>
      <form className={styles.form} onSubmit={submit} noValidate>
        {text('topic', draft.topic.trim() === '' ? send.badTopic : null)}
        {text('count', count === null ? bad(COUNT) : null, fill(send.range, { from: COUNT.from, to: grouped(COUNT.to) }))}
        {text('keys', null, fill(send.number, { place: '{i}' }))}
        {text('tags', null)}
        {text('body', null)}
        {text('bodyBytes', bodyBytes === null ? bad(BODY) : null, send.filled)}
        <Field label={send.delay}>
          {(attributes) => (
            <select
              {...attributes} className={controls.select} value={delayLevel}
              onChange={(event) => setDelayLevel(Number(event.target.value))}
            >
              <option value={0}>{send.noDelay}</option>
              {DELAYS.map((delay, index) => (
                <option key={delay} value={index + 1}>{fill(send.delayLevel, { level: index + 1, delay })}</option>
              ))}
            </select>
          )}
        </Field>
        <Field label={send.then}>
          {(attributes) => (
            <select
              {...attributes} className={controls.select} value={then}
              onChange={(event) => setThen(event.target.value as Then)}
            >
              {THENS.map((each) => <option key={each} value={each}>{send.thens[each]}</option>)}
            </select>
          )}
        </Field>
        <p className={styles.submit}>
          <button type="submit" className={controls.go} disabled={!isGood || isSending || !isThere}>{send.button}</button>
          {isSending && <Sending />}
        </p>
      </form>
      <SendOutcomes />
    </section>
  )
}

function Sending() {
  const { texts } = useOwnPage()
  const progress = useOwn((state) => state.progress)
  if (progress === null) return <span className={styles.soft}>{texts.doing.sending}</span>
  const { done, of } = progress
  return (
    <>
      <progress value={done} max={of} aria-label={texts.doing.sending} />
      <span className={styles.soft}>{fill(texts.progress, { done: grouped(done), of: grouped(of) })}</span>
    </>
  )
}
