'use client'

import type { ListenerResult } from '../../../../engine/worker/bench/ListenerResult'
import { fill } from '../../../i18n/fill'
import type { ListenerNumbers } from '../../logic/listenerPicture'
import { listenerNumbers } from '../../logic/listenerPicture'
import styles from '../../styles/strategy.module.css'
import { useBenchTexts } from '../BenchContext'
import { useLabPage } from '../LabProvider'

interface Props {
  readonly before: ListenerResult | null
  readonly after: ListenerResult | null
}

/** The numbers of both; better and worse are for the reader to say. */
export function ListenerFigures({ before, after }: Props) {
  const { texts: { results } } = useLabPage()
  const { listener: { numbers: words } } = useBenchTexts()
  const both = [before, after].map((result) => (result === null ? null : listenerNumbers(result)))
  const row = (label: string, value: (numbers: ListenerNumbers) => string) => (
    <tr>
      <th scope="row">{label}</th>
      {both.map((numbers, index) => <td key={index}>{numbers === null ? '–' : value(numbers)}</td>)}
    </tr>
  )
  const of = (n: number, all: number): string => fill(words.of, { n, all })
  const seconds = (millis: number): string => (millis < 1000 ? `${millis.toFixed(0)} ms` : `${(millis / 1000).toFixed(2)} s`)
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
        {row(words.consumed, ({ consumed, all }) => of(consumed, all))}
        {row(words.calls, ({ calls }) => String(calls))}
        {row(words.again, ({ again }) => String(again))}
        {row(words.dead, ({ dead }) => String(dead))}
        {row(words.twice, ({ twice }) => String(twice))}
        {row(words.billed, ({ billed, all }) => of(billed, all))}
        {row(words.billedTwice, ({ billedTwice }) => String(billedTwice))}
        {row(words.median, ({ medianMillis }) => (medianMillis === null ? '–' : seconds(medianMillis)))}
        {row(words.took, ({ tookMillis }) => (tookMillis === null ? words.unsettled : seconds(tookMillis)))}
        {row(words.steps, ({ steps }) => steps.toFixed(0))}
      </tbody>
    </table>
  )
}
