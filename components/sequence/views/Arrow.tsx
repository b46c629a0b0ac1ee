'use client'

import { memo } from 'react'
import roles from '../../stepper/styles/roles.module.css'
import { stepper } from '../../stepper/views/store'
import { arrowShape, labelWidth } from '../logic/arrowPath'
import type { Row, Tense } from '../logic/layout'
import styles from '../styles/sequence.module.css'

interface Props {
  readonly row: Extract<Row, { type: 'item' }>
  readonly width: number
  readonly tense: Tense
  readonly cursor: number
}

/** One arrow. A click goes to its moment; a click on a frame's label opens the frame. */
export const Arrow = memo(function Arrow({ row, width, tense, cursor }: Props) {
  const { item } = row
  const shape = arrowShape(row, width)
  const isFlying = item.kind === 'frame' && item.event <= cursor && (item.endEvent ?? Infinity) > cursor
  const go = (): void => void stepper.getState().goTo(item.event)
  return (
    <g
      className={`${styles.arrow} ${item.kind === 'frame' ? roles.role : ''}`} data-role={row.from.role}
      data-kind={item.kind} data-tense={isFlying ? 'now' : tense} data-lost={row.isLost || undefined}
    >
      <path className={styles.reach} d={shape.line} onClick={go} />
      <path className={styles.shaft} d={shape.line} />
      <path className={row.isLost ? styles.cross : styles.head} d={shape.head} />
      {item.kind === 'frame' ? <FrameLabel row={row} at={shape.label} /> : item.label !== '' && (
        <text className={styles.label} x={shape.label.x} y={shape.label.y} textAnchor={shape.label.anchor} onClick={go}>
          {item.label}
        </text>
      )}
      {item.kind === 'throw' && <text className={styles.thrown} x={shape.label.x} y={shape.label.y}>✕</text>}
    </g>
  )
}, (before, after) => (
  before.row === after.row && before.width === after.width && before.tense === after.tense
  && (before.row.item.kind !== 'frame' || before.cursor === after.cursor)
))

function FrameLabel({ row, at }: { readonly row: Props['row']; readonly at: { readonly x: number; readonly y: number } }) {
  const { frame, label } = row.item
  const width = labelWidth(label)
  const open = (): void => {
    if (frame !== null) stepper.getState().setOverlay({ type: 'frame', frame })
  }
  return (
    <g className={styles.frameLabel} onClick={open}>
      <rect x={at.x - width / 2} y={at.y - 9} width={width} height="18" rx="4" />
      <text x={at.x} y={at.y + 4} textAnchor="middle">{label}</text>
    </g>
  )
}
