'use client'

import type { KeyboardEvent, PointerEvent, RefObject } from 'react'
import styles from '../styles/Separator.module.css'
import { WIDEST, NARROWEST } from './usePaneWidths'

interface Props {
  readonly frame: RefObject<HTMLElement | null>
  /** Of which edge of the frame the pane is that is resized. */
  readonly side: 'left' | 'right'
  /** In percent of the frame. */
  readonly value: number
  readonly label: string
  readonly onChange: (value: number) => void
}

/** The hairline between two panes, to be dragged or moved with the arrow keys. */
export function Separator({ frame, side, value, label, onChange }: Props) {
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || frame.current === null) return
    const { left, right, width } = frame.current.getBoundingClientRect()
    const distance = side === 'left' ? event.clientX - left : right - event.clientX
    onChange((distance / width) * 100)
  }
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    const towards = { ArrowLeft: -2, ArrowRight: 2 }[event.key]
    if (towards === undefined) return
    onChange(value + (side === 'left' ? towards : -towards))
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      className={styles.separator}
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(value)}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
    />
  )
}
