'use client'

import { useMemo, type CSSProperties, type ReactNode } from 'react'
import type { RunModel } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { tenths } from '../../queues/logic/queuesAt'
import { seconds } from '../../stepper/logic/format'
import { useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { pendingAt, shareWaited, type DelayedMessage, type HalfMessage } from '../logic/pendingAt'
import styles from '../styles/pending.module.css'

/** What lies in a broker at the cursor and is not delivered: messages whose time has not come, and halves of transactions. */
export function PendingView() {
  const run = useStepper((state) => state.run)
  return run === null ? null : <PendingOf run={run} />
}

function PendingOf({ run }: { readonly run: RunModel }) {
  const { pending: texts } = useTexts()
  const cursor = useStepper((state) => state.cursor)
  const moment = useStepper((state) => (state.moment?.event === state.cursor ? state.moment.time : null))
  const { delayed, halves } = useMemo(() => pendingAt(run, cursor), [run, cursor])
  const time = moment ?? run.marks.findLast(({ event }) => event <= cursor)?.time ?? 0
  return (
    <div className={styles.pane} role="region" aria-label={texts.label} tabIndex={0}>
      <Part title={texts.delayed} empty={texts.noDelayed}>
        {delayed.map((each, index) => <Delayed key={index} message={each} time={time} />)}
      </Part>
      <Part title={texts.halves} empty={texts.noHalves}>
        {halves.map((each, index) => <Half key={index} half={each} />)}
      </Part>
    </div>
  )
}

interface PartProps {
  readonly title: string
  readonly empty: string
  readonly children: readonly ReactNode[]
}

function Part({ title, empty, children }: PartProps) {
  return (
    <section className={styles.part} aria-label={title}>
      <h3>{title}</h3>
      {children.length === 0 ? <p className={styles.empty}>{empty}</p> : <ul role="list">{children}</ul>}
    </section>
  )
}

function Delayed({ message, time }: { readonly message: DelayedMessage; readonly time: number }) {
  const { pending: texts } = useTexts()
  const { keys, node, level, queueOffset, storedAt, dueAt, deliveredAt, deliveredTo, deliveries } = message
  const share = shareWaited(message, time)
  const left = dueAt === null ? null : Math.max(0, dueAt - time)
  return (
    <li className={styles.row} data-state={deliveredAt === null ? 'waiting' : 'delivered'}>
      <div className={styles.head}>
        <strong>{keys}</strong>
        <span>{fill(texts.place, { node, level, queueId: level - 1, queueOffset })}</span>
      </div>
      <div className={styles.track} style={{ '--share': `${share * 100}%` } as CSSProperties} aria-hidden="true" />
      <div className={styles.foot}>
        <span>{fill(texts.stored, { time: seconds(storedAt) })}</span>
        <span>
          {deliveredAt !== null ? fill(texts.delivered, { time: seconds(deliveredAt), to: deliveredTo })
            : left === null ? texts.notEntered : left > 0 ? fill(texts.left, { time: tenths(left) }) : texts.due}
          {deliveries > 1 && ` ${fill(texts.times, { n: deliveries })}`}
        </span>
      </div>
    </li>
  )
}

function Half({ half }: { readonly half: HalfMessage }) {
  const { pending: texts } = useTexts()
  const { keys, node, numbers, local, asked, answer, outcome, deliveries, isNoted } = half
  const { stages } = texts
  const states = texts.local as Readonly<Record<string, string>>
  return (
    <li className={styles.row} data-state={outcome}>
      <div className={styles.head}>
        <strong>{keys}</strong>
        <span>{fill(texts.half, { node, numbers: numbers.join(' → ') })}</span>
      </div>
      <ol className={styles.stages} role="list">
        <Stage name={stages.local} isDone={local !== null}>{local === null ? texts.open : states[local]}</Stage>
        {asked > 0 && (
          <Stage name={fill(stages.asked, { n: asked })} isDone={answer !== null}>
            {answer === null ? texts.noAnswer : states[answer]}
          </Stage>
        )}
        <Stage name={stages.outcome} isDone={outcome !== 'open'}>
          {texts.outcomes[outcome]}{deliveries > 1 && ` ${fill(texts.times, { n: deliveries })}`}
        </Stage>
        <Stage name={stages.noted} isDone={isNoted}>{isNoted ? texts.noted : texts.notNoted}</Stage>
      </ol>
    </li>
  )
}

interface StageProps {
  readonly name: string
  readonly isDone: boolean
  readonly children: ReactNode
}

function Stage({ name, isDone, children }: StageProps) {
  return <li className={styles.stage} data-done={isDone || undefined}><span>{name}</span>{children}</li>
}
