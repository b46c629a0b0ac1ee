'use client'

import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import styles from '../styles/own.module.css'
import { useOwn, useOwnPage } from './OwnProvider'

interface Props {
  readonly doing: 'checking' | 'importing' | 'exporting'
}

/** What is being done with an archive, how far it is, and a way to give it up. */
export function ArchiveProgress({ doing }: Props) {
  const { texts, own } = useOwnPage()
  const progress = useOwn((state) => state.archiveProgress)
  const label = texts.doing[doing]
  return (
    <span className={styles.archiveProgress}>
      <span className={styles.soft}>{label}</span>
      {progress !== null && (
        <>
          <progress value={progress.done} max={progress.of} aria-label={label} />
          <span className={styles.soft}>
            {fill(texts.percent, { n: Math.round(100 * progress.done / progress.of) })}
          </span>
        </>
      )}
      <button type="button" className={controls.plain} onClick={() => void own.getState().giveUp()}>
        {texts.giveUp}
      </button>
    </span>
  )
}
