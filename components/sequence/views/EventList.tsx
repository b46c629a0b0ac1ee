'use client'

import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { fill } from '../../i18n/fill'
import { seconds } from '../../stepper/logic/format'
import controls from '../../stepper/styles/controls.module.css'
import { Icon } from '../../stepper/views/Icon'
import { stepper, useStepper } from '../../stepper/views/store'
import type { StepperTexts as Texts } from '../../i18n/en/stepper'
import { useTexts } from '../../stepper/views/useTexts'
import { useViewport } from '../../stepper/views/useViewport'
import { rowsInView } from '../../ui/logic/rowsInView'
import { describeRow } from '../logic/describe'
import { filterRows, ROW_KINDS, type RowKind } from '../logic/filter'
import { rowAt, scrollTarget, tenseOf, type DiagramLayout, type Row } from '../logic/layout'
import styles from '../styles/sequence.module.css'
import { useLayout } from './useLayout'

/** Height of an entry in px: that of a finger. */
const ENTRY = 44
const OVERSCAN = 3

/** The diagram as a list: the same rows, in words. */
export function EventList() {
  const layout = useLayout()
  const texts = useTexts()
  const [kind, setKind] = useState<RowKind>('all')
  const [query, setQuery] = useState('')
  const rows = useMemo(() => filterRows(layout?.rows ?? [], kind, query, texts), [layout, kind, query, texts])
  return (
    <div className={styles.list}>
      <div className={styles.tools}>
        <input
          className={styles.search} type="search" placeholder={texts.events.filter} aria-label={texts.events.filter}
          value={query} onChange={(event) => setQuery(event.target.value)}
        />
        <select
          className={controls.select} aria-label={texts.events.filter} value={kind}
          onChange={(event) => setKind(event.target.value as RowKind)}
        >
          {ROW_KINDS.map((each) => <option key={each} value={each}>{texts.events.kinds[each]}</option>)}
        </select>
        <span className={styles.count} role="status">{fill(texts.events.count, { n: rows.length })}</span>
      </div>
      {layout !== null && <Entries layout={layout} rows={rows} texts={texts} />}
    </div>
  )
}

interface EntriesProps {
  readonly layout: DiagramLayout
  readonly rows: readonly Row[]
  readonly texts: Texts
}

function Entries({ layout, rows, texts }: EntriesProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const viewport = useViewport(scroller)
  const cursor = useStepper((state) => state.cursor)
  const current = layout.ticks[rowAt(layout, cursor)] ?? -1
  const currentIndex = indexAt(rows, cursor)
  const [active, setActive] = useActive(scroller, currentIndex)
  const { first, end } = rowsInView(viewport, { count: rows.length, rowHeight: ENTRY, overscan: OVERSCAN })
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    setActive(Math.max(0, Math.min(rows.length - 1, active + by)))
  }
  return (
    <div ref={scroller} className={styles.rows} role="list" aria-label={texts.events.label} onKeyDown={move}>
      <div style={{ height: rows.length * ENTRY }} role="presentation" />
      {rows.slice(first, end).map((row, offset) => {
        const index = first + offset
        return (
          <Entry
            key={index} row={row} index={index} size={rows.length} tense={tenseOf(row.event, cursor, current)}
            isActive={index === active} texts={texts}
          />
        )
      })}
    </div>
  )
}

/** The entry that Tab reaches: the one of the present, or the one to which the arrow keys went from there. */
function useActive(scroller: RefObject<HTMLDivElement | null>, current: number) {
  const [active, setActive] = useState(current)
  const wanted = useRef(false)
  useEffect(() => {
    setActive(Math.max(0, current))
    show(scroller.current, current)
  }, [scroller, current])
  useEffect(() => {
    if (!wanted.current) return
    wanted.current = false
    show(scroller.current, active)
    // The entry may come into the page only with the scrolling.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-index='${active}'] button`)?.focus({ preventScroll: true })
    }))
  }, [scroller, active])
  const choose = (index: number): void => {
    wanted.current = true
    setActive(index)
  }
  return [active, choose] as const
}

function show(scroller: HTMLElement | null, index: number): void {
  if (scroller === null) return
  const target = scrollTarget((index + 0.5) * ENTRY, scroller.scrollTop, scroller.clientHeight)
  if (target !== null) scroller.scrollTop = target
}

/** The last row that has happened; -1 before the first. */
function indexAt(rows: readonly Row[], cursor: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle]!.event <= cursor) low = middle + 1
    else high = middle
  }
  return low - 1
}

interface EntryProps {
  readonly row: Row
  readonly index: number
  readonly size: number
  readonly tense: 'past' | 'now' | 'future'
  readonly isActive: boolean
  readonly texts: Texts
}

function Entry({ row, index, size, tense, isActive, texts }: EntryProps) {
  const frame = row.type === 'item' ? row.item.frame : null
  const time = row.type === 'item' ? row.item.time : row.mark.time
  const words = { past: '', now: `${texts.events.nowHere}: `, future: `${texts.events.future}: ` }[tense]
  return (
    <div
      role="listitem" aria-setsize={size} aria-posinset={index + 1} className={styles.entry} data-tense={tense} data-index={index}
      style={{ top: index * ENTRY, height: ENTRY }} aria-current={tense === 'now' || undefined}
    >
      <button
        type="button" className={styles.what} tabIndex={isActive ? 0 : -1}
        onClick={() => void stepper.getState().goTo(row.event)}
      >
        <span className={controls.hiddenText}>{words}</span>
        {describeRow(row, texts)}
      </button>
      {frame !== null && (
        <button
          type="button" className={styles.openFrame} tabIndex={isActive ? 0 : -1} aria-label={texts.pictures.frameOpen}
          onClick={() => stepper.getState().setOverlay({ type: 'frame', frame })}
        >
          <Icon name="frame" size={16} />
        </button>
      )}
      <span className={styles.time}>{seconds(time)}</span>
    </div>
  )
}
