'use client'

import { useEffect, useId, useState } from 'react'
import styles from '../styles/strategy.module.css'

interface Props {
  readonly label: string
  readonly note: string
  readonly value: number
  readonly from: number
  readonly to: number
  /** The name of a slider beside the field; there is none without it. */
  readonly slider?: string
  readonly onChange: (value: number) => void
}

/** A whole number. What can't be is not taken, and is put right when the field is left. */
export function NumberInput({ label, note, value, from, to, slider, onChange }: Props) {
  const [text, setText] = useState(String(value))
  const id = useId()
  useEffect(() => setText(String(value)), [value])
  const limited = (typed: string): number | null => {
    const number = Math.round(Number(typed))
    return typed.trim() === '' || !Number.isFinite(number) ? null : Math.min(to, Math.max(from, number))
  }
  const type = (typed: string): void => {
    setText(typed)
    const number = limited(typed)
    if (number !== null && String(number) === typed && number !== value) onChange(number)
  }
  const leave = (): void => {
    const number = limited(text) ?? value
    setText(String(number))
    if (number !== value) onChange(number)
  }
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id} type="number" min={from} max={to} value={text} aria-describedby={`${id}-note`}
        onChange={(event) => type(event.target.value)} onBlur={leave}
      />
      {slider !== undefined && (
        <input
          type="range" min={from} max={to} value={value} aria-label={slider} className={styles.slider}
          onChange={(event) => onChange(Number(event.target.value))}
        />
      )}
      <small id={`${id}-note`}>{note}</small>
    </div>
  )
}
