'use client'

import { useEffect, useRef } from 'react'
import { useTexts } from '../../i18n/TextsProvider'
import type { SiteContents } from '../logic/Shelf'
import styles from '../styles/menu.module.css'
import { MenuContents } from './MenuContents'

interface DrawerProps {
  readonly path: string
  readonly contents: SiteContents | 'failed' | null
  readonly onClose: () => void
}

/** The browser's own modal dialog keeps the focus and closes with Escape; here it comes from the left. */
export function Drawer({ path, contents, onClose }: DrawerProps) {
  const { frame } = useTexts()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (element === null || element.open) return
    const before = document.activeElement
    element.showModal()
    return () => {
      element.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog} className={styles.drawer} aria-label={frame.menu} onCancel={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className={styles.inside}>
        <button type="button" className={styles.close} aria-label={frame.closeMenu} onClick={onClose}>×</button>
        <MenuContents path={path} contents={contents} onClose={onClose} />
      </div>
    </dialog>
  )
}
