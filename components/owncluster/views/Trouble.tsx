'use client'

import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import styles from '../styles/own.module.css'
import { useOwn, useOwnPage } from './OwnProvider'

/** Why things are not as they should be: the worker has ended, or the disk is in memory. */
export function Trouble() {
  const { texts, own } = useOwnPage()
  const breakdown = useOwn((state) => state.breakdown)
  const reason = useOwn((state) => state.cluster?.reason ?? null)
  const start = (): void => own.getState().start()
  if (breakdown !== null) {
    const { title, text, unknown, again } = texts.failed
    return (
      <section className={styles.trouble} data-kind="failed" role="alert">
        <div>
          <h2>{title}</h2>
          <p>{fill(text, { message: breakdown === '' ? unknown : breakdown })}</p>
        </div>
        <button type="button" className={controls.go} onClick={start}>{again}</button>
      </section>
    )
  }
  if (reason === null) return null
  const { title, text, button } = texts.memory[reason]
  return (
    <section className={styles.trouble} data-kind={reason} role="status">
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
      <button type="button" className={controls.button} onClick={start}>{button}</button>
    </section>
  )
}
