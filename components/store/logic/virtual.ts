import { BYTES_A_ROW } from '../../inspect/logic/hex'

/** px; the style sheet has the same. */
export const ROW_HEIGHT = 20
/** px. Browsers draw nothing that is much higher, and a file of 64 MiB would be. */
const MAX_HEIGHT = 8_000_000

/**
 * How rows of bytes and the position of a scroll bar belong together. Ours, as libraries for long lists give each row its own
 * place in the scrolled height, and 64 MiB of rows are ten times as high as a browser draws: here the bar's way is shortened.
 */
export interface Scale {
  readonly rows: number
  /** px of what is scrolled. */
  readonly height: number
  /** px of the scroll bar's way for one row. */
  readonly pxPerRow: number
  /** Is the bar's way shorter than the rows are high? */
  readonly isShortened: boolean
}

export function scaleOf(size: number): Scale {
  const rows = Math.ceil(size / BYTES_A_ROW)
  const height = Math.min(rows * ROW_HEIGHT, MAX_HEIGHT)
  const pxPerRow = rows === 0 ? ROW_HEIGHT : height / rows
  return { rows, height, pxPerRow, isShortened: pxPerRow < ROW_HEIGHT }
}

/** The row at the top when the bar is there. */
export function rowAtBar(scale: Scale, scrollTop: number, visible: number): number {
  return clampRow(scale, Math.round(scrollTop / scale.pxPerRow), visible)
}

export function clampRow({ rows }: Scale, row: number, visible: number): number {
  return Math.max(0, Math.min(row, rows - visible))
}

/** The row that has to be at the top for a byte to be seen: the one that is there, if it can be seen already. */
export function rowShowing(scale: Scale, position: number, top: number, visible: number): number {
  const row = Math.floor(position / BYTES_A_ROW)
  if (row >= top && row < top + visible) return top
  return clampRow(scale, row - Math.floor(visible / 4), visible)
}

/** px of what is scrolled, behind the rows shown: the last rows can always be reached. */
export function spacerHeight(scale: Scale, viewHeight: number): number {
  return scale.isShortened ? scale.height + viewHeight : scale.height
}

export interface ByteWindow {
  readonly from: number
  readonly length: number
}

/** A stretch of the file that holds the rows shown and some around them, beginning at a place that changes seldom. */
export function windowAround(top: number, visible: number, size: number): ByteWindow {
  const step = 32
  const first = Math.max(0, Math.floor(top / step) * step - step)
  const from = first * BYTES_A_ROW
  const end = (Math.ceil((top + visible) / step) * step + step) * BYTES_A_ROW
  return { from, length: Math.max(0, Math.min(end, size) - from) }
}
