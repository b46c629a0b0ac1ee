'use client'

import { fill } from '../../i18n/fill'
import { timerName } from '../../sequence/logic/tellings'
import { carryOut } from '../logic/commands'
import controls from '../styles/controls.module.css'
import { duration, seconds } from '../logic/format'
import { stepper, useStepper } from './store'
import styles from '../styles/transport.module.css'
import { useTexts } from './useTexts'

/** Virtual time, and what will happen by itself next. */
export function Clock() {
  const texts = useTexts()
  const { transport } = texts
  const moment = useStepper((state) => state.moment)
  const next = moment?.nextTimer ?? null
  const label = next === null ? '' : timerName(next.label, texts)
  const names = { label, node: next?.node ?? '' }
  const thread = next === null ? '' : fill(transport.timerThread, { thread: next.thread })
  const wait = next === null || moment === null ? 0 : Math.max(0, next.time - moment.time)
  return (
    <div className={styles.clock}>
      <span className={styles.clockName}>{transport.clock}</span>
      <span className={styles.clockTime}>{seconds(moment?.time ?? 0)} s</span>
      <span className={styles.nextTimer}>
        <span className={styles.timerText} title={thread}>
          {next === null ? transport.noTimer : fill(transport.nextTimer, { ...names, time: duration(wait) })}
        </span>
        {next !== null && (
          <button
            type="button" className={styles.skip} aria-label={transport.skipLong} title={`${transport.skipLong} (t)`}
            onClick={() => carryOut('nextTimer', stepper.getState())}
          >
            {transport.skip} →
          </button>
        )}
      </span>
      <span className={controls.hiddenText}>{thread}</span>
    </div>
  )
}
