'use client'

import type { StackFrame } from '../../../engine/worker/protocol'
import controls from '../../stepper/styles/controls.module.css'
import { shortSymbol } from '../../stepper/logic/format'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import styles from '../styles/inspect.module.css'

/** The call stack of the thread, innermost first. */
export function CallStack() {
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
