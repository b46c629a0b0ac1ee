'use client'

import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { ByteRange } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { ascii, BYTES_A_ROW, hex } from '../../inspect/logic/hex'
import styles from '../styles/store.module.css'
import { isIn } from '../logic/strip'
import { clampRow, ROW_HEIGHT, rowAtBar, rowShowing, scaleOf, spacerHeight } from '../logic/virtual'

interface Props {
  readonly size: number
  /** The bytes that are there, and where they begin in the file. */
  readonly from: number
  readonly bytes: Uint8Array
  /** The byte that has the keyboard; it is brought into view when it changes. */
  readonly position: number
  /** What is pointed at. */
  readonly lit: ByteRange | null
  readonly dirty: readonly ByteRange[]
  readonly onMove: (position: number) => void
  readonly onPoint: (position: number | null) => void
  readonly onRows: (top: number, visible: number) => void
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1, ArrowLeft: -1, ArrowDown: BYTES_A_ROW, ArrowUp: -BYTES_A_ROW,
}

/** Bytes of a file of any size, sixteen a row. Only the rows that are seen exist. */
export function HexView(props: Props) {
  const { size, position, onMove, onPoint, onRows } = props
  const { store } = useTexts()
  const scroller = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [viewHeight, setViewHeight] = useState(10 * ROW_HEIGHT)
  const scale = scaleOf(size)
  const visible = Math.max(1, Math.floor(viewHeight / ROW_HEIGHT))

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const observer = new ResizeObserver(() => setViewHeight(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const goToRow = (row: number): void => {
    const next = clampRow(scale, row, visible)
    setTop(next)
    if (scroller.current !== null) scroller.current.scrollTop = next * scale.pxPerRow
  }
  useEffect(() => {
    const row = rowShowing(scale, position, top, visible)
    if (row !== top) goToRow(row)
    // Only a byte that is gone to is brought into view: whoever scrolls away from it may.
  }, [position, size])
  useEffect(() => onRows(top, visible), [top, visible, size])

  // Where the bar's way is short, a turn of the wheel must still be three rows and not three thousand.
  useEffect(() => {
    const element = scroller.current
    if (element === null || !scale.isShortened) return
    const turn = (event: WheelEvent): void => {
      event.preventDefault()
      goToRow(top + Math.sign(event.deltaY) * Math.max(1, Math.round(Math.abs(event.deltaY) / ROW_HEIGHT)))
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  })

  const scrolled = (): void => {
    const { scrollTop } = scroller.current!
    if (Math.abs(scrollTop - top * scale.pxPerRow) >= 1) setTop(rowAtBar(scale, scrollTop, visible))
  }
  const pressed = (event: KeyboardEvent): void => {
    const page = (visible - 1) * BYTES_A_ROW
    const by = STEPS[event.key] ?? { PageDown: page, PageUp: -page, Home: -size, End: size }[event.key]
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    onMove(Math.max(0, Math.min(size - 1, position + by)))
  }
  const count = Math.min(visible + 1, Math.max(0, scale.rows - top))
  const rows = Array.from({ length: count }, (_, index) => top + index)
  return (
    <div
      ref={scroller} className={styles.hex} tabIndex={0} role="group" aria-label={fill(store.hexLabel, { position })}
      onScroll={scrolled} onKeyDown={pressed} onMouseLeave={() => onPoint(null)} data-top={top}
    >
      <div style={{ height: spacerHeight(scale, viewHeight) }} className={styles.spacer}>
        <div className={styles.rows}>
          {rows.map((row) => <Row key={row} offset={row * BYTES_A_ROW} {...props} />)}
        </div>
      </div>
    </div>
  )
}

type RowProps = Props & { readonly offset: number }

function Row({ offset, size, from, bytes, position, lit, dirty, onMove, onPoint }: RowProps) {
  const places = Array.from({ length: Math.min(BYTES_A_ROW, size - offset) }, (_, index) => offset + index)
  const flagsOf = (at: number) => ({
    'data-lit': (lit !== null && at >= lit.from && at < lit.to) || undefined,
    'data-at': at === position || undefined,
    'data-dirty': isIn(dirty, at) || undefined,
    'data-zero': bytes[at - from] === 0 || undefined,
  })
  return (
    <div className={styles.row}>
      <span className={styles.offset}>{hex(offset, 6)}</span>
      <span className={styles.bytes}>
        {places.map((at) => (
          <span
            key={at} {...flagsOf(at)} data-position={at} onMouseEnter={() => onPoint(at)} onClick={() => onMove(at)}
          >
            {textOf(bytes[at - from], (byte) => hex(byte, 2), '··')}
          </span>
        ))}
      </span>
      <span className={styles.ascii} aria-hidden="true">
        {places.map((at) => (
          <span key={at} {...flagsOf(at)} onMouseEnter={() => onPoint(at)} onClick={() => onMove(at)}>
            {textOf(bytes[at - from], ascii, ' ')}
          </span>
        ))}
      </span>
    </div>
  )
}

/** Bytes that are still on their way have no text. */
function textOf(byte: number | undefined, say: (byte: number) => string, nothing: string): string {
  return byte === undefined ? nothing : say(byte)
}
