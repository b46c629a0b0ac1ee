'use client'

import { useStepper } from '../../stepper/views/store'
import styles from '../styles/inspect.module.css'
import { CallStack } from './CallStack'
import { Variables } from './Variables'

/** The call stack of the thread and the variables of the call that is shown: the innermost one unless another is chosen. */
export function StackAndVariables() {
  const chosen = useStepper(({ moment }) => {
    return moment === null || moment.call === 0 ? null : moment.stack[moment.call]?.enterEvent
  })
  return (
    <div className={styles.objects}>
      <CallStack />
      <Variables key={chosen} />
    </div>
  )
}
