'use client'

import { useEffect, useId, useState, type FormEvent } from 'react'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import controls from '../../stepper/styles/controls.module.css'
import { stepper, useStepper } from '../../stepper/views/store'
import { encodeLink } from '../../stepper/logic/url'
import styles from '../styles/drill.module.css'
import { LARGEST_SEED, seedOf } from '../logic/seed'
import { verdictOf, type DrillVerdict } from '../logic/verdict'

/** Which drill this is, what came of it, and the way to another one. A seed is a link: the way back is the browser's. */
export function DrillSeed({ scenario = 'store-drill' }: { readonly scenario?: 'store-drill' | 'cluster-drill' }) {
  const { drill } = useTexts()
  const run = useStepper((state) => state.run)
  const busy = useStepper((state) => state.busy)
  const hasFailed = useStepper((state) => state.error !== null)
  const seed = run?.key.seed ?? null
  const [text, setText] = useState('')
  const [isWrong, setWrong] = useState(false)
  const mistake = useId()
  useEffect(() => {
    if (seed !== null) setText(String(seed))
    setWrong(false)
  }, [seed])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const wanted = seedOf(text)
    setWrong(wanted === null)
    if (wanted !== null) open(scenario, wanted)
  }
  return (
    <form className={styles.drill} onSubmit={submit} noValidate>
      <div className={styles.seed}>
        <label>
          <span>{drill.seed}</span>
          <input
            type="text" inputMode="numeric" autoComplete="off" value={text} onChange={(event) => setText(event.target.value)}
            aria-invalid={isWrong || undefined} aria-describedby={isWrong ? mistake : undefined}
          />
        </label>
        <button type="submit" className={controls.button} disabled={busy}>{drill.run}</button>
        <button
          type="button" className={controls.button} disabled={busy || seed === null || seed === LARGEST_SEED}
          onClick={() => open(scenario, (seed ?? 0) + 1)}
        >
          {drill.next}
        </button>
      </div>
      {isWrong && <p id={mistake} className={styles.mistake} role="alert">{fill(drill.mistake, { largest: LARGEST_SEED })}</p>}
      <p role="status">
        {busy || run === null ? !hasFailed && drill.waiting : <Outcome seed={run.key.seed} verdict={verdictOf(run)} />}
      </p>
    </form>
  )
}

function Outcome({ seed, verdict }: { readonly seed: number; readonly verdict: DrillVerdict }) {
  const { drill } = useTexts()
  if (verdict.kind === 'kept') return fill(drill.kept, { seed, n: verdict.operations })
  if (verdict.kind === 'ended') return fill(drill.ended, { seed })
  return (
    <>
      <strong className={styles.broken}>{fill(drill.broken, { seed, n: verdict.operation, detail: verdict.detail })}</strong>{' '}
      <button type="button" className={controls.button} onClick={() => void stepper.getState().goTo(verdict.event)}>{drill.see}</button>
    </>
  )
}

function open(scenario: string, seed: number): void {
  location.hash = encodeLink({ key: { scenario, seed, interventions: [], selector: null }, cursor: null })
}
