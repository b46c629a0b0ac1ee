'use client'

import { useState, type FormEvent } from 'react'
import { LISTENER_OUTCOMES, type ListenerOutcomeName } from '../../../engine/worker/protocol'
import type { OwnConsumer } from '../../../engine/worker/owncluster/ownProtocol'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { MILLIS } from '../logic/consumerBounds'
import { listenerSentence, subscriptionSentence } from '../logic/consumerSentences'
import styles from '../styles/own.module.css'
import { wholeNumber } from './Field'
import { useIsDoing, useOwnPage } from './OwnProvider'

/** One consumer: what it is, what its listener does, and what can be done to it. */
export function ConsumerRow({ consumer }: { readonly consumer: OwnConsumer }) {
  const { texts, own } = useOwnPage()
  const { consumers, status: words } = texts
  const isBusy = useIsDoing('consumers', 'opening', 'settings', 'resetting', 'exporting', 'importing')
  const { name, status, trouble, atWork, queues } = consumer
  const isUp = status === 'running' || status === 'starting'
  const { stopConsumer, startConsumer, removeConsumer } = own.getState()
  const act = (text: string, does: () => Promise<void>, kind: string = controls.button!) => (
    <button type="button" className={kind} disabled={isBusy} aria-label={`${text}: ${name}`} onClick={() => void does()}>{text}</button>
  )
  return (
    <li className={styles.memberRow} data-state={status}>
      <div className={styles.who}>
        <p><b>{name}</b> <span className={styles.state}>{words.broker[status]}</span></p>
        <p className={styles.soft}>{subscriptionSentence(consumer, texts)}</p>
        {isUp && <p className={styles.soft}>{fill(consumers.has, { queues: queues.length, atWork })}</p>}
        {trouble !== null && <p className={styles.mistake}>{fill(consumers.trouble, { trouble })}</p>}
      </div>
      <ListenerForm key={name} consumer={consumer} isBusy={isBusy} />
      <div className={styles.acts}>
        {isUp && act(consumers.stop, () => stopConsumer(name, 'shutdown'))}
        {isUp && act(consumers.kill, () => stopConsumer(name, 'kill'), controls.danger)}
        {!isUp && act(consumers.start, () => startConsumer(name), controls.go)}
        {act(consumers.remove, () => removeConsumer(name), controls.plain)}
      </div>
    </li>
  )
}

/** What its listener does from the next message on. */
function ListenerForm({ consumer, isBusy }: { readonly consumer: OwnConsumer; readonly isBusy: boolean }) {
  const { texts, own } = useOwnPage()
  const { consumers } = texts
  const { name, listener } = consumer
  const [draft, setDraft] = useState<{ readonly millis?: string; readonly outcome?: ListenerOutcomeName }>({})
  const millis = wholeNumber(draft.millis ?? String(listener.millis), MILLIS.from, MILLIS.to)
  const outcome = draft.outcome ?? listener.outcome
  const isSame = millis === listener.millis && outcome === listener.outcome
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (millis === null || isSame || isBusy) return
    void own.getState().setConsumer(name, { millis, outcome }).then(() => setDraft({}))
  }
  return (
    <form className={styles.live} onSubmit={submit} aria-label={fill(consumers.listenerOf, { name })} noValidate>
      <label>
        {consumers.millis}
        <input
          value={draft.millis ?? String(listener.millis)} inputMode="numeric" autoComplete="off" aria-invalid={millis === null || undefined}
          onChange={(event) => setDraft({ ...draft, millis: event.target.value })}
        />
      </label>
      <label>
        {consumers.outcome}
        <select
          className={controls.select} value={outcome}
          onChange={(event) => setDraft({ ...draft, outcome: event.target.value as ListenerOutcomeName })}
        >
          {LISTENER_OUTCOMES.map((each) => <option key={each} value={each}>{consumers.outcomes[each]}</option>)}
        </select>
      </label>
      <button type="submit" className={controls.button} disabled={isSame || millis === null || isBusy}>{consumers.set}</button>
      <span className={styles.soft}>{listenerSentence(consumer, texts)}</span>
    </form>
  )
}
