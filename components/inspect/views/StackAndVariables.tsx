'use client'

import { useState } from 'react'
import type { StackFrame, ValueTree, Variable } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { shortSymbol } from '../../stepper/logic/format'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import styles from '../styles/inspect.module.css'

/** The call stack of the thread, innermost first, and the variables of its innermost method. */
export function StackAndVariables() {
  return (
    <div className={styles.objects}>
      <CallStack />
      <Variables />
    </div>
  )
}

function CallStack() {
  const { inspect } = useTexts()
  const stack = useStepper((state) => state.moment?.stack)
  return (
    <section className={styles.half} aria-label={inspect.stack}>
      <header className={styles.halfHead}>
        <h3 className={controls.heading}>{inspect.stack}</h3>
        <ThreadChoice />
      </header>
      {stack !== undefined && stack.length === 0 && <p className={styles.empty}>{inspect.noStack}</p>}
      <ol className={styles.stack} role="list">
        {(stack ?? []).map((frame, index) => (
          <StackLine key={`${frame.enterEvent} ${index}`} frame={frame} isCurrent={index === 0} title={inspect.goToCall} />
        ))}
      </ol>
    </section>
  )
}

function StackLine({ frame, isCurrent, title }: {
  readonly frame: StackFrame
  readonly isCurrent: boolean
  readonly title: string
}) {
  return (
    <li>
      <button
        type="button" className={styles.stackLine} title={`${title}: ${frame.symbol}`} aria-current={isCurrent || undefined}
        onClick={() => void goToBeginning(frame)}
      >
        <span>{shortSymbol(frame.symbol)}</span> :{frame.line}
      </button>
    </li>
  )
}

/** To the first statement of a call: when it is entered, its caller's line is still the one that runs. */
async function goToBeginning({ enterEvent }: StackFrame): Promise<void> {
  const { seek, step } = stepper.getState()
  await seek(enterEvent)
  await step('into')
}

/** Threads of many nodes have the same name, so they are listed by node. */
function ThreadChoice() {
  const { inspect } = useTexts()
  const threads = useStepper((state) => state.run?.threads)
  const nodes = useStepper((state) => state.run?.nodes)
  const thread = useStepper((state) => state.thread ?? state.moment?.thread ?? 0)
  if (threads === undefined || nodes === undefined) return null
  return (
    <select
      className={`${controls.select} ${styles.threads}`} aria-label={inspect.thread} value={thread}
      onChange={(event) => void stepper.getState().followThread(Number(event.target.value))}
    >
      {!threads.some(({ id }) => id === thread) && <option value={thread}>–</option>}
      {nodes.map(({ name }) => (
        <optgroup key={name} label={name}>
          {threads.filter(({ node }) => node === name).map((each) => (
            <option key={each.id} value={each.id}>{each.name}</option>
          ))}
        </optgroup>
      ))}
    </select>
  )
}

function Variables() {
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
