'use client'

import type { ListenerResult } from '../../../../engine/worker/bench/ListenerResult'
import { fill } from '../../../i18n/fill'
import { listenerNumbers, type ListenerNumbers } from '../../logic/listenerPicture'
import { useBenchTexts } from '../BenchContext'
import { NumbersTable, type NumbersRow } from '../NumbersTable'

interface Props {
  readonly before: ListenerResult | null
  readonly after: ListenerResult | null
}

/** What both listeners made of their orders, in numbers. */
export function ListenerFigures({ before, after }: Props) {
  const { listener: { numbers: words } } = useBenchTexts()
  const [left, right] = [before, after].map((result) => (result === null ? null : listenerNumbers(result)))
  const of = (n: number, all: number): string => fill(words.of, { n, all })
  const seconds = (millis: number): string => (millis < 1000 ? `${millis.toFixed(0)} ms` : `${(millis / 1000).toFixed(2)} s`)
  const rows: ReadonlyArray<NumbersRow<ListenerNumbers>> = [
    { label: words.consumed, value: ({ consumed, all }) => of(consumed, all) },
    { label: words.calls, value: ({ calls }) => String(calls) },
    { label: words.again, value: ({ again }) => String(again) },
    { label: words.dead, value: ({ dead }) => String(dead) },
    { label: words.twice, value: ({ twice }) => String(twice) },
    { label: words.billed, value: ({ billed, all }) => of(billed, all) },
    { label: words.billedTwice, value: ({ billedTwice }) => String(billedTwice) },
    { label: words.median, value: ({ medianMillis }) => (medianMillis === null ? '–' : seconds(medianMillis)) },
    { label: words.took, value: ({ tookMillis }) => (tookMillis === null ? words.unsettled : seconds(tookMillis)) },
    { label: words.steps, value: ({ steps }) => steps.toFixed(0) },
  ]
  return <NumbersTable before={left ?? null} after={right ?? null} rows={rows} />
}
