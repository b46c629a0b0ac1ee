'use client'

import { useRef, type MouseEvent, type ReactNode } from 'react'
import { carryOut } from '../logic/commands'
import { Clock } from './Clock'
import controls from '../styles/controls.module.css'
import { Icon } from './Icon'
import { stepper, useStepper } from './store'
import type { Scope } from '../logic/StepperState'
import { OtherSteps } from './Transport'
import styles from '../styles/transport.module.css'
import { useTexts } from './useTexts'

const SHEET = 'more-of-the-bar'

interface Props {
  readonly onCopy: () => void
  /** The runs. */
  readonly children: ReactNode
}

/** What the bar has besides its row of buttons: part of it on a wide screen, a sheet over the page on a small one. */
export function More({ onCopy, children }: Props) {
  const { transport, inspect } = useTexts()
  const sheet = useRef<HTMLDivElement>(null)
  const behind = useStepper((state) => state.behind)
  const runs = useStepper((state) => state.branches.length)
  // A choice closes the sheet, so that its result can be seen; buttons that are pressed again and again leave it open.
  const close = (event: MouseEvent): void => {
    if (!(event.target instanceof Element)) return
    const isChoice = event.target.closest('button') !== null && event.target.closest('[data-again]') === null
    if (isChoice && sheet.current?.matches(':popover-open') === true) sheet.current.hidePopover()
  }
  return (
    <>
      <button
        type="button" className={`${controls.icon} ${styles.more}`} aria-label={transport.more} title={transport.more}
        popoverTarget={SHEET}
      >
        <Icon name="more" />
        {runs > 1 && <span className={styles.runs} aria-hidden="true">{runs}</span>}
      </button>
      <div
        ref={sheet} id={SHEET} popover="auto" className={styles.sheet} role="group" aria-label={transport.more}
        onClick={close}
      >
        <div className={styles.sheetHead}>
          <span className={controls.heading}>{transport.more}</span>
          <button type="button" className={controls.plain} aria-label={inspect.close}><Icon name="close" /></button>
        </div>
        <OtherSteps />
        <div className={styles.tools}>
          <ScopeChoice />
          <Going />
          <button
            type="button" className={controls.plain} disabled={behind === 0} aria-label={transport.goBack}
            title={`${transport.goBack} (⌫)`} onClick={() => carryOut('goBack', stepper.getState())}
          >
            <Icon name="goBack" size={15} />
          </button>
          <OnlyInSheet />
          <CopyButton onCopy={onCopy} />
          <button
            type="button" className={controls.plain} aria-label={transport.help} title={`${transport.help} (?)`}
            onClick={() => carryOut('help', stepper.getState())}
          >
            ?
          </button>
        </div>
        <div className={styles.branches}>{children}</div>
        <Clock />
      </div>
    </>
  )
}

/** The choice of the queue, which has its button in the row where there is room. */
function OnlyInSheet() {
  const { choose } = useTexts()
  const isReady = useStepper((state) => state.run !== null)
  return (
    <button
      type="button" className={`${controls.plain} ${styles.onlyInSheet}`} disabled={!isReady}
      onClick={() => carryOut('chooseQueue', stepper.getState())}
    >
      <Icon name="queue" size={15} />{choose.title}
    </button>
  )
}

function CopyButton({ onCopy }: { readonly onCopy: () => void }) {
  const { transport } = useTexts()
  const isReady = useStepper((state) => state.run !== null)
  // The file of a run and a frame name a page: what is stepped beside code has none.
  const isOfPage = useStepper((state) => state.run !== null && !state.run.key.load)
  return (
    <>
      <button type="button" className={controls.plain} disabled={!isReady} onClick={onCopy}>
        <Icon name="link" size={15} />{transport.copy}
      </button>
      <button
        type="button" className={controls.plain} disabled={!isOfPage}
        onClick={() => stepper.getState().setOverlay({ type: 'share' })}
      >
        {transport.share}
      </button>
    </>
  )
}

function ScopeChoice() {
  const { timeline } = useTexts()
  const scope = useStepper((state) => state.scope)
  return (
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
      <span role="group" aria-label={transport.nextOf} className={styles.milestones} data-again>
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
