'use client'

import { useState } from 'react'
import type { ValueTree, Variable } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import styles from '../styles/inspect.module.css'

/** The variables of the innermost method. */
export function Variables() {
  const { inspect } = useTexts()
  const variables = useStepper((state) => state.moment?.variables)
  const frame = useStepper((state) => state.moment?.stack[0]?.enterEvent)
  return (
    <section className={styles.half} aria-label={inspect.variables}>
      <header className={styles.halfHead}>
        <h3 className={controls.heading}>{inspect.variables}</h3>
      </header>
      {variables !== undefined && variables.length === 0 && <p className={styles.empty}>{inspect.noVariables}</p>}
      {/* A new key for each call: what was opened in another one has nothing to do with it. */}
      <ul key={frame} className={styles.tree} role="list">
        {(variables ?? []).map((variable) => <VariableLine key={variable.name} variable={variable} />)}
      </ul>
    </section>
  )
}

function VariableLine({ variable }: { readonly variable: Variable }) {
  return <ValueLine name={variable.name} value={variable.value} isChanged={variable.changed} />
}

interface ValueLineProps {
  readonly name: string
  readonly value: ValueTree
  readonly isChanged: boolean
}

function ValueLine({ name, value, isChanged }: ValueLineProps) {
  const { inspect } = useTexts()
  const [isOpen, setOpen] = useState(false)
  const fields = value.fields ?? []
  const changed = isChanged ? <span className={controls.hiddenText}> ({inspect.changed})</span> : null
  const preview = (
    <span className={styles.preview} data-type={value.type} data-changed={isChanged || undefined}>{value.preview}</span>
  )
  return (
    <li>
      {fields.length === 0
        ? <div className={styles.value}><span className={styles.valueName}>{name}</span>{preview}{changed}</div>
        : (
          <button
            type="button" className={styles.value} aria-expanded={isOpen} title={fill(inspect.expand, { name })}
            onClick={() => setOpen(!isOpen)}
          >
            <span className={styles.valueName}>
              <span className={styles.twisty} aria-hidden="true">▸</span>
              {name}
            </span>
            {preview}{changed}
          </button>
        )}
      {isOpen && (
        <ul className={styles.inner} role="list">
          {fields.map((field) => (
            <ValueLine key={field.name} name={field.name} value={field.value} isChanged={false} />
          ))}
        </ul>
      )}
    </li>
  )
}
