'use client'

import type { AllocationResult } from '../../../../engine/worker/bench/AllocationResult'
import { fill } from '../../../i18n/fill'
import { allocationNumbers, type AllocationNumbers } from '../../logic/allocationPicture'
import { useBenchTexts } from '../BenchContext'
import { useLabPage } from '../LabProvider'
import { NumbersTable, type NumbersRow } from '../NumbersTable'

interface Props {
  readonly before: AllocationResult | null
  readonly after: AllocationResult | null
}

/** How both ways share the queues, in numbers. */
export function AllocationFigures({ before, after }: Props) {
  const { texts: { results } } = useLabPage()
  const { allocation: { numbers: words } } = useBenchTexts()
  const [left, right] = [before, after].map((result) => (result === null ? null : allocationNumbers(result)))
  const change = (from: number, to: number): string => {
    return from === to ? String(to) : fill(words.change, { before: from, after: to })
  }
  const rows: ReadonlyArray<NumbersRow<AllocationNumbers>> = [
    { label: words.moved, value: ({ moved, all }) => fill(words.of, { n: moved, all }) },
    { label: words.least, value: (each) => `${each.before.least} – ${each.before.most}` },
    { label: words.leastAfter, value: (each) => `${each.after.least} – ${each.after.most}` },
    { label: words.idle, value: (each) => change(each.before.idle, each.after.idle) },
    { label: words.shared, value: (each) => change(each.before.shared, each.after.shared) },
    { label: words.orphaned, value: (each) => change(each.before.orphaned, each.after.orphaned) },
    { label: words.steps, value: ({ steps }) => (steps === null ? results.native : String(steps)) },
  ]
  return <NumbersTable before={left ?? null} after={right ?? null} rows={rows} />
}
