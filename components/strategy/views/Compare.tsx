'use client'

import { useMemo } from 'react'
import type { Measurement } from '../../../engine/worker/Measurement'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { BrokerBars } from './BrokerBars'
import { KeyGrid } from './KeyGrid'
import type { Side, SideName } from '../logic/LabState'
import { slotName, subjectName, useLab, useLabPage } from './LabProvider'
import { NumbersTable, type NumbersRow } from './NumbersTable'
import { SidesPair } from './SidesPair'
import { QueueChart } from './QueueChart'
import { lineSentence } from '../logic/sentences'
import { shownMillis, summaryOf } from '../logic/stats'
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
      <SidesPair sides={sides}>
        {(measurement, label) => <QueueChart measurement={measurement} most={most} name={label} />}
      </SidesPair>
      <h3 className="label">{texts.results.perBroker}</h3>
      <SidesPair sides={sides}>{(measurement) => <BrokerBars measurement={measurement} />}</SidesPair>
      <h3 className="label">{texts.results.order}</h3>
      <SidesPair sides={sides}>{(measurement, label) => <KeyGrid measurement={measurement} name={label} />}</SidesPair>
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

/** The numbers of both. */
function Numbers({ before, after }: { readonly before: Measurement | null; readonly after: Measurement | null }) {
  const { texts: { results } } = useLabPage()
  const left = useMemo(() => (before === null ? null : summaryOf(before)), [before])
  const right = useMemo(() => (after === null ? null : summaryOf(after)), [after])
  const rows: ReadonlyArray<NumbersRow<Summary>> = [
    { label: results.imbalance, note: results.imbalanceMeans, value: ({ imbalance }) => imbalance.toFixed(2) },
    { label: results.brokenKeys, value: ({ brokenKeys, keys }) => fill(results.ofKeys, { n: brokenKeys, all: keys }) },
    { label: results.stored, value: ({ stored }) => String(stored) },
    { label: results.failed, value: ({ failed }) => String(failed) },
    { label: results.median, value: ({ medianMicros }) => (medianMicros === null ? '–' : `${shownMillis(medianMicros)} ms`) },
    { label: results.steps, value: ({ steps }) => (steps === null ? results.native : steps.toFixed(0)) },
  ]
  return <NumbersTable before={left} after={right} rows={rows} />
}
