'use client'

import { useId } from 'react'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { stepper, useStepper } from '../../stepper/views/store'
import styles from '../styles/Variant.module.css'

interface Props {
  /** The point of the scenario at which it may be otherwise. */
  readonly name: string
  readonly label: string
  /** In the reader's words, by the names of the scenario's options; the first is the scenario's own. */
  readonly options: Readonly<Record<string, string>>
}

/** Makes the lesson's run anew with another option. Runs that have been made stay, and can be gone back to. */
export function Variant({ name, label, options }: Props) {
  const { challenge } = useTexts()
  const run = useStepper((state) => state.run)
  const isBusy = useStepper((state) => state.busy)
  const id = useId()
  const own = Object.keys(options)[0]
  const chosen = run?.key.variants?.[name] ?? own
  const choose = (option: string): void => {
    const text = fill(challenge.variant, { label, option: options[option] ?? option })
    void stepper.getState().chooseVariant(name, option === own ? null : option, text)
  }
  return (
    <fieldset className={styles.variant} aria-busy={isBusy}>
      <legend>{label}</legend>
      {Object.entries(options).map(([option, text]) => (
        <label key={option}>
          <input
            type="radio" name={id} checked={chosen === option} disabled={run === null}
            onChange={() => choose(option)}
          />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  )
}
