'use client'

import type { SelectorName } from '../../../../engine/worker/protocol'
import { fill } from '../../../i18n/fill'
import controls from '../../../stepper/styles/controls.module.css'
import { stepper, useStepper } from '../../../stepper/views/store'
import { useTexts } from '../../../stepper/views/useTexts'
import { slotName, useLab, useLabPage } from '../LabProvider'
import { firstLineOfSelect } from '../../logic/selectLine'
import { builtInName, isSlot, SLOTS } from '../../logic/subjects'
import panel from '../../styles/panel.module.css'

/** Puts the strategy that is shown to work in the lesson's own run, and the producer's own way back. */
export function LessonRun() {
  const { write } = useTexts()
  const { texts } = useLabPage()
  const key = useStepper((state) => state.run?.key ?? null)
  const busy = useStepper((state) => state.busy)
  const { subject, error } = useLab((state) => state.sides.after)
  const codes = useLab((state) => state.codes)
  const linked = useLab((state) => state.linked)
  const code = isSlot(subject) ? codes[subject] : subject === 'link' ? linked?.code ?? '' : null
  const selector = builtInName(subject) as SelectorName | null
  const isHere = key !== null && (key.code ?? null) === code && (code !== null || key.selector === selector)
  const isOwnWay = key?.selector === null && typeof key.code !== 'string'
  const isForeign = subject === 'link' && linked?.isTrusted !== true
  const ownSlot = SLOTS.find((slot) => codes[slot] === key?.code)
  const run = (): void => {
    const { runCode, chooseSelector } = stepper.getState()
    void (code === null ? chooseSelector(selector) : runCode(code, firstLineOfSelect(code)))
  }
  const way = key === null ? '…'
    : typeof key.code === 'string' ? (ownSlot === undefined ? write.otherCode : slotName(ownSlot, texts))
      : key.selector === null ? write.ownWay : texts.built[key.selector]
  return (
    <div className={panel.lessonRun}>
      <p role="status">{busy ? write.running : fill(write.way, { way })}</p>
      <button
        type="button" className={controls.go} onClick={run}
        disabled={busy || key === null || isHere || isForeign || error !== null}
      >
        {write.run}
      </button>
      {key !== null && !isOwnWay && (
        <button
          type="button" className={controls.button} disabled={busy}
          onClick={() => void stepper.getState().chooseSelector(null)}
        >
          {write.back}
        </button>
      )}
    </div>
  )
}
