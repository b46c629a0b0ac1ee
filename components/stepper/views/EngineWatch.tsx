'use client'

import { useEffect, useState } from 'react'
import { fill } from '../../i18n/fill'
import controls from '../styles/controls.module.css'
import styles from '../styles/transport.module.css'
import { useTexts } from './useTexts'
import { sharedWorker, SILENCE_SECONDS } from '../logic/workerClient'

/** Says when the engine has gone silent, and starts another one if the reader wants that. */
export function EngineWatch() {
  const { notices } = useTexts()
  const [isSilent, setIsSilent] = useState(false)
  useEffect(() => {
    const client = sharedWorker()
    return client.watch(() => setIsSilent(client.isSilent))
  }, [])
  return (
    <div className={styles.watch} role="alert">
      {isSilent && (
        <div className={styles.notice} data-kind="error">
          <span>{fill(notices.silent, { n: SILENCE_SECONDS })}</span>
          <button type="button" className={controls.go} onClick={() => sharedWorker().restart()}>{notices.restart}</button>
        </div>
      )}
    </div>
  )
}
