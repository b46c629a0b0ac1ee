'use client'

import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { useOffline } from '../logic/offlineState'
import styles from '../styles/offline.module.css'

/** Says whether the site works without a network. */
export function OfflineLine() {
  const { offline } = useTexts().frame
  const { kept, percent, keep } = useOffline()
  return (
    <p className={styles.line} role="status">
      {kept === 'absent' ? null : fill(offline[kept], { percent })}
      {(kept === 'asked' || kept === 'not-kept') && keep !== null && (
        <button type="button" onClick={keep}>{kept === 'asked' ? offline.keep : offline.again}</button>
      )}
    </p>
  )
}
