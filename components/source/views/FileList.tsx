'use client'

import { useRef } from 'react'
import styles from '../styles/SourceHomePage.module.css'
import { HeldHtml } from './HeldHtml'

/** All files of the engine, room by room. */
export function FileList({ id, label }: { readonly id: string; readonly label: string }) {
  const html = useRef<HTMLDivElement>(null)
  return <HeldHtml id={id} label={label} className={styles.files!} html={html} />
}
