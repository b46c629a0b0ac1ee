'use client'

import { useId, type ReactNode } from 'react'
import styles from '../styles/own.module.css'

interface Props {
  readonly label: string
  readonly note?: string
  /** What is wrong with what was typed. */
  readonly mistake?: string | null
  readonly isWide?: boolean
  /** Gets what its control needs so that name and note belong to it. */
  readonly children: (attributes: Attributes) => ReactNode
}

interface Attributes {
  readonly id: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
}

/** A control with its name, and what there is to say of it. */
export function Field({ label, note, mistake = null, isWide = false, children }: Props) {
  const id = useId()
  const text = mistake ?? note
  const described = text === undefined ? {} : { 'aria-describedby': `${id}-note` }
  return (
    <div className={styles.field} data-wide={isWide || undefined} data-wrong={mistake !== null || undefined}>
      <label htmlFor={id}>{label}</label>
      {children({ id, ...described, ...(mistake === null ? {} : { 'aria-invalid': true }) })}
      {text !== undefined && <small id={`${id}-note`}>{text}</small>}
    </div>
  )
}

/** A whole number within its bounds; null when the text is none. */
export function wholeNumber(text: string, from: number, to: number): number | null {
  const number = /^\d{1,15}$/.test(text.trim()) ? Number(text) : NaN
  return number >= from && number <= to ? number : null
}
