'use client'

import { useMemo, useState } from 'react'
import type { Cursor, RunModel } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { clockTime } from '../logic/clockTime'
import { wheelsAt, type TimedMessage, type UsedSlot, type WheelView } from '../logic/wheelAt'
import styles from '../styles/timer.module.css'
import { Dial, DIAL_SECONDS } from './Dial'

/** The timing wheels at the cursor: what is in their slots, and how far each message is. */
export function TimerView() {
  const run = useStepper((state) => state.run)
  return run === null ? null : <TimerOf run={run} />
}

function TimerOf({ run }: { readonly run: RunModel }) {
  const { timer: texts } = useTexts()
  const cursor = useStepper((state) => state.cursor)
  const wheels = useMemo(() => wheelsAt(run, cursor), [run, cursor])
  return (
    <div className={styles.pane} role="region" aria-label={texts.label} tabIndex={0}>
      {wheels.length === 0 && <p className={styles.empty}>{texts.none}</p>}
      {wheels.map((wheel) => <Wheel key={wheel.node} wheel={wheel} />)}
    </div>
  )
}

function Wheel({ wheel }: { readonly wheel: WheelView }) {
  const { timer: texts } = useTexts()
  const [chosen, setChosen] = useState<number | null>(null)
  const { node, isDown, handMillis, slots, inTopic } = wheel
  const slot = slots.find(({ slotMillis }) => slotMillis === chosen) ?? slots[0] ?? null
  const from = handMillis ?? slots[0]?.slotMillis ?? 0
  const beyond = slots.filter(({ slotMillis }) => slotMillis >= from + DIAL_SECONDS * 1000)
  const far = beyond.reduce((sum, { chain }) => sum + chain.length, 0)
  return (
    <section className={styles.wheel} aria-label={fill(texts.of, { node })}>
      <header className={styles.head}>
        <strong>{fill(texts.of, { node })}</strong>
        <span className={styles.mono}>{fill(texts.hand, { time: handMillis === null ? '–' : clockTime(handMillis) })}</span>
      </header>
      {isDown && <p className={styles.down}>{texts.down}</p>}
      <div className={styles.both}>
        <Dial wheel={wheel} chosen={slot?.slotMillis ?? null} />
        <div className={styles.beside}>
          <h3>{texts.slots}</h3>
          <ul className={styles.slots} role="list">
            {slots.map((each) => (
              <li key={each.slotMillis}>
                <button
                  type="button" className={styles.slot} aria-pressed={each.slotMillis === slot?.slotMillis}
                  onClick={() => setChosen(each.slotMillis)}
                >
                  {fill(texts.slot, { time: clockTime(each.slotMillis), n: each.chain.length })}
                </button>
              </li>
            ))}
            {slots.length === 0 && <li className={styles.soft}>{texts.noSlots}</li>}
          </ul>
          {far > 0 && <p className={styles.soft}>{fill(texts.beyond, { n: far })}</p>}
          {inTopic > 0 && <p className={styles.soft}>{fill(texts.inTopic, { n: inTopic })}</p>}
          <Legend />
        </div>
      </div>
      {slot !== null && <Chain slot={slot} />}
      <Messages messages={wheel.messages} />
    </section>
  )
}

const KINDS = ['waiting', 'around', 'recall', 'hand'] as const

function Legend() {
  const { timer: texts } = useTexts()
  return (
    <ul className={styles.legend} role="list" aria-label={texts.legend}>
      {KINDS.map((kind) => <li key={kind}><span className={styles.key} data-kind={kind} aria-hidden="true" />{texts.kinds[kind]}</li>)}
    </ul>
  )
}

/** The records of a slot: each leads to the one before it. */
function Chain({ slot }: { readonly slot: UsedSlot }) {
  const { timer: texts } = useTexts()
  return (
    <section className={styles.part}>
      <h3>{fill(texts.chain, { time: clockTime(slot.slotMillis) })}</h3>
      <ol className={styles.chain} role="list">
        {slot.chain.map(({ position, name, kind, event }) => (
          <li key={position}>
            <button type="button" className={styles.record} data-kind={kind} onClick={() => goTo(event)}>
              <span>{name}{kind !== 'waiting' && ` · ${kind === 'recall' ? texts.recall : texts.around}`}</span>
              <span className={styles.mono}>{fill(texts.record, { position })}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Messages({ messages }: { readonly messages: readonly TimedMessage[] }) {
  const { timer: texts } = useTexts()
  return (
    <section className={styles.part}>
      <h3>{texts.messages}</h3>
      <ul role="list">
        {messages.map((message) => <Message key={`${message.topic} ${message.name} ${message.dueMillis}`} message={message} />)}
      </ul>
    </section>
  )
}

function Message({ message }: { readonly message: TimedMessage }) {
  const { timer: texts } = useTexts()
  const { topic, name, dueMillis, slotMillis, state, rolls, isRecalled, endMillis, event } = message
  const late = endMillis === null ? 0 : endMillis - dueMillis
  const end = endMillis === null ? '' : clockTime(endMillis, true)
  const more = [
    rolls > 0 ? fill(texts.rolls, { n: rolls }) : '',
    isRecalled && endMillis === null ? texts.isRecalled : '',
  ].filter((words) => words !== '')
  return (
    <li>
      <button type="button" className={styles.message} data-state={state} onClick={() => goTo(event)}>
        <span><strong>{name}</strong> <span className={styles.soft}>{topic}</span></span>
        <span className={styles.mono}>{fill(texts.due, { time: clockTime(dueMillis, true) })}</span>
        <span className={styles.state}>
          {[fill(texts.states[state], { slot: clockTime(slotMillis), time: end, late }), ...more].join(' · ')}
        </span>
      </button>
    </li>
  )
}

function goTo(event: Cursor): void {
  void stepper.getState().goTo(event)
}
