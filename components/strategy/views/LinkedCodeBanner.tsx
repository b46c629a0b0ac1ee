'use client'

import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { stepper } from '../../stepper/views/store'
import { useLab, useLabPage } from './LabProvider'
import styles from '../styles/strategy.module.css'
import { SLOTS } from '../logic/subjects'

/** Above code that somebody else wrote: it runs when the reader says so, and can be made the reader's own. */
export function LinkedCodeBanner() {
  const { texts, lab, place } = useLabPage()
  const linked = useLab((state) => state.linked)
  if (linked === null) return null
  const trust = (): void => {
    lab.getState().trustLink()
    if (place === 'lesson') void stepper.getState().runOffered()
  }
  return (
    <div className={styles.banner}>
      {!linked.isTrusted && (
        <>
          <p>{texts.code.linkLead}</p>
          <button type="button" className={controls.go} onClick={trust}>{texts.code.trust}</button>
        </>
      )}
      {linked.isTrusted && SLOTS.map((slot, index) => (
        <button key={slot} type="button" className={controls.button} onClick={() => lab.getState().place(slot, linked.code)}>
          {index === 0 ? `${texts.code.slotFor} ` : ''}{fill(texts.mine, { n: index + 1 })}
        </button>
      ))}
    </div>
  )
}
