'use client'

import { useState } from 'react'
import type { ListenerCall, ListenerResult } from '../../../../engine/worker/bench/ListenerResult'
import type { ListenerLoad } from '../../../../engine/worker/bench/ListenerLoad'
import { fill } from '../../../i18n/fill'
import controls from '../../../stepper/styles/controls.module.css'
import type { LabState, SideName } from '../../logic/LabState'
import { hasNotSucceeded } from '../../logic/listenerPicture'
import { lineSentence } from '../../logic/sentences'
import matrix from '../../styles/matrix.module.css'
import styles from '../../styles/strategy.module.css'
import { useBenchTexts } from '../BenchContext'
import { subjectName, useLabOf, useLabPage } from '../LabProvider'
type Sides = LabState<ListenerLoad, ListenerResult>['sides']

/** As many are drawn; nobody reads more. */
const MOST = 500
const COLUMNS = ['order', 'consumer', 'queue', 'tries', 'at', 'took', 'outcome'] as const

/** Every call of the listener, with what came of it. */
export function Deliveries() {
  const { texts } = useLabPage()
  const { listener: { calls: words } } = useBenchTexts()
  const sides = useLabOf<ListenerLoad, ListenerResult, Sides>((state) => state.sides)
  const [name, setName] = useState<SideName>('after')
  const [isFiltered, setIsFiltered] = useState(false)
  const { measurement, subject } = sides[name]
  const failed = (measurement?.deliveries ?? []).filter(hasNotSucceeded)
  const all = isFiltered ? failed : measurement?.deliveries ?? []
  const shown = all.slice(0, MOST)
  return (
    <div className={styles.calls}>
      <div className={styles.callTools}>
        <label>
          {words.which}{' '}
          <select
            className={controls.select} value={name} onChange={(event) => setName(event.target.value as SideName)}
          >
            {(['before', 'after'] as const).map((each) => (
              <option key={each} value={each}>{texts.results[each]}: {subjectName(sides[each].subject, texts)}</option>
            ))}
          </select>
        </label>
        <label>
          <input type="checkbox" checked={isFiltered} onChange={(event) => setIsFiltered(event.target.checked)} />{' '}
          {fill(words.onlyFailed, { n: failed.length })}
        </label>
      </div>
      {shown.length === 0 && <p className={styles.small}>{measurement === null ? texts.results.notRun : words.none}</p>}
      {shown.length > 0 && (
        <div
          className={matrix.calls} tabIndex={0} role="region"
          aria-label={fill(words.label, { name: subjectName(subject, texts) })}
        >
          <table>
            <thead>
              <tr>
                {COLUMNS.map((column) => <th key={column} scope="col">{words[column]}</th>)}
              </tr>
            </thead>
            <tbody>
              {shown.map((call) => (
                <Row key={call.index} call={call} start={measurement!.sent[0]?.atMicros ?? 0} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length < all.length && (
        <p className={styles.small}>{fill(words.cut, { n: shown.length, all: all.length })}</p>
      )}
    </div>
  )
}

/** `start`: when the first order was sent, in µs. */
function Row({ call, start }: { readonly call: ListenerCall; readonly start: number }) {
  const { texts } = useLabPage()
  const { listener: { calls: words } } = useBenchTexts()
  const { order, consumer, queueId, reconsumeTimes, startMicros, endMicros, outcome, error } = call
  const hasFailed = hasNotSucceeded(call)
  return (
    <tr data-failed={hasFailed || undefined} title={error === null ? undefined : lineSentence(error, texts)}>
      <td>{order}</td>
      <td>{consumer}</td>
      <td>{queueId}</td>
      <td>{reconsumeTimes + 1}</td>
      <td>{((startMicros - start) / 1e6).toFixed(2)}</td>
      <td>{endMicros === null ? '–' : ((endMicros - startMicros) / 1000).toFixed(0)}</td>
      <td>{hasFailed && '✗ '}{endMicros === null ? words.going : outcome}</td>
    </tr>
  )
}
