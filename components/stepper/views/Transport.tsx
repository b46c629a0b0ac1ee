'use client'

import { fill } from '../../i18n/fill'
import { carryOut } from '../logic/commands'
import controls from '../styles/controls.module.css'
import { Icon, type IconName } from './Icon'
import { keepFocus } from './keepFocus'
import type { KeyCommand } from '../logic/keyboard'
import { SPEEDS, type Speed } from '../logic/playback'
import { stepper, useStepper } from './store'
import styles from '../styles/transport.module.css'
import { useTexts } from './useTexts'

/** From there to here: out, over and into, backwards and forwards around the play button; and the button that breaks the run. */
export function Transport() {
  const { transport } = useTexts()
  const isReady = useStepper((state) => state.run !== null)
  const playing = useStepper((state) => state.playing)
  return (
    <div className={styles.transport} role="toolbar" aria-label={transport.label} onMouseDown={keepFocus}>
      <Command name="start" icon="start" keys="Home" text={transport.start} isReady={isReady} isExtra />
      <Command name="backOut" icon="backOut" keys="O" text={transport.backOut} isReady={isReady} isExtra />
      <Command name="backOver" icon="backOver" keys="Shift ←" text={transport.backOver} isReady={isReady} isExtra />
      <Command name="back" icon="back" keys="←" text={transport.back} isReady={isReady} />
      <button
        type="button" className={styles.play} disabled={!isReady} aria-label={playing ? transport.pause : transport.play}
        title={`${playing ? transport.pause : transport.play} (Space)`} onClick={() => carryOut('play', stepper.getState())}
      >
        <Icon name={playing ? 'pause' : 'play'} size={20} />
      </button>
      <Command name="into" icon="into" keys="→" text={transport.into} isReady={isReady} />
      <Command name="over" icon="over" keys="Shift →" text={transport.over} isReady={isReady} />
      <Command name="out" icon="out" keys="o" text={transport.out} isReady={isReady} isExtra />
      <SpeedChoice />
    </div>
  )
}

/** The steps for which a small screen has no room beside the play button. */
export function OtherSteps() {
  const { transport } = useTexts()
  const isReady = useStepper((state) => state.run !== null)
  return (
    <div className={styles.otherSteps} role="toolbar" aria-label={transport.otherSteps} data-again>
      <Command name="start" icon="start" keys="Home" text={transport.start} isReady={isReady} />
      <Command name="backOut" icon="backOut" keys="O" text={transport.backOut} isReady={isReady} />
      <Command name="backOver" icon="backOver" keys="Shift ←" text={transport.backOver} isReady={isReady} />
      <Command name="out" icon="out" keys="o" text={transport.out} isReady={isReady} />
      <SpeedChoice />
    </div>
  )
}

interface CommandProps {
  readonly name: KeyCommand
  readonly icon: IconName
  readonly keys: string
  readonly text: string
  readonly isReady: boolean
  /** Left out where there is no room. */
  readonly isExtra?: boolean
}

function Command({ name, icon, keys, text, isReady, isExtra = false }: CommandProps) {
  return (
    <button
      type="button" className={`${controls.icon} ${isExtra ? styles.extra : ''}`} disabled={!isReady} aria-label={text}
      title={`${text} (${keys})`} onClick={() => carryOut(name, stepper.getState())}
    >
      <Icon name={icon} />
    </button>
  )
}

function SpeedChoice() {
  const { transport } = useTexts()
  const speed = useStepper((state) => state.speed)
  return (
    <select
      className={`${controls.select} ${styles.speed}`} aria-label={transport.speed} value={speed}
      onChange={(event) => stepper.getState().setSpeed(Number(event.target.value) as Speed)}
    >
      {SPEEDS.map((each) => <option key={each} value={each}>{fill(transport.stepsASecond, { n: each })}</option>)}
    </select>
  )
}
