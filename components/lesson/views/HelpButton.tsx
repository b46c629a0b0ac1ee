'use client'

import { useTexts } from '../../i18n/TextsProvider'
import { stepper } from '../../stepper/views/store'
import styles from '../styles/HelpButton.module.css'

/** `?`: the keys and what they do. */
export function HelpButton() {
  const { site } = useTexts()
  return (
    <button
      type="button"
      className={styles.help}
      aria-label={site.help}
      title={`${site.help} (?)`}
      onClick={() => stepper.getState().setOverlay({ type: 'help' })}
    >
      ?
    </button>
  )
}
