'use client'

import { useId, useState, type CSSProperties } from 'react'
import type { BehindOneSend } from '../../../content/patterns/facade/run/behindOneLine'
import { fill } from '../../i18n/fill'
import styles from '../styles/lab.module.css'
import { usePatternTexts } from './PatternTexts'
import { useExperiment } from './useExperiment'
import { useWhenSeen } from '../../ui/views/useWhenSeen'

const MESSAGES = 3

/** One line of an application's code, folded, or with everything that it sets in motion. */
export function FacadeFold() {
  const { fold: words, wait, failed } = usePatternTexts()
  const [isOpen, setOpen] = useState(false)
  const [which, setWhich] = useState(0)
  const { result, isBusy, hasFailed, run } = useExperiment('facade/behind')
  const ref = useWhenSeen<HTMLDivElement>(() => void run({ messages: MESSAGES }))
  const name = useId()
  const send = result?.sends[which]
  return (
    <div ref={ref} className={styles.lab} aria-busy={isBusy}>
      <fieldset className={styles.choices}>
        <legend className="label">{words.which}</legend>
        {Array.from({ length: MESSAGES }, (_, index) => (
          <label key={index} className={styles.choice}>
            <input type="radio" name={name} checked={which === index} onChange={() => setWhich(index)} />
            <span>{index === 0 ? words.first : fill(words.nth, { n: index + 1 })}</span>
          </label>
        ))}
      </fieldset>
      <p className={styles.line}>
        <code>{words.line}</code>
        <button type="button" className="button-quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.folded : words.unfolded}
        </button>
      </p>
      <div aria-live="polite">
        {hasFailed ? <p>{failed}</p> : null}
        {send === undefined ? <p className={styles.wait}>{isBusy ? wait : ''}</p> : <Behind send={send} isOpen={isOpen} />}
      </div>
    </div>
  )
}

function Behind({ send, isOpen }: { readonly send: BehindOneSend; readonly isOpen: boolean }) {
  const { fold: words } = usePatternTexts()
  const processes = [...new Set(send.classes.map(({ process }) => process))]
  const most = Math.max(1, ...send.classes.map(({ calls }) => calls))
  return (
    <>
      <ul className={styles.chips} role="list" aria-label={words.behind}>
        <li>{fill(words.classes, { n: new Set(send.classes.map(({ className }) => className)).size })}</li>
        <li>{fill(words.calls, { n: send.calls })}</li>
        <li>{fill(words.statements, { n: send.statements })}</li>
        <li>{fill(words.frames, { n: send.frames })}</li>
        <li>{fill(words.bytes, { n: send.bytes })}</li>
        <li>{fill(words.connections, { n: send.connections })}</li>
        <li>{fill(words.millis, { n: (send.micros / 1000).toFixed(2) })}</li>
      </ul>
      {!isOpen ? null : processes.map((process) => {
        const own = send.classes.filter((each) => each.process === process)
        return (
          <section key={process} className={styles.process} data-node={process}>
            <h4>{fill(words.process, { process, classes: fill(words.classes, { n: own.length }) })}</h4>
            <ul role="list" className={styles.bars}>
              {own.map(({ className, calls }) => (
                <li key={className}>
                  <code>{className}</code>
                  <span className={styles.bar} style={{ '--share': calls / most } as CSSProperties} aria-hidden="true" />
                  <span>{fill(words.calls, { n: calls })}</span>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}
