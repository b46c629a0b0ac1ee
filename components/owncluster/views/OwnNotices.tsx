'use client'

import controls from '../../stepper/styles/controls.module.css'
import { Icon } from '../../stepper/views/Icon'
import { noticeSentence } from '../logic/announcements'
import styles from '../styles/own.module.css'
import { useOwn, useOwnPage } from './OwnProvider'

/** What has been done, or has not worked; the reader can put it away. */
export function OwnNotices() {
  const { texts, own } = useOwnPage()
  const notice = useOwn((state) => state.notice)
  return (
    <div className={styles.notices} role="status">
      {notice !== null && (
        <p className={styles.notice} data-kind={notice.kind}>
          {noticeSentence(notice, texts)}
          <button
            type="button" className={controls.plain} aria-label={texts.failed.dismiss} onClick={() => own.getState().dismiss()}
          >
            <Icon name="close" />
          </button>
        </p>
      )}
    </div>
  )
}
