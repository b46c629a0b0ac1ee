'use client'

import type { StackFrame } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { shortSymbol } from '../../stepper/logic/format'
import { Icon } from '../../stepper/views/Icon'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import styles from '../styles/inspect.module.css'

/** The call stack of the thread, innermost first. A click shows a call where it waits; the button beside it goes to its beginning. */
export function CallStack() {
  const { inspect } = useTexts()
  const stack = useStepper((state) => state.moment?.stack)
  const shown = useStepper((state) => state.moment?.call)
  return (
    <section className={styles.half} aria-label={inspect.stack}>
      <header className={styles.halfHead}>
        <h3 className={controls.heading}>{inspect.stack}</h3>
        <ThreadChoice />
      </header>
      {stack !== undefined && stack.length === 0 && <p className={styles.empty}>{inspect.noStack}</p>}
      <ol className={styles.stack} role="list">
        {(stack ?? []).map((frame, index) => (
          <StackLine key={`${frame.enterEvent} ${index}`} frame={frame} isRunning={index === 0} isShown={index === shown} />
        ))}
      </ol>
    </section>
  )
}

interface StackLineProps {
  readonly frame: StackFrame
  readonly isRunning: boolean
  readonly isShown: boolean
}

function StackLine({ frame: { symbol, line, enterEvent }, isRunning, isShown }: StackLineProps) {
  const { inspect } = useTexts()
  const name = shortSymbol(symbol)
  return (
    <li className={styles.stackRow} data-running={isRunning || undefined} data-shown={isShown || undefined}>
      <button
        type="button" className={styles.stackLine} title={fill(inspect.showCall, { symbol })} aria-current={isShown || undefined}
        onClick={() => void stepper.getState().showCall(enterEvent)}
      >
        <span>{name}</span> :{line}
      </button>
      <button
        type="button" className={styles.toBeginning} aria-label={fill(inspect.goToCallOf, { symbol: name })}
        title={`${inspect.goToCall} (g)`} onClick={() => void stepper.getState().goToBeginning(enterEvent)}
      >
        <Icon name="start" size={13} />
      </button>
    </li>
  )
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
