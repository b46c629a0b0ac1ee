'use client'

import { useEffect, useRef } from 'react'
import workbench from '../../lesson/styles/Workbench.module.css'
import { fill } from '../../i18n/fill'
import { SourcePane } from '../../source/views/SourcePane'
import { Announcer } from '../../stepper/views/Announcer'
import controls from '../../stepper/styles/controls.module.css'
import { Notices } from '../../stepper/views/Notices'
import { Overlays } from '../../stepper/views/Overlays'
import { PicturePane } from '../../stepper/views/PicturePane'
import { READERS_FILE } from '../../stepper/logic/Branching'
import { stepper, useStepper } from '../../stepper/views/store'
import { TransportBar } from '../../stepper/views/TransportBar'
import { useKeyboard } from '../../stepper/views/useKeyboard'
import { downloadCode } from '../logic/files'
import { LabNotices } from './LabNotices'
import { useLab, useLabPage } from './LabProvider'
import type { LabState, SteppedCall as SteppingAt } from '../logic/LabState'
import { firstLineOfSelect } from '../logic/selectLine'
import { START_CODE } from '../logic/start'
import styles from '../styles/strategy.module.css'

/** One call of the measured run, statement by statement, in the stepper that every lesson has. */
export function Stepping() {
  const { texts, lab, builtIns } = useLabPage()
  const stepping = useLab((state) => state.stepping)!
  const busy = useStepper((state) => state.busy)
  const back = useRef<HTMLButtonElement>(null)
  useKeyboard()
  useEffect(() => back.current?.focus(), [])
  const { key } = stepping
  const call = useShownCall()
  const own = builtIns.find(({ name }) => name === key.selector)
  const code = key.code ?? null
  const file = code !== null || own === undefined ? READERS_FILE : own.file
  const line = firstLineOfSelect(code ?? own?.code ?? START_CODE)
  useEffect(() => {
    let isWanted = true
    void goToCall(stepping, file, own === undefined || code !== null ? line : null, () => isWanted)
    return () => {
      isWanted = false
      stepper.getState().pause()
    }
  }, [stepping, file, own, code, line])
  const name = key.code === null || key.code === undefined ? texts.built[key.selector ?? 'round-robin'] : READERS_FILE
  return (
    <div className={styles.stepping}>
      <header className={styles.steppingHead}>
        <button ref={back} type="button" className={controls.button} onClick={() => lab.getState().leaveStepping()}>
          ← {texts.stepping.back}
        </button>
        <h2>{fill(texts.stepping.title, { call: call === null ? '…' : call + 1, name })}</h2>
        <span className={styles.small} role="status">{busy ? texts.stepping.busy : ''}</span>
      </header>
      <div className={styles.steppingPanes}>
        <div className={workbench.pane}><SourcePane notes={NO_NOTES} start={{ file, line }} /></div>
        <div className={workbench.pane}><PicturePane /></div>
      </div>
      <div className={workbench.transport}><TransportBar onCopy={() => void copy(lab.getState())} /></div>
      <Notices />
      <LabNotices />
      <Overlays />
      <Announcer />
    </div>
  )
}

const NO_NOTES = {}

/** Records the run, goes to the call, and on to the strategy's first line. */
async function goToCall(
  { key, at }: SteppingAt, file: string, line: number | null, isWanted: () => boolean,
): Promise<void> {
  const { open, whole } = stepper.getState()
  await open(key, [])
  await whole()
  const { run, seek, runToLine, locate } = stepper.getState()
  if (!isWanted() || run === null) return
  if (typeof at !== 'number') return locate(at.slice, at.offset)
  const sends = run.calls.filter(({ label }) => label.startsWith('producer.send'))
  const wanted = sends[at]
  if (wanted === undefined) return
  await seek(wanted.from)
  if (line === null || !isWanted()) return
  await runToLine(file, line)
  // A strategy that never got as far as that line is no mistake of the reader's.
  stepper.getState().dismiss('no-such-line')
}

/** The number of the call that the cursor is in, from 0; null while there is no run. */
function useShownCall(): number | null {
  const run = useStepper((state) => state.run)
  const cursor = useStepper((state) => state.cursor)
  if (run === null) return null
  const before = run.calls.filter(({ label, from }) => label.startsWith('producer.send') && from <= cursor)
  return Math.max(0, before.length - 1)
}

/** A link to this moment carries code, load and seed. */
async function copy({ link, notify, stepping }: LabState): Promise<void> {
  const { moment } = stepper.getState()
  if (moment === null) return
  const fragment = link({ slice: moment.slice, offset: moment.offset })
  if (fragment === null) {
    downloadCode(stepping?.key.code ?? '')
    return notify('link-too-long')
  }
  try {
    await navigator.clipboard.writeText(`${location.origin}${location.pathname}#${fragment}`)
    notify('link-copied')
  } catch {
    history.replaceState(history.state, '', `#${fragment}`)
    notify('not-copied')
  }
}
