'use client'

import { useId, useLayoutEffect, useRef, type MouseEvent, type ReactNode } from 'react'
import controls from '../../stepper/styles/controls.module.css'
import { Icon } from '../../stepper/views/Icon'
import styles from '../styles/modal.module.css'

interface Props {
  readonly title: string
  /** The name of the button that closes it. */
  readonly close: string
  readonly onClose: () => void
  readonly isWide?: boolean
  readonly children: ReactNode
}

/** The browser's own modal dialog: it keeps the focus, closes with Escape and gives the focus back. */
export function Modal({ title, close, onClose, isWide = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  // Before the browser paints, and closed while it is still in the page: a dialog that is gone can't give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    if (element === null || element.open) return
    const before = document.activeElement
    element.showModal()
    element.querySelector<HTMLElement>('input:checked')?.focus()
    return () => {
      element.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  const onBackdrop = (event: MouseEvent): void => {
    if (event.target === dialog.current) onClose()
  }
  return (
    <dialog
      ref={dialog} className={styles.dialog} data-wide={isWide || undefined} aria-labelledby={heading}
      onClick={onBackdrop} onCancel={onClose}
    >
      <div className={styles.content}>
        {/* No `header`: outside of a section that is the page’s banner to a screen reader. */}
        <div className={styles.header}>
          <h2 id={heading} className={styles.title}>{title}</h2>
          <button type="button" className={controls.plain} aria-label={close} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
