'use client'

import roles from '../../stepper/styles/roles.module.css'
import { useStepper } from '../../stepper/views/store'
import { columnX, diagramWidth } from '../logic/layout'
import { Drawing } from './SequenceDiagram'
import styles from '../styles/sequence.module.css'
import { useLayout } from './useLayout'

/** Of a column, in px. */
const WIDTH = 150
/** Room for the names, in px. */
const HEAD = 48

/** All of the diagram as one drawing with the names in it, to be saved. */
export function WholeDiagram() {
  const layout = useLayout()
  const cursor = useStepper((state) => state.cursor)
  if (layout === null) return null
  const width = diagramWidth(layout.columns.length, WIDTH)
  const height = layout.height + HEAD
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <rect width={width} height={height} className={styles.ground} />
      {layout.columns.map((column) => (
        <g key={column.index} className={`${roles.role} ${styles.columnName}`} data-role={column.role}>
          <text x={columnX(column.index, WIDTH)} y={18} textAnchor="middle" className={styles.columnNode}>{column.node}</text>
          <text x={columnX(column.index, WIDTH)} y={36} textAnchor="middle">{column.name}</text>
        </g>
      ))}
      <svg y={HEAD} width={width} height={layout.height}>
        <Drawing layout={layout} width={WIDTH} cursor={cursor} top={0} height={layout.height} />
      </svg>
    </svg>
  )
}
