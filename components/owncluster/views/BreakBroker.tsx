'use client'

import controls from '../../stepper/styles/controls.module.css'
import styles from '../styles/own.module.css'
import { useIsDoing, useOwn, useOwnPage } from './OwnProvider'

const WAYS = ['kill', 'cut-power', 'shutdown'] as const

/** The ways in which a broker ends, and the one in which it begins. */
export function BreakBroker() {
  const { texts: { breaking }, own } = useOwnPage()
  const broker = useOwn(({ cluster }) => cluster?.broker ?? null)
  const isBusy = useIsDoing('opening', 'breaking', 'booting', 'settings', 'resetting', 'exporting', 'importing')
  const isUp = broker === 'running' || broker === 'starting'
  return (
    <section className={styles.part} aria-labelledby="break-it">
      <h2 id="break-it">{breaking.label}</h2>
      <ul className={styles.ways} role="list">
        {WAYS.map((way) => (
          <li key={way}>
            <button
              type="button" className={way === 'shutdown' ? controls.button : controls.danger} disabled={!isUp || isBusy}
              aria-describedby={`way-${way}`} onClick={() => void own.getState().breakBroker(way)}
            >
              {breaking[way].name}
            </button>
            <span id={`way-${way}`}>{breaking[way].text}</span>
          </li>
        ))}
        <li>
          <b>{breaking.close.name}</b>
          <span>{breaking.close.text}</span>
        </li>
        <li data-boot={(!isUp && broker !== null) || undefined}>
          <button
            type="button" className={!isUp && broker !== null ? controls.go : controls.button}
            disabled={isUp || broker === null || isBusy} aria-describedby="way-boot" onClick={() => void own.getState().boot()}
          >
            {breaking.boot.name}
          </button>
          <span id="way-boot">{breaking.boot.text}</span>
        </li>
      </ul>
      {!isUp && broker !== null && <p className={styles.soft}>{breaking.down}</p>}
    </section>
  )
}
