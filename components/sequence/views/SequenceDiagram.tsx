'use client'

import { useRef, type CSSProperties, type RefObject } from 'react'
import roles from '../../stepper/styles/roles.module.css'
import { stepper, useStepper } from '../../stepper/views/store'
import { prefersStillness, useViewport } from '../../stepper/views/useViewport'
import { useTexts } from '../../stepper/views/useTexts'
import { useBeforePaint } from '../../ui/views/useBeforePaint'
import { Arrow } from './Arrow'
import { DiagramHead } from './DiagramHead'
import {
  BAR_WIDTH, barX, columnWidth, columnX, diagramWidth, inView, nowY, ROW, rowAt, rowY, scrollAside, scrollTarget,
  spanAt, tenseOf, visibleRows, type DiagramLayout,
} from '../logic/layout'
import { MarkSign } from './MarkSign'
import styles from '../styles/sequence.module.css'
import { useLayout } from './useLayout'

/** Objects as lines, calls and frames as arrows, one row for each thing that happens. Only rows in view are in the page. */
export function SequenceDiagram() {
  const layout = useLayout()
  const texts = useTexts()
  const scroller = useRef<HTMLDivElement>(null)
  const viewport = useViewport(scroller)
  const cursor = useStepper((state) => state.cursor)
  const y = layout === null ? 0 : nowY(layout, cursor)
  const width = columnWidth(viewport.width, layout?.columns.length ?? 1)
  useFollow(scroller, layout, cursor, width)
  return (
    <div
      ref={scroller} className={styles.scroller} tabIndex={0} role="region" aria-label={texts.pictures.diagram}
    >
      {layout !== null && (
        <div className={styles.sheet} style={{ minWidth: diagramWidth(layout.columns.length, width) }}>
          <DiagramHead layout={layout} width={width} />
          <div className={styles.body} style={{ height: layout.height }}>
            {layout.rows.length === 0 && <p className={styles.nothing}>{texts.pictures.nothing}</p>}
            <Drawing layout={layout} width={width} cursor={cursor} top={viewport.top} height={viewport.height} />
            <div className={styles.now} style={{ transform: `translateY(${y}px)` }} aria-hidden="true">
              {/* At the very beginning it would be hidden by the names. */}
              <span className={styles.nowSign} style={{ marginTop: Math.max(-9, -y) }}>{texts.pictures.now}</span>
            </div>
          </div>
        </div>
      )}
    </div>
  )
}

/** Scrolls with the present, unless it can be seen. */
function useFollow(
  scroller: RefObject<HTMLDivElement | null>, layout: DiagramLayout | null, cursor: number, width: number,
): void {
  const node = useStepper(({ run, moment }) => (
    run?.threads.find(({ id }) => id === moment?.thread)?.node ?? null
  ))
  const drawn = useRef(layout)
  useBeforePaint(() => {
    const element = scroller.current
    if (element === null || layout === null || element.clientWidth === 0) return
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = element
    const top = scrollTarget(nowY(layout, cursor), scrollTop, clientHeight - HEAD) ?? scrollTop
    const span = spanAt(layout, cursor, width, node)
    const left = (span === null ? null : scrollAside(span, scrollLeft, clientWidth)) ?? scrollLeft
    // In a picture that is drawn anew, places are elsewhere: a scroll that is under way to an old one has to end.
    const isRedrawn = drawn.current !== layout
    drawn.current = layout
    if (!isRedrawn && top === scrollTop && left === scrollLeft) return
    // Following what plays smoothly would always lag behind.
    const isStill = isRedrawn || prefersStillness() || stepper.getState().playing || Math.abs(top - scrollTop) > 4000
    element.scrollTo({ top, left, behavior: isStill ? 'instant' : 'smooth' })
  }, [scroller, layout, cursor, width, node])
}

/** Height of the names above the lines, in px, roughly. */
const HEAD = 72

interface DrawingProps {
  readonly layout: DiagramLayout
  readonly width: number
  readonly cursor: number
  readonly top: number
  readonly height: number
}

/** The rows that lie between two heights, in px. */
export function Drawing({ layout, width, cursor, top, height }: DrawingProps) {
  const { from, to } = visibleRows(top, height)
  const first = Math.max(0, from)
  const rows = Math.max(1, Math.min(to, layout.ticks.length + 1) - first)
  const row = rowAt(layout, cursor)
  const current = layout.ticks[row] ?? -1
  const sheetWidth = diagramWidth(layout.columns.length, width)
  const place: CSSProperties = { transform: `translateY(${first * ROW}px)` }
  return (
    <svg
      className={styles.drawing} style={place} width={sheetWidth} height={rows * ROW} aria-hidden="true"
      viewBox={`0 ${first * ROW} ${sheetWidth} ${rows * ROW}`}
    >
      <Lifelines layout={layout} width={width} top={first * ROW} bottom={(first + rows) * ROW} />
      {inView(layout.activations, from, to).map((bar) => {
        const [y1, y2] = [rowY(bar.top), rowY(bar.bottom)]
        const x = barX(bar, width)
        const end = Math.min(y2, Math.max(y1, (row + 1) * ROW))
        return (
          <g key={`${bar.from}-${bar.column.index}`} className={roles.role} data-role={bar.column.role}>
            <rect className={styles.barAhead} x={x} y={y1} width={BAR_WIDTH} height={Math.max(6, y2 - y1)} rx="2" />
            {bar.from <= cursor && (
              <rect className={styles.bar} x={x} y={y1} width={BAR_WIDTH} height={Math.max(6, end - y1)} rx="2" />
            )}
          </g>
        )
      })}
      {inView(layout.rows, from, to).map((each) => {
        const tense = tenseOf(each.event, cursor, current)
        return each.type === 'item'
          ? <Arrow key={`i${each.item.id}`} row={each} width={width} tense={tense} cursor={cursor} />
          : <MarkSign key={`m${each.event}-${String(each.mark.data['type'])}`} row={each} width={width} tense={tense} />
      })}
    </svg>
  )
}

/** The lines of objects whose process has died are broken from there on. */
function Lifelines({ layout, width, top, bottom }: {
  readonly layout: DiagramLayout
  readonly width: number
  readonly top: number
  readonly bottom: number
}) {
  return layout.columns.map((column) => {
    const x = columnX(column.index, width)
    const death = layout.deaths.get(column.node)
    const end = death === undefined ? bottom : Math.max(top, Math.min(bottom, rowY(death)))
    return (
      <g key={column.index} className={roles.role} data-role={column.role}>
        <line className={styles.lifeline} x1={x} x2={x} y1={top} y2={end} />
        {end < bottom && <line className={styles.deadLine} x1={x} x2={x} y1={end} y2={bottom} />}
      </g>
    )
  })
}
