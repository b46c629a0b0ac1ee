'use client'

import { useState, type FormEvent } from 'react'
import type { OwnSettings } from '../../../engine/worker/owncluster/ownProtocol'
import controls from '../../stepper/styles/controls.module.css'
import { Field } from './Field'
import styles from '../styles/own.module.css'
import { useOwn, useOwnPage } from './OwnProvider'
import { size } from '../logic/words'

const FLUSHES = ['ASYNC_FLUSH', 'SYNC_FLUSH'] as const
const MIB = 1024 * 1024
/** Sizes of the broker's disk to choose from; null is as much as the browser gives. */
const DISKS: ReadonlyArray<number | null> = [null, 64 * MIB, 16 * MIB, 8 * MIB, 4 * MIB]

/** What the broker is started with. */
export function Settings() {
  const { texts, own } = useOwnPage()
  const { settings: words } = texts
  const current = useOwn(({ cluster }) => cluster?.settings ?? null)
  const isBusy = useOwn(({ doing }) => doing.has('settings') || doing.has('opening'))
  const [draft, setDraft] = useState<Partial<OwnSettings>>({})
  if (current === null) return null
  const chosen: OwnSettings = { ...current, ...draft }
  const isSame = chosen.flushDiskType === current.flushDiskType && chosen.diskBytes === current.diskBytes
  const disks = DISKS.includes(current.diskBytes) ? DISKS : [...DISKS, current.diskBytes]
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!isSame && !isBusy) void own.getState().applySettings(chosen).then(() => setDraft({}))
  }
  return (
    <section className={styles.part} aria-labelledby="settings">
      <h2 id="settings">{words.label}</h2>
      <form className={styles.settings} onSubmit={submit}>
        <fieldset>
          <legend>{words.flush}</legend>
          {FLUSHES.map((flush) => (
            <label key={flush}>
              <input
                type="radio" name="flush" value={flush} checked={chosen.flushDiskType === flush}
                onChange={() => setDraft({ ...draft, flushDiskType: flush })}
              />
              <span><b>{words.flushes[flush]}</b> <small>{words.flushNotes[flush]}</small></span>
            </label>
          ))}
        </fieldset>
        <Field label={words.disk}>
          {(attributes) => (
            <select
              {...attributes} className={controls.select} value={String(chosen.diskBytes)}
              onChange={({ target: { value } }) => setDraft({ ...draft, diskBytes: value === 'null' ? null : Number(value) })}
            >
              {disks.map((bytes) => (
                <option key={bytes} value={String(bytes)}>{bytes === null ? words.asMuch : size(bytes, texts)}</option>
              ))}
            </select>
          )}
        </Field>
        <p className={styles.submit}>
          <button type="submit" className={controls.button} disabled={isSame || isBusy}>{words.apply}</button>
          <span className={styles.soft}>
            {isBusy ? texts.doing.settings : isSame ? words.unchanged : words.restarts}
          </span>
        </p>
      </form>
    </section>
  )
}
