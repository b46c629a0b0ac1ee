'use client'

import { useId, type ReactNode } from 'react'
import styles from './own.module.css'

interface Props {
  readonly label: string
  readonly note?: string
  /** What is wrong with what was typed. */
  readonly mistake?: string | null
  readonly isWide?: boolean
  /** Gets what its control needs so that the note belongs to it. */
  readonly children: (described: { readonly 'aria-describedby'?: string; readonly 'aria-invalid'?: true }) => ReactNode
}

/** A control with its name, and what there is to say of it. */
export function Field({ label, note, mistake = null, isWide = false, children }: Props) {
  const id = useId()
  const text = mistake ?? note
  return (
    <label className={styles.field} data-wide={isWide || undefined} data-wrong={mistake !== null || undefined}>
      <span>{label}</span>
      {children({ ...(text === undefined ? {} : { 'aria-describedby': id }), ...(mistake === null ? {} : { 'aria-invalid': true }) })}
      {text !== undefined && <small id={id}>{text}</small>}
    </label>
  )
}

/** A whole number within its bounds; null when the text is none. */
export function wholeNumber(text: string, from: number, to: number): number | null {
  const number = /^\d{1,15}$/.test(text.trim()) ? Number(text) : NaN
  return number >= from && number <= to ? number : null
}
