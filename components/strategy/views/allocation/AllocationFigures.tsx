'use client'

import type { AllocationResult } from '../../../../engine/worker/bench/AllocationResult'
import { fill } from '../../../i18n/fill'
import type { AllocationNumbers } from '../../logic/allocationPicture'
import { allocationNumbers } from '../../logic/allocationPicture'
import styles from '../../styles/strategy.module.css'
import { useBenchTexts } from '../BenchContext'
import { useLabPage } from '../LabProvider'

interface Props {
  readonly before: AllocationResult | null
  readonly after: AllocationResult | null
}

/** The numbers of both; better and worse are for the reader to say. */
export function AllocationFigures({ before, after }: Props) {
  const { texts: { results } } = useLabPage()
  const { allocation: { numbers: words } } = useBenchTexts()
  const both = [before, after].map((result) => (result === null ? null : allocationNumbers(result)))
  const row = (label: string, value: (numbers: AllocationNumbers) => string) => (
    <tr>
      <th scope="row">{label}</th>
      {both.map((numbers, index) => <td key={index}>{numbers === null ? '–' : value(numbers)}</td>)}
    </tr>
  )
  const change = (from: number, to: number): string => {
    return from === to ? String(to) : fill(words.change, { before: from, after: to })
  }
  return (
    <table className={styles.numbers}>
      <thead>
        <tr>
          <th scope="col"><span className="sr-only">{results.measure}</span></th>
          <th scope="col">{results.before}</th>
          <th scope="col">{results.after}</th>
        </tr>
      </thead>
      <tbody>
        {row(words.moved, ({ moved, all }) => fill(words.of, { n: moved, all }))}
        {row(words.least, (each) => `${each.before.least} – ${each.before.most}`)}
        {row(words.leastAfter, (each) => `${each.after.least} – ${each.after.most}`)}
        {row(words.idle, (each) => change(each.before.idle, each.after.idle))}
        {row(words.shared, (each) => change(each.before.shared, each.after.shared))}
        {row(words.orphaned, (each) => change(each.before.orphaned, each.after.orphaned))}
        {row(words.steps, ({ steps }) => (steps === null ? results.native : String(steps)))}
      </tbody>
    </table>
  )
}
