'use client'

import { useEffect, useId, useRef, type MouseEvent, type ReactNode } from 'react'
import controls from './controls.module.css'
import styles from './dialog.module.css'
import { Icon } from './Icon'
import { stepper } from './store'
import { useTexts } from './useTexts'

/** The browser's own modal dialog: it keeps the focus, closes with Escape and gives the focus back. */
export function Dialog({ title, children, isWide = false }: {
  readonly title: string
  readonly children: ReactNode
  readonly isWide?: boolean
}) {
  const { inspect } = useTexts()
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const element = dialog.current
    if (element === null || element.open) return
    element.showModal()
    element.querySelector<HTMLElement>('input:checked')?.focus()
    return () => element.close()
  }, [])
  const onBackdrop = (event: MouseEvent): void => {
    if (event.target === dialog.current) closeOverlay()
  }
  return (
    <dialog
      ref={dialog} className={styles.dialog} data-wide={isWide || undefined} aria-labelledby={heading}
      onClick={onBackdrop} onCancel={closeOverlay}
    >
      <div className={styles.content}>
        <header className={styles.header}>
          <h2 id={heading} className={styles.title}>{title}</h2>
          <button type="button" className={controls.plain} aria-label={inspect.close} onClick={closeOverlay}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}

export function closeOverlay(): void {
  stepper.getState().setOverlay(null)
}
