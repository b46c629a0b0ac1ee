'use client'

import { useMemo } from 'react'
import type { Measurement } from '../../../engine/worker/Measurement'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { BrokerBars } from './BrokerBars'
import { KeyGrid } from './KeyGrid'
import type { Side, SideName } from '../logic/LabState'
import { slotName, subjectName, useLab, useLabPage } from './LabProvider'
import { QueueChart } from './QueueChart'
import { lineSentence } from '../logic/sentences'
import { summaryOf } from '../logic/stats'
import type { Summary } from '../logic/stats'
import styles from '../styles/strategy.module.css'
import { builtIn, SLOTS } from '../logic/subjects'
import type { Subject } from '../logic/subjects'

/** Two strategies under the same load, side by side. */
export function Compare() {
  const { texts } = useLabPage()
  const sides = useLab((state) => state.sides)
  const both = [sides.before.measurement, sides.after.measurement].filter((each) => each !== null)
  const most = Math.max(1, ...both.flatMap(({ perQueue }) => perQueue))
  return (
    <>
      <div className={styles.heads}>
        <Head name="before" side={sides.before} />
        <Head name="after" side={sides.after} />
      </div>
      <Numbers before={sides.before.measurement} after={sides.after.measurement} />
      <h3 className="label">{texts.results.perQueue}</h3>
      <Pair sides={sides}>
        {(measurement, label) => <QueueChart measurement={measurement} most={most} name={label} />}
      </Pair>
      <h3 className="label">{texts.results.perBroker}</h3>
      <Pair sides={sides}>{(measurement) => <BrokerBars measurement={measurement} />}</Pair>
      <h3 className="label">{texts.results.order}</h3>
      <Pair sides={sides}>{(measurement, label) => <KeyGrid measurement={measurement} name={label} />}</Pair>
    </>
  )
}

/** Which strategy it is and how it stands. The left one is chosen here, the right one is the code that is shown. */
export function Head({ name, side }: { readonly name: SideName; readonly side: Side<unknown> }) {
  const { texts, builtIns, lab } = useLabPage()
  const { results } = texts
  const hasLink = useLab((state) => state.linked !== null)
  const choose = (subject: string): void => lab.getState().compareWith(subject as Subject)
  return (
    <div className={styles.head} data-running={side.isRunning || undefined} aria-busy={side.isRunning}>
      <span className="label">{results[name]}</span>
      {name === 'after' ? <strong>{subjectName(side.subject, texts)}</strong> : (
        <select
          className={controls.select} aria-label={results.compareWith} value={side.subject}
          onChange={(event) => choose(event.target.value)}
        >
          {builtIns.map((each) => (
            <option key={each.name} value={builtIn(each.name)}>{subjectName(builtIn(each.name), texts)}</option>
          ))}
          {SLOTS.map((slot) => <option key={slot} value={slot}>{slotName(slot, texts)}</option>)}
          {hasLink && <option value="link">{texts.fromLink}</option>}
        </select>
      )}
      <span className={styles.state}>{stateOf(side, texts)}</span>
    </div>
  )
}

function stateOf(side: Side<unknown>, texts: ReturnType<typeof useLabPage>['texts']): string {
  if (side.isRunning) return side.measurement === null ? texts.results.waiting : texts.results.running
  if (side.error !== null) return lineSentence(side.error, texts)
  return side.measurement === null ? texts.results.notRun : ''
}

/** The same picture of both, or an empty place. */
function Pair({ sides, children }: {
  readonly sides: Readonly<Record<SideName, Side>>
  readonly children: (measurement: Measurement, label: string) => React.ReactNode
}) {
  const { texts } = useLabPage()
  return (
    <div className={styles.pair}>
      {(['before', 'after'] as const).map((name) => {
        const { measurement, subject, isRunning, error } = sides[name]
        const isOld = isRunning || error !== null
        return (
          <div key={name} data-old={isOld || undefined}>
            {measurement !== null && children(measurement, `${texts.results[name]}, ${subjectName(subject, texts)}`)}
          </div>
        )
      })}
    </div>
  )
}

/** The numbers of both; better and worse are for the reader to say. */
function Numbers({ before, after }: { readonly before: Measurement | null; readonly after: Measurement | null }) {
  const { texts } = useLabPage()
  const { results } = texts
  const left = useMemo(() => (before === null ? null : summaryOf(before)), [before])
  const right = useMemo(() => (after === null ? null : summaryOf(after)), [after])
  const row = (label: string, value: (summary: Summary) => string, note = '') => (
    <tr>
      <th scope="row">{label}{note !== '' && <small> {note}</small>}</th>
      <td>{left === null ? '–' : value(left)}</td>
      <td>{right === null ? '–' : value(right)}</td>
    </tr>
  )
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
        {row(results.imbalance, ({ imbalance }) => imbalance.toFixed(2), results.imbalanceMeans)}
        {row(results.brokenKeys, ({ brokenKeys, keys }) => fill(results.ofKeys, { n: brokenKeys, all: keys }))}
        {row(results.stored, ({ stored }) => String(stored))}
        {row(results.failed, ({ failed }) => String(failed))}
        {row(results.median, ({ medianMicros }) => (medianMicros === null ? '–' : `${(medianMicros / 1000).toFixed(2)} ms`))}
        {row(results.steps, ({ steps }) => (steps === null ? results.native : steps.toFixed(0)))}
      </tbody>
    </table>
  )
}
