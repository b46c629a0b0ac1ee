'use client'

import { useState, type FormEvent } from 'react'
import { LISTENER_OUTCOMES, type ListenerOutcomeName } from '../../../engine/worker/protocol'
import type { OwnConsumerSetup } from '../../../engine/worker/owncluster/ownProtocol'
import { fill } from '../../i18n/fill'
import { grouped } from '../../stepper/logic/format'
import controls from '../../stepper/styles/controls.module.css'
import { problemOfConsumer } from '../logic/consumerSentences'
import { MILLIS, TRIES } from '../logic/consumerBounds'
import styles from '../styles/own.module.css'
import { Field, wholeNumber } from './Field'
import { useIsDoing, useOwn, useOwnPage } from './OwnProvider'

const WAYS = ['clustering', 'orderly', 'broadcasting'] as const
const FILTERS = ['tags', 'sql'] as const

/** What is typed, and not yet checked. */
interface Draft {
  readonly group: string
  readonly topic: string
  readonly by: 'tags' | 'sql'
  readonly filter: string
  readonly way: OwnConsumerSetup['way']
  readonly millis: string
  readonly outcome: ListenerOutcomeName
  readonly tries: string
}

const FIRST: Draft = {
  group: 'billing', topic: 'OrderPaid', by: 'tags', filter: '', way: 'clustering', millis: '100', outcome: 'success', tries: '',
}

/** One consumer more, on a machine of its own. What RocketMQ would refuse is said beside the field. */
export function AddConsumer() {
  const { texts, own } = useOwnPage()
  const { consumers } = texts
  const isBusy = useIsDoing('consumers', 'opening', 'settings', 'resetting', 'exporting', 'importing')
  const isThere = useOwn(({ cluster }) => cluster !== null)
  const refused = useOwn((state) => state.refused)
  const [draft, setDraft] = useState(FIRST)
  /** What was refused: the mistake is said until it is changed. */
  const [tried, setTried] = useState<Draft | null>(null)
  const setup = setupOf(draft)
  const problem = refused !== null && tried === draft ? refused : null
  const mistake = (code: 'bad-group' | 'bad-topic' | 'bad-sql'): string | null => {
    return problem?.code === code ? problemOfConsumer(problem, texts) : null
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (setup === null || isBusy) return
    setTried(draft)
    void own.getState().addConsumer(setup)
  }
  const change = <K extends keyof Draft>(name: K, value: Draft[K]): void => setDraft({ ...draft, [name]: value })
  const text = (name: 'group' | 'topic' | 'filter' | 'millis' | 'tries', label: string, wrong: string | null, note?: string) => (
    <Field label={label} mistake={wrong} note={note}>
      {(attributes) => (
        <input
          {...attributes} value={draft[name]} autoComplete="off" spellCheck={false}
          inputMode={name === 'millis' || name === 'tries' ? 'numeric' : undefined}
          onChange={(event) => change(name, event.target.value)}
        />
      )}
    </Field>
  )
  const choice = <K extends 'by' | 'way' | 'outcome'>(name: K, label: string, values: ReadonlyArray<Draft[K]>, words: Record<Draft[K], string>) => (
    <Field label={label} note={name === 'way' ? consumers.wayNotes[draft.way] : undefined}>
      {(attributes) => (
        <select
          {...attributes} className={controls.select} value={draft[name]}
          onChange={(event) => change(name, event.target.value as Draft[K])}
        >
          {values.map((each) => <option key={each} value={each}>{words[each]}</option>)}
        </select>
      )}
    </Field>
  )
  return (
    <form className={styles.form} data-row onSubmit={submit} noValidate aria-label={consumers.addLabel}>
      {text('group', consumers.group, mistake('bad-group'))}
      {text('topic', consumers.topic, mistake('bad-topic'))}
      {choice('by', consumers.filterBy, FILTERS, consumers.filters)}
      {text('filter', consumers.filters[draft.by], mistake('bad-sql'), consumers.filterNotes[draft.by])}
      {choice('way', consumers.way, WAYS, consumers.ways)}
      {text('millis', consumers.millis, wholeNumber(draft.millis, MILLIS.from, MILLIS.to) === null ? bad(texts.send.badNumber, MILLIS) : null)}
      {choice('outcome', consumers.outcome, LISTENER_OUTCOMES, consumers.outcomes)}
      {text('tries', consumers.tries, triesOf(draft.tries) === null ? bad(texts.send.badNumber, TRIES) : null, consumers.triesNote)}
      <p className={styles.submit}>
        <button type="submit" className={controls.go} disabled={setup === null || isBusy || !isThere}>{consumers.add}</button>
        <Busy />
      </p>
      {problem !== null && (problem.code === 'too-many' || problem.code === 'bad-listener') && (
        <p className={styles.mistake} role="alert">{problemOfConsumer(problem, texts)}</p>
      )}
    </form>
  )
}

function Busy() {
  const { texts } = useOwnPage()
  const isAtWork = useIsDoing('consumers')
  return <span className={styles.soft} role="status">{isAtWork ? texts.doing.consumers : ''}</span>
}

function bad(text: string, { from, to }: { readonly from: number; readonly to: number }): string {
  return fill(text, { from: grouped(from), to: grouped(to) })
}

/** Empty: as RocketMQ does. Null when it is no number of tries. */
function triesOf(text: string): number | null {
  return text.trim() === '' ? -1 : wholeNumber(text, TRIES.from, TRIES.to)
}

/** Null while something is no number. */
function setupOf({ group, topic, by, filter, way, millis, outcome, tries }: Draft): OwnConsumerSetup | null {
  const [time, maxReconsumeTimes] = [wholeNumber(millis, MILLIS.from, MILLIS.to), triesOf(tries)]
  if (time === null || maxReconsumeTimes === null) return null
  return {
    group: group.trim(),
    topic: topic.trim(),
    filter: { by, text: filter.trim() },
    way,
    maxReconsumeTimes,
    listener: { millis: time, outcome },
  }
}
