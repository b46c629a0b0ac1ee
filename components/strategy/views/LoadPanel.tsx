'use client'

import { useEffect, useId, useState } from 'react'
import type { Load } from '../../../engine/cluster/Load'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { KEYS, limited, LOAD_LIMITS, MIDDLES } from '../logic/load'
import type { LoadNumber } from '../logic/load'
import { useLab, useLabPage } from './LabProvider'
import styles from '../styles/strategy.module.css'

/** What both strategies have to cope with. Any change runs them again. */
export function LoadPanel() {
  const { texts, lab } = useLabPage()
  const load = useLab((state) => state.load)
  const seed = useLab((state) => state.seed)
  const change = (part: Partial<Load>): void => lab.getState().setLoad({ ...load, ...part })
  const words = { ...load, keys: texts.load.keyNames[load.keys], middle: texts.load.middles[load.middle] }
  return (
    <details className={styles.load}>
      <summary><span className="label">{texts.load.title}</span> {fill(texts.load.summary, words)}</summary>
      <div className={styles.loadFields}>
        <NumberField field="messages" />
        <NumberField field="distinctKeys" />
        <Choice
          label={texts.load.keys} value={load.keys} options={KEYS} names={texts.load.keyNames}
          note={texts.load.keyMeans[load.keys]}
          onChange={(keys) => change({ keys })}
        />
        <NumberField field="brokers" />
        <NumberField field="queues" />
        <Choice
          label={texts.load.middle} value={load.middle} options={MIDDLES} names={texts.load.middles}
          onChange={(middle) => change({ middle })}
        />
        <div className={styles.field}>
          <span>{texts.load.seed} <b>{seed}</b></span>
          <button type="button" className={controls.button} onClick={() => lab.getState().setSeed(seed + 1)}>
            {texts.load.anotherSeed}
          </button>
        </div>
      </div>
    </details>
  )
}

/** A number of the load. What can't be is not taken, and is put right when the field is left. */
function NumberField({ field }: { readonly field: LoadNumber }) {
  const { texts, lab } = useLabPage()
  const value = useLab((state) => state.load[field])
  const [text, setText] = useState(String(value))
  const note = useId()
  useEffect(() => setText(String(value)), [value])
  const { from, to } = LOAD_LIMITS[field]
  const type = (typed: string): void => {
    setText(typed)
    const { load, setLoad } = lab.getState()
    const number = limited(field, typed)
    // While a number is being typed it may be out of bounds; it is put right later.
    if (number !== null && String(number) === typed) setLoad({ ...load, [field]: number })
  }
  const leave = (): void => {
    const { load, setLoad } = lab.getState()
    const number = limited(field, text) ?? value
    setText(String(number))
    if (number !== value) setLoad({ ...load, [field]: number })
  }
  return (
    <label className={styles.field}>
      <span>{texts.load[field]}</span>
      <input
        type="number" min={from} max={to} value={text} aria-describedby={note}
        onChange={(event) => type(event.target.value)} onBlur={leave}
      />
      <small id={note}>{fill(texts.load.range, { from, to })}</small>
    </label>
  )
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly T[]
  readonly names: Readonly<Record<T, string>>
  readonly note?: string
  readonly onChange: (value: T) => void
}

function Choice<T extends string>({ label, value, options, names, note, onChange }: ChoiceProps<T>) {
  const id = useId()
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <select
        className={controls.select} value={value} aria-describedby={note === undefined ? undefined : id}
        onChange={(event) => onChange(event.target.value as T)}
      >
        {options.map((each) => <option key={each} value={each}>{names[each]}</option>)}
      </select>
      {note !== undefined && <small id={id}>{note}</small>}
    </label>
  )
}
