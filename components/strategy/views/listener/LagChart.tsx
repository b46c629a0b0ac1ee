'use client'

import { scaleLinear } from 'd3-scale'
import { fill } from '../../../i18n/fill'
import type { LagPoint } from '../../logic/listenerPicture'
import styles from '../../styles/matrix.module.css'
import { useBenchTexts } from '../BenchContext'

const WIDTH = 320
const HEIGHT = 96
const BOTTOM = 16

interface Props {
  readonly points: readonly LagPoint[]
  /** What is as wide and as high as the chart. */
  readonly seconds: number
  readonly most: number
  readonly name: string
}

/** How many orders wait, over time: it rises with each that is sent and falls with each that is settled. */
export function LagChart({ points, seconds, most, name }: Props) {
  const { listener: { lag: words } } = useBenchTexts()
  const x = scaleLinear().domain([0, seconds]).range([0, WIDTH])
  const y = scaleLinear().domain([0, most]).range([HEIGHT - BOTTOM, 12])
  const steps = points.map((point, index) => `H${x(point.seconds).toFixed(1)}V${y(points[index]!.waiting).toFixed(1)}`)
  const label = fill(words.label, {
    name, most: Math.max(0, ...points.map(({ waiting }) => waiting)), seconds: (points.at(-1)?.seconds ?? 0).toFixed(1),
  })
  return (
    <svg className={styles.lag} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" role="img" aria-label={label}>
      <line className={styles.lagAxis} x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} />
      <path className={styles.lagLine} d={`M0,${y(0)}${steps.join('')}`} />
      <text className={styles.lagText} x={2} y={9}>{most}</text>
      <text className={styles.lagText} x={0} y={HEIGHT - 2}>0</text>
      <text className={styles.lagText} x={WIDTH} y={HEIGHT - 2} textAnchor="end">{seconds.toFixed(0)} {words.axis}</text>
    </svg>
  )
}
