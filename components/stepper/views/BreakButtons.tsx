'use client'

import { useEffect, useRef } from 'react'
import { carryOut } from '../logic/commands'
import controls from '../styles/controls.module.css'
import { Icon } from './Icon'
import { stepper, useStepper } from './store'
import styles from '../styles/transport.module.css'
import { useTexts } from './useTexts'

/** What makes another run of this one: a fault, or another choice of the queue. On the screen whichever panes are. */
export function BreakButtons() {
  const { faults, choose } = useTexts()
  const isReady = useStepper((state) => state.run !== null)
  const { breakIt, chooseQueue } = useFocusAfterWriting()
  const open = (command: 'breakIt' | 'chooseQueue'): void => carryOut(command, stepper.getState())
  return (
    <div className={styles.breaking}>
      <button
        ref={breakIt} type="button" className={`${controls.button} ${styles.breakIt}`} disabled={!isReady} title={`${faults.title} (b)`}
        onClick={() => open('breakIt')}
      >
        <Icon name="bolt" size={15} />{faults.title}
      </button>
      <button
        ref={chooseQueue} type="button" className={`${controls.icon} ${styles.extra}`} disabled={!isReady} aria-label={choose.title}
        title={`${choose.title} (q)`} onClick={() => open('chooseQueue')}
      >
        <Icon name="queue" size={15} />
      </button>
    </div>
  )
}

/** The focus comes back from where strategies are written; on a small screen the button that led there is in a sheet. */
function useFocusAfterWriting() {
  const breakIt = useRef<HTMLButtonElement>(null)
  const chooseQueue = useRef<HTMLButtonElement>(null)
  const isWriting = useStepper((state) => state.isWriting)
  const hasWritten = useRef(false)
  useEffect(() => {
    if (!isWriting && hasWritten.current) {
      chooseQueue.current?.focus()
      if (document.activeElement !== chooseQueue.current) breakIt.current?.focus()
    }
    hasWritten.current = isWriting
  }, [isWriting])
  return { breakIt, chooseQueue }
}
