'use client'

import { Branches } from '../../faults/views/Branches'
import { Timeline } from '../../timeline/views/Timeline'
import { Clock } from './Clock'
import { carryOut } from '../logic/commands'
import controls from '../styles/controls.module.css'
import { Icon } from './Icon'
import { stepper, useStepper } from './store'
import type { Scope } from '../logic/StepperState'
import { Transport } from './Transport'
import styles from '../styles/transport.module.css'
import { copyLink } from './useAddress'
import { useTexts } from './useTexts'

interface Props {
  /** Copies a link to the moment, where that needs more than the run's own key. */
  readonly onCopy?: () => void
}

/** The bottom of the page: transport, timeline, clock, and the runs that have been made. It bears the run's fingerprints. */
export function TransportBar({ onCopy = copy }: Props) {
  const run = useStepper((state) => state.run)
  const isGrowing = useStepper((state) => state.busy || state.run?.isWhole === false)
  return (
    <div
      className={styles.bar} aria-busy={isGrowing} data-trace-hash={run?.traceHash} data-disks-hash={run?.disksHash}
      data-storage={run?.storage}
    >
      <div className={styles.left}>
        <Transport />
        <Tools onCopy={onCopy} />
      </div>
      <div className={styles.middle}>
        <Timeline />
        <Branches />
      </div>
      <Clock />
    </div>
  )
}

function copy(): void {
  void copyLink()
}

function Tools({ onCopy }: Required<Props>) {
  const { timeline, transport } = useTexts()
  const scope = useStepper((state) => state.scope)
  const isReady = useStepper((state) => state.run !== null)
  const behind = useStepper((state) => state.behind)
  return (
    <div className={styles.tools}>
      <label className={styles.zoom}>
        {timeline.zoom}
        <select
          className={controls.select} value={scope} title={timeline.note}
          onChange={(event) => stepper.getState().setScope(event.target.value as Scope)}
        >
          <option value="call">{timeline.zoomCall}</option>
          <option value="run">{timeline.zoomRun}</option>
        </select>
      </label>
      <Going />
      <button
        type="button" className={controls.plain} disabled={behind === 0} aria-label={transport.goBack}
        title={`${transport.goBack} (⌫)`} onClick={() => carryOut('goBack', stepper.getState())}
      >
        <Icon name="goBack" size={15} />
      </button>
      <button type="button" className={controls.plain} disabled={!isReady} onClick={onCopy}>
        <Icon name="link" size={15} />{transport.copy}
      </button>
      <button
        type="button" className={controls.plain} aria-label={transport.help} title={`${transport.help} (?)`}
        onClick={() => carryOut('help', stepper.getState())}
      >
        ?
      </button>
    </div>
  )
}

const MILESTONES = [['nextFrame', 'r'], ['nextCall', 'c'], ['nextNode', 'm']] as const

/** How far a step goes: through the lesson or through everything, or at once to the next place of a kind. */
function Going() {
  const { transport } = useTexts()
  const isReady = useStepper((state) => state.run !== null)
  const hasFocus = useStepper((state) => state.focus !== null)
  const isJustLesson = useStepper((state) => state.isJustLesson)
  return (
    <>
      {hasFocus && (
        <label className={styles.zoom} title={`${transport.justLessonLong} (l)`}>
          <input type="checkbox" checked={isJustLesson} onChange={() => carryOut('justLesson', stepper.getState())} />
          {transport.justLesson}
        </label>
      )}
      <span role="group" aria-label={transport.nextOf} className={styles.milestones}>
        {MILESTONES.map(([name, key]) => (
          <button
            key={name} type="button" className={controls.plain} disabled={!isReady} aria-label={transport[name]}
            title={`${transport[name]} (${key})`} onClick={() => carryOut(name, stepper.getState())}
          >
            {transport.milestones[name]}
          </button>
        ))}
      </span>
    </>
  )
}
