'use client'

import type { ListenerLoad } from '../../../../engine/worker/bench/ListenerLoad'
import type { ListenerResult } from '../../../../engine/worker/bench/ListenerResult'
import { LISTENER_LIMITS, LISTENER_MIDDLES, LISTENER_NUMBERS } from '../../../../engine/worker/protocol'
import { fill } from '../../../i18n/fill'
import controls from '../../../stepper/styles/controls.module.css'
import type { LabState, SideName } from '../../logic/LabState'
import { lagPointsOf } from '../../logic/listenerPicture'
import styles from '../../styles/strategy.module.css'
import { useBenchTexts } from '../BenchContext'
import { Head } from '../Compare'
import { useLabOf, useLabPage } from '../LabProvider'
import { NumberInput } from '../NumberInput'
import { SidesPair } from '../SidesPair'
import { ResultViews } from '../ResultViews'
import { Deliveries } from './Deliveries'
import { LagChart } from './LagChart'
import { ListenerFigures } from './ListenerFigures'

const SIDES: readonly SideName[] = ['before', 'after']
type Sides = LabState<ListenerLoad, ListenerResult>['sides']

/** The load, and what both listeners made of it. */
export function ListenerPane() {
  return <ResultViews panel={<OrdersPanel />} compare={<Comparison />} calls={<Deliveries />} />
}

/** What both listeners have to cope with. Any change runs them again. */
function OrdersPanel() {
  const { lab } = useLabPage()
  const { listener: { load: words } } = useBenchTexts()
  const load = useLabOf<ListenerLoad, ListenerResult, ListenerLoad>((state) => state.load)
  const seed = useLabOf<ListenerLoad, ListenerResult, number>((state) => state.seed)
  const change = (part: Partial<ListenerLoad>): void => lab.getState().setLoad({ ...load, ...part } as never)
  return (
    <details className={styles.load}>
      <summary>
        <span className="label">{words.title}</span> {fill(words.summary, { ...load, middle: words.middles[load.middle] })}
      </summary>
      <div className={styles.loadFields}>
        {LISTENER_NUMBERS.map((field) => (
          <NumberInput
            key={field} label={words.fields[field]} value={load[field]} {...LISTENER_LIMITS[field]}
            note={[words.notes[field], fill(words.range, LISTENER_LIMITS[field])].filter((each) => each !== '').join('; ')}
            onChange={(value) => change({ [field]: value })}
          />
        ))}
        <label className={styles.field}>
          <span>{words.middle}</span>
          <select
            className={controls.select} value={load.middle}
            onChange={(event) => change({ middle: event.target.value as ListenerLoad['middle'] })}
          >
            {LISTENER_MIDDLES.map((each) => <option key={each} value={each}>{words.middles[each]}</option>)}
          </select>
        </label>
        <div className={styles.field}>
          <span>{words.seed} <b>{seed}</b></span>
          <button type="button" className={controls.button} onClick={() => lab.getState().setSeed(seed + 1)}>{words.anotherSeed}</button>
        </div>
      </div>
    </details>
  )
}

function Comparison() {
  const { listener } = useBenchTexts()
  const sides = useLabOf<ListenerLoad, ListenerResult, Sides>((state) => state.sides)
  const points = SIDES.flatMap((name) => (sides[name].measurement === null ? [] : lagPointsOf(sides[name].measurement)))
  const seconds = Math.max(1, ...points.map((point) => point.seconds))
  const most = Math.max(1, ...points.map(({ waiting }) => waiting))
  return (
    <>
      <div className={styles.heads}>
        {SIDES.map((name) => <Head key={name} name={name} side={sides[name]} />)}
      </div>
      <ListenerFigures before={sides.before.measurement} after={sides.after.measurement} />
      <h3 className="label">{listener.lag.title}</h3>
      <SidesPair sides={sides} isWide>
        {(result, label) => <LagChart points={lagPointsOf(result)} seconds={seconds} most={most} name={label} />}
      </SidesPair>
    </>
  )
}
