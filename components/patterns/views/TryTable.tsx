'use client'

import { useState } from 'react'
import { fill } from '../../i18n/fill'
import styles from '../styles/table.module.css'
import { usePatternTexts } from './PatternTexts'

export interface CellResult {
  readonly isFine: boolean
  /** A word or two, seen in the cell. */
  readonly short: string
  /** What the engine said. */
  readonly long: string
}

interface Props {
  readonly caption: string
  readonly corner: string
  readonly rows: ReadonlyArray<{ readonly id: string; readonly label: string }>
  readonly columns: ReadonlyArray<{ readonly id: string; readonly label: string }>
  describe(row: string, column: string): string
  tryCell(row: string, column: string): Promise<CellResult>
}

/** A table whose cells are tried: each is an experiment of its own. */
export function TryTable({ caption, corner, rows, columns, describe, tryCell }: Props) {
  const { table: words } = usePatternTexts()
  const [cells, setCells] = useState<Readonly<Record<string, CellResult>>>({})
  const [busy, setBusy] = useState(false)
  const [latest, setLatest] = useState<{ readonly what: string; readonly cell: CellResult } | null>(null)
  const attempt = async (row: string, column: string): Promise<void> => {
    const cell = await tryCell(row, column)
    setCells((known) => ({ ...known, [`${row} ${column}`]: cell }))
    setLatest({ what: describe(row, column), cell })
  }
  const all = async (): Promise<void> => {
    setBusy(true)
    for (const row of rows) for (const column of columns) await attempt(row.id, column.id)
    setBusy(false)
  }
  return (
    <div className={styles.block}>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={caption}>
        <table className={styles.table} aria-busy={busy}>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {corner === '' ? <td /> : <th scope="col">{corner}</th>}
              {columns.map(({ id, label }) => <th key={id} scope="col">{label}</th>)}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.label}</th>
                {columns.map((column) => {
                  const cell = cells[`${row.id} ${column.id}`]
                  const what = fill(words.tryIt, { what: describe(row.id, column.id) })
                  return (
                    <td key={column.id} data-fine={cell?.isFine}>
                      <button
                        type="button" disabled={busy} title={cell?.long} onClick={() => void attempt(row.id, column.id)}
                        aria-label={cell === undefined ? what : `${what}. ${cell.short}`}
                      >
                        {cell?.short ?? '?'}
                      </button>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.actions}>
        <button type="button" className="button-quiet" disabled={busy} onClick={() => void all()}>{words.tryAll}</button>
        <button type="button" className={styles.plain} disabled={busy || latest === null} onClick={() => { setCells({}); setLatest(null) }}>
          {words.clear}
        </button>
      </p>
      <p className={styles.latest} aria-live="polite">
        {latest === null ? null : <><b>{latest.what}</b> {latest.cell.short}. <samp lang="en">{latest.cell.long}</samp></>}
      </p>
    </div>
  )
}
