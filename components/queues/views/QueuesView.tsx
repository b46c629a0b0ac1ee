'use client'

import { useMemo } from 'react'
import type { RunModel } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { seconds } from '../../stepper/logic/format'
import roles from '../../stepper/styles/roles.module.css'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { handOvers, type HandOver } from '../logic/handOvers'
import { Members } from './Members'
import { Takeovers } from './Takeovers'
import { consumersAt, tenths, type HeldPull, type MessageState, type QueueView } from '../logic/queuesAt'
import styles from '../styles/queues.module.css'

const STATES: readonly MessageState[] = ['committed', 'done', 'working', 'held', 'waiting']

/** The queues at the cursor: who has them, how far their messages are, which pulls wait, and how the queues changed hands. */
export function QueuesView() {
  const run = useStepper((state) => state.run)
  return run === null ? null : <QueuesOf run={run} />
}

function QueuesOf({ run }: { readonly run: RunModel }) {
  const { queues: texts } = useTexts()
  const cursor = useStepper((state) => state.cursor)
  const time = useStepper((state) => (state.moment?.event === state.cursor ? state.moment.time : null))
  const view = useMemo(() => consumersAt(run, cursor, time ?? timeAt(run, cursor)), [run, cursor, time])
  return (
    <div className={styles.pane} role="region" aria-label={texts.label} tabIndex={0}>
      {view.queues.length === 0 && <p className={styles.empty}>{texts.none}</p>}
      <ul className={styles.queues} role="list">
        {view.queues.map((queue) => <Queue key={`${queue.group} ${queue.topic} ${queue.brokerName} ${queue.queueId}`} queue={queue} />)}
      </ul>
      <ul className={styles.legend} role="list" aria-label={texts.legend}>
        {STATES.map((state) => <li key={state}><span className={styles.cell} data-state={state} aria-hidden="true" />{texts.states[state]}</li>)}
      </ul>
      <Members run={run} cursor={cursor} view={view} />
      <Pulls pulls={view.pulls} />
      <Takeovers run={run} cursor={cursor} />
      <HandOvers run={run} cursor={cursor} />
    </div>
  )
}

/** Until the moment is there: the time of the last thing that happened. */
function timeAt({ marks }: RunModel, cursor: number): number {
  return marks.findLast(({ event }) => event <= cursor)?.time ?? 0
}

function Queue({ queue }: { readonly queue: QueueView }) {
  const { queues: texts } = useTexts()
  const { topic, brokerName, queueId, owners, messages } = queue
  return (
    <li className={`${styles.queue} ${roles.role}`} data-role={owners.length > 0 ? 'consumer' : undefined}>
      <div className={styles.head}>
        <strong>{topic} <span>{brokerName}/{queueId}</span></strong>
        <span className={styles.owner}>{owners.length === 0 ? texts.noOwner : owners.join(', ')}</span>
      </div>
      <ol className={styles.strip} role="list" aria-label={fill(texts.messages, { n: messages.length })}>
        {messages.map(({ offset, state }) => (
          <li key={offset} className={styles.cell} data-state={state} title={`${offset}: ${texts.states[state]}`}>
            {offset}<span className={styles.hidden}>: {texts.states[state]}</span>
          </li>
        ))}
        {messages.length === 0 && <li className={styles.none}>{texts.noMessages}</li>}
      </ol>
      <dl className={styles.numbers}>
        {(['min', 'committed', 'pulled', 'max', 'lag'] as const).map((name) => (
          <div key={name}><dt>{texts.numbers[name]}</dt><dd>{queue[name] ?? '–'}</dd></div>
        ))}
        <div><dt>ProcessQueue</dt><dd>{queue.held.length === 0 ? '–' : queue.held.join(', ')}</dd></div>
      </dl>
    </li>
  )
}

function Pulls({ pulls }: { readonly pulls: readonly HeldPull[] }) {
  const { queues: texts } = useTexts()
  return (
    <section className={styles.part}>
      <h3>{fill(texts.pulls, { n: pulls.length })}</h3>
      <ul role="list">
        {pulls.map(({ node, from, isOrphan, topic, queueId, queueOffset, left }) => (
          <li key={`${node} ${from} ${topic} ${queueId} ${queueOffset} ${left}`} className={styles.pull}>
            <span>{fill(texts.pull, { from, topic, queueId, queueOffset })}{isOrphan && ` ${texts.orphan}`}</span>
            <span className={styles.left}>{left === 0 ? texts.over : fill(texts.left, { time: tenths(left) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function HandOvers({ run, cursor }: { readonly run: RunModel; readonly cursor: number }) {
  const { queues: texts } = useTexts()
  const all = useMemo(() => handOvers(run), [run])
  return (
    <section className={styles.part}>
      <h3>{texts.handOvers}</h3>
      <ol role="list">
        {all.map((each) => (
          <li key={`${each.event} ${each.topic}`}>
            <button
              type="button" className={styles.handOver} data-ahead={each.event > cursor || undefined}
              onClick={() => void stepper.getState().goTo(each.event)}
            >
              <HandOverWords each={each} />
              <span className={styles.left}>{seconds(each.time)} s</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

function HandOverWords({ each }: { readonly each: HandOver }) {
  const { queues: texts } = useTexts()
  const { node, topic, gained, lost, isDeath } = each
  const words = [
    lost.length === 0 ? '' : fill(isDeath ? texts.leaves : texts.givesUp, { node, topic, queues: lost.join(', ') }),
    gained.length === 0 ? '' : fill(texts.takes, { node, topic, queues: gained.join(', ') }),
  ]
  return <span>{words.filter((each) => each !== '').join(texts.comma)}</span>
}
