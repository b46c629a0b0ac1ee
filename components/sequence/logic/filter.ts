import type { StepperTexts as Texts } from '../../i18n/en/stepper'
import { describeRow } from './describe'
import type { Row } from './layout'

/** The kinds by which the list can be filtered. */
export const ROW_KINDS = ['all', 'item', 'frame', 'timer', 'state', 'fault', 'disk'] as const
export type RowKind = (typeof ROW_KINDS)[number]

const KIND_OF_MARK: Readonly<Record<string, RowKind>> = {
  timer: 'timer', state: 'state', fault: 'fault', error: 'fault', process: 'fault', connection: 'fault', disk: 'disk',
}

function kindOf(row: Row): RowKind {
  if (row.type === 'mark') return KIND_OF_MARK[row.mark.kind] ?? 'state'
  return row.item.kind === 'frame' ? 'frame' : row.item.kind === 'state' ? 'state' : 'item'
}

/** The rows of a kind whose sentence contains all words of the query. */
export function filterRows(rows: readonly Row[], kind: RowKind, query: string, texts: Texts): readonly Row[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '')
  if (kind === 'all' && words.length === 0) return rows
  return rows.filter((row) => {
    if (kind !== 'all' && kindOf(row) !== kind) return false
    if (words.length === 0) return true
    const sentence = describeRow(row, texts).toLowerCase()
    return words.every((word) => sentence.includes(word))
  })
}
