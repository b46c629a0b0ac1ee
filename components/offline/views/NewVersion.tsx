'use client'

import { useState } from 'react'
import { useTexts } from '../../i18n/TextsProvider'
import { useOffline } from '../logic/offlineState'
import styles from '../styles/offline.module.css'

/** Offers a new version of the site. What is open stays as it is until the reader wants it. */
export function NewVersion() {
  const { offline } = useTexts().frame
  const renew = useOffline((state) => state.renew)
  const [isLater, setLater] = useState(false)
  return (
    <div className={styles.bar} role="status" hidden={renew === null || isLater}>
      {renew !== null && !isLater && (
        <>
          <span>{offline.newVersion}</span>
          <button type="button" onClick={renew}>{offline.load}</button>
          <button type="button" onClick={() => setLater(true)}>{offline.later}</button>
        </>
      )}
    </div>
  )
}
