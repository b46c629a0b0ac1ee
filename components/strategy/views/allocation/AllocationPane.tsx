'use client'

import type { AllocationLoad } from '../../../../engine/worker/bench/AllocationLoad'
import type { AllocationResult } from '../../../../engine/worker/bench/AllocationResult'
import { ALLOCATION_CHANGES } from '../../../../engine/worker/protocol'
import { fill } from '../../../i18n/fill'
import controls from '../../../stepper/styles/controls.module.css'
import { allocationRange, settledAllocation } from '../../logic/benchKinds'
import type { LabState } from '../../logic/LabState'
import styles from '../../styles/strategy.module.css'
import { useBenchTexts } from '../BenchContext'
import { Head } from '../Compare'
import { useLabOf, useLabPage } from '../LabProvider'
import { NumberInput } from '../NumberInput'
import { SidesPair } from '../SidesPair'
import { ResultViews } from '../ResultViews'
import { AllocationFigures } from './AllocationFigures'
import { AllocationMatrix } from './AllocationMatrix'
import { QueueMoves } from './QueueMoves'

const NUMBERS = ['brokers', 'queues', 'consumers'] as const
type Sides = LabState<AllocationLoad, AllocationResult>['sides']

/** The group, and who has which queue by both ways to share them. */
export function AllocationPane() {
  return <ResultViews panel={<GroupPanel />} compare={<Comparison />} />
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
  const { allocation } = useBenchTexts()
  const sides = useLabOf<AllocationLoad, AllocationResult, Sides>((state) => state.sides)
  return (
    <>
      <div className={styles.heads}>
        <Head name="before" side={sides.before} />
        <Head name="after" side={sides.after} />
      </div>
      <AllocationFigures before={sides.before.measurement} after={sides.after.measurement} />
      <h3 className="label">{allocation.matrix.title}</h3>
      <p className={styles.small}>{allocation.matrix.legend}</p>
      <SidesPair sides={sides} isWide>
        {(result, label) => <AllocationMatrix result={result} label={label} />}
      </SidesPair>
      <h3 className="label">{allocation.moves.title}</h3>
      <SidesPair sides={sides} isWide>{(result) => <QueueMoves result={result} />}</SidesPair>
    </>
  )
}
