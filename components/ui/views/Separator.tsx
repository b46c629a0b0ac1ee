'use client'

import type { KeyboardEvent, PointerEvent, RefObject } from 'react'
import styles from '../styles/Separator.module.css'

interface Props {
  readonly frame: RefObject<HTMLElement | null>
  /** Of which edge of the frame the pane is that is resized. */
  readonly side: 'left' | 'right' | 'bottom'
  /** In percent of the frame. */
  readonly value: number
  readonly min: number
  readonly max: number
  readonly label: string
  readonly onChange: (value: number) => void
}

/** The keys that move it, and whether the pane gets larger; which way depends on the pane's edge. */
const KEYS = {
  left: { ArrowLeft: -2, ArrowRight: 2 },
  right: { ArrowLeft: 2, ArrowRight: -2 },
  bottom: { ArrowUp: 2, ArrowDown: -2 },
} as const

/** The hairline between two panes, to be dragged or moved with the arrow keys. */
export function Separator({ frame, side, value, min, max, label, onChange }: Props) {
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || frame.current === null) return
    const { left, right, bottom, width, height } = frame.current.getBoundingClientRect()
    const { clientX: x, clientY: y } = event
    const share = { left: (x - left) / width, right: (right - x) / width, bottom: (bottom - y) / height }
    onChange(share[side] * 100)
  }
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    const keys: Partial<Record<string, number>> = KEYS[side]
    const by = keys[event.key]
    if (by === undefined) return
    onChange(value + by)
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      className={styles.separator}
      role="separator"
      aria-orientation={side === 'bottom' ? 'horizontal' : 'vertical'}
      aria-label={label}
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
    />
  )
}
