'use client'

import { lazy, Suspense, useState } from 'react'
import type { AllocationLoad } from '../../../../engine/worker/bench/AllocationLoad'
import type { AllocationResult } from '../../../../engine/worker/bench/AllocationResult'
import { ALLOCATION_CHANGES } from '../../../../engine/worker/protocol'
import { fill } from '../../../i18n/fill'
import controls from '../../../stepper/styles/controls.module.css'
import { allocationRange, settledAllocation } from '../../logic/benchKinds'
import type { LabState, SideName } from '../../logic/LabState'
import styles from '../../styles/strategy.module.css'
import { useBenchTexts } from '../BenchContext'
import { Head } from '../Compare'
import { subjectName, useLabOf, useLabPage } from '../LabProvider'
import { NumberInput } from '../NumberInput'
import { AllocationFigures } from './AllocationFigures'
import { AllocationMatrix } from './AllocationMatrix'
import { QueueMoves } from './QueueMoves'

// What is only seen after a click is only fetched then.
const Exercises = lazy(() => import('../Exercises').then((module) => ({ default: module.Exercises })))

const VIEWS = ['compare', 'exercises'] as const
const SIDES: readonly SideName[] = ['before', 'after']
const NUMBERS = ['brokers', 'queues', 'consumers'] as const
type Sides = LabState<AllocationLoad, AllocationResult>['sides']

/** The group, and who has which queue by both ways to share them. */
export function AllocationPane() {
  const { texts } = useLabPage()
  const [view, setView] = useState<typeof VIEWS[number]>('compare')
  return (
    <section className={styles.resultsPane} aria-label={texts.results.title}>
      <GroupPanel />
      <div className={styles.views} role="group" aria-label={texts.results.title}>
        {VIEWS.map((each) => (
          <button key={each} type="button" aria-pressed={each === view} onClick={() => setView(each)}>
            {texts.results.views[each]}
          </button>
        ))}
      </div>
      <div className={styles.view} data-view={view}>
        {view === 'compare' && <Comparison />}
        {view === 'exercises' && <Suspense fallback={null}><Exercises /></Suspense>}
      </div>
    </section>
  )
}

/** What has to be shared, and what changes. Any change of it runs both anew. */
function GroupPanel() {
  const { lab } = useLabPage()
  const { allocation: { load: words } } = useBenchTexts()
  const load = useLabOf<AllocationLoad, AllocationResult, AllocationLoad>((state) => state.load)
  const change = (part: Partial<AllocationLoad>): void => {
    lab.getState().setLoad(settledAllocation({ ...load, ...part }) as never)
  }
  const hasMember = load.change === 'leaves' || load.change === 'old-list'
  return (
    <details className={styles.load} open>
      <summary>
        <span className="label">{words.title}</span> {fill(words.summary, { ...load, change: words.changes[load.change] })}
      </summary>
      <div className={styles.loadFields}>
        {NUMBERS.map((field) => {
          const range = allocationRange(load, field)
          return (
            <NumberInput
              key={field} label={words[field]} note={fill(field === 'queues' ? words.most : words.range, range)}
              value={load[field]} {...range} slider={fill(words.slider, { name: words[field] })}
              onChange={(value) => change({ [field]: value })}
            />
          )
        })}
        <label className={styles.field}>
          <span>{words.change}</span>
          <select
            className={controls.select} value={load.change} aria-describedby="change-means"
            onChange={(event) => change({ change: event.target.value as AllocationLoad['change'] })}
          >
            {ALLOCATION_CHANGES.map((each) => <option key={each} value={each}>{words.changes[each]}</option>)}
          </select>
          <small id="change-means">{words.means[load.change]}</small>
        </label>
        {hasMember && (
          <NumberInput
            label={words.which} note={fill(words.range, { from: 1, to: load.consumers })} value={load.which + 1}
            from={1} to={load.consumers} onChange={(value) => change({ which: value - 1 })}
          />
        )}
      </div>
    </details>
  )
}

function Comparison() {
  const { texts } = useLabPage()
  const { allocation } = useBenchTexts()
  const sides = useLabOf<AllocationLoad, AllocationResult, Sides>((state) => state.sides)
  const pictures = (draw: (result: AllocationResult, label: string) => React.ReactNode) => (
    <div className={`${styles.pair} ${styles.wide}`}>
      {SIDES.map((name) => {
        const { measurement, subject, isRunning, error } = sides[name]
        const label = `${texts.results[name]}, ${subjectName(subject, texts)}`
        return (
          <div key={name} data-old={isRunning || error !== null || undefined}>
            <p className={styles.small} aria-hidden="true">{label}</p>
            {measurement !== null && draw(measurement, label)}
          </div>
        )
      })}
    </div>
  )
  return (
    <>
      <div className={styles.heads}>
        {SIDES.map((name) => <Head key={name} name={name} side={sides[name]} />)}
      </div>
      <AllocationFigures before={sides.before.measurement} after={sides.after.measurement} />
      <h3 className="label">{allocation.matrix.title}</h3>
      <p className={styles.small}>{allocation.matrix.legend}</p>
      {pictures((result, label) => <AllocationMatrix result={result} label={label} />)}
      <h3 className="label">{allocation.moves.title}</h3>
      {pictures((result) => <QueueMoves result={result} />)}
    </>
  )
}
