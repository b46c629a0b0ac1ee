'use client'

import { memo } from 'react'
import roles from '../../stepper/styles/roles.module.css'
import { stepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { labelWidth } from '../logic/arrowPath'
import { shortMark } from '../logic/describe'
import { columnX, rowY, type Row, type Tense } from '../logic/layout'
import styles from '../styles/sequence.module.css'

interface Props {
  readonly row: Extract<Row, { type: 'mark' }>
  readonly width: number
  readonly tense: Tense
}

/** What happens to a node without an arrow. The shape says what it is: cross, circle, square or diamond. */
export const MarkSign = memo(function MarkSign({ row, width, tense }: Props) {
  const texts = useTexts()
  const { mark, column } = row
  const x = columnX(column?.index ?? 0, width)
  const y = rowY(row.top)
  const text = shortMark(mark, texts)
  return (
    <g
      className={`${styles.sign} ${roles.role}`} data-role={column?.role} data-kind={mark.kind} data-tense={tense}
      onClick={() => void stepper.getState().goTo(mark.event)}
    >
      <rect className={styles.signGround} x={x - 8} y={y - 9} width={labelWidth(text) + 14} height="18" rx="9" />
      <path className={styles.shape} d={shapeOf(mark.kind, x, y)} />
      <text x={x + 9} y={y + 4}>{text}</text>
    </g>
  )
})

function shapeOf(kind: string, x: number, y: number): string {
  switch (kind) {
    case 'fault':
    case 'error':
    case 'process':
      return `M${x - 4},${y - 4}L${x + 4},${y + 4}M${x + 4},${y - 4}L${x - 4},${y + 4}`
    case 'timer':
      return `M${x - 4},${y}a4,4 0 1,0 8,0a4,4 0 1,0 -8,0M${x},${y - 3}v3h2`
    case 'state':
      return `M${x},${y - 5}L${x + 5},${y}L${x},${y + 5}L${x - 5},${y}Z`
    default:
      return `M${x - 4},${y - 4}h8v8h-8Z`
  }
}
