'use client'

import controls from '../../stepper/styles/controls.module.css'
import { Icon } from '../../stepper/views/Icon'
import { useLab, useLabPage } from './LabProvider'
import styles from '../styles/strategy.module.css'

/** Something that the reader should know and can put away. */
export function LabNotices() {
  const { texts, lab } = useLabPage()
  const notice = useLab((state) => state.notice)
  return (
    <div className={styles.notices} role="status">
      {notice !== null && (
        <p className={styles.notice}>
          {texts.notices[notice]}
          <button
            type="button" className={controls.plain} aria-label={texts.notices.dismiss}
            onClick={() => lab.getState().notify(null)}
          >
            <Icon name="close" />
          </button>
        </p>
      )}
    </div>
  )
}
