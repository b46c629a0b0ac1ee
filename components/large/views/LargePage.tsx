'use client'

import { useState, type FormEvent } from 'react'
import type { ClusterSize } from '../../../engine/worker/large/largeProtocol'
import { messagesToSend, SIZE_LIMITS } from '../../../engine/worker/protocol'
import type { LargeTexts } from '../../i18n/en/large'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { NumberInput } from '../../strategy/views/NumberInput'
import { FIELDS, PRESETS } from '../logic/sizes'
import styles from '../styles/large.module.css'
import { Figures } from './Figures'
import { RunsTable } from './RunsTable'
import { useLargeRun } from './useLargeRun'

/** Everything on the page of the large cluster: how large it is to be, how far it is, and how long others have taken. */
export function LargePage({ texts }: { readonly texts: LargeTexts }) {
  const [size, setSize] = useState<ClusterSize>(PRESETS.small)
  const run = useLargeRun()
  const { phase, progress, finished } = run
  const isRunning = phase === 'running'
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isRunning) run.stop()
    else run.begin(size)
  }
  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <header className={styles.head}>
        <h1>{texts.title}</h1>
        <p>{texts.lead}</p>
      </header>
      <form className={styles.part} aria-labelledby="size" onSubmit={submit} noValidate>
        <h2 id="size">{texts.size}</h2>
        <div className={styles.presets} role="group" aria-label={texts.presets}>
          {Object.entries(PRESETS).map(([name, preset]) => (
            <button key={name} type="button" className={controls.button} disabled={isRunning} onClick={() => setSize(preset)}>
              {texts.preset[name as keyof typeof PRESETS]}
            </button>
          ))}
        </div>
        <fieldset className={styles.fields} disabled={isRunning}>
          {FIELDS.map((field) => {
            const [from, to] = SIZE_LIMITS[field]
            const note = fill(field === 'faults' ? texts.faultsRange : texts.range, { from, to })
            return (
              <NumberInput
                key={field} label={texts.fields[field]} note={note} value={size[field]} from={from} to={to}
                onChange={(value) => setSize((before) => ({ ...before, [field]: value }))}
              />
            )
          })}
        </fieldset>
        <button type="submit" className="button">{isRunning ? texts.stop : texts.run}</button>
      </form>
      <p role="status" className={styles.status}>
        {phase === 'running' ? texts.running : phase === 'stopped' ? texts.stopped : null}
        {phase === 'over' && progress !== null && fill(texts.over, { n: messagesToSend(progress.size), seconds: progress.seconds.toFixed(1) })}
        {phase === 'failed' && <span className={styles.mistake}>{fill(texts.failed, { message: run.message || texts.unknown })}</span>}
      </p>
      {progress !== null && <Figures texts={texts} progress={progress} />}
      <RunsTable texts={texts} runs={finished} />
    </main>
  )
}
