'use client'

import { useMemo } from 'react'
import type { AllocationResult } from '../../../../engine/worker/bench/AllocationResult'
import { fill } from '../../../i18n/fill'
import type { MatrixColumn, Ownership } from '../../logic/allocationPicture'
import { matrixOf } from '../../logic/allocationPicture'
import styles from '../../styles/matrix.module.css'
import { useBenchTexts } from '../BenchContext'

const SIGNS: Readonly<Record<Ownership, string>> = { keeps: '■', gains: '+', loses: '−', none: '' }

/** Queues by members: who has which before and after the change. */
export function AllocationMatrix({ result, label }: { readonly result: AllocationResult; readonly label: string }) {
  const { allocation: { matrix: words } } = useBenchTexts()
  const { columns, rows } = useMemo(() => matrixOf(result), [result])
  const titleOf = ({ presence, title }: MatrixColumn): string => (
    presence === 'there' ? title : fill(presence === 'absent' ? words.absent : words.fresh, { member: title })
  )
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={fill(words.label, { name: label })}>
      <table className={styles.matrix}>
        <thead>
          <tr>
            <th scope="col">{words.queue}</th>
            {columns.map((column) => (
              <th key={column.title} scope="col" title={titleOf(column)} data-presence={column.presence}>
                <span aria-hidden="true">{column.name}</span><span className="sr-only">{titleOf(column)}</span>
              </th>
            ))}
            <th scope="col"><span className="sr-only">{words.owners}</span></th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ title, name, cells, owners }) => (
            <tr key={title} data-wrong={owners !== 1 || undefined}>
              <th scope="row" title={title}>{name}</th>
              {cells.map((cell, member) => (
                <td key={columns[member]!.title} data-cell={cell}>
                  {cell !== 'none' && <><span aria-hidden="true">{SIGNS[cell]}</span><span className="sr-only">{words[cell]}</span></>}
                </td>
              ))}
              <td className={styles.owners}>{owners === 1 ? <span className="sr-only">1</span> : `⚠ ${owners}`}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row"><span className="sr-only">{words.total}</span><span aria-hidden="true">Σ</span></th>
            {columns.map((column) => (
              <td key={column.title}>{countsOf(column)}</td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

/** `3`, or `3→4`; a member that is not there has no number. */
function countsOf({ before, after }: MatrixColumn): string {
  return before === after ? String(after) : `${before ?? ''}→${after ?? ''}`
}
