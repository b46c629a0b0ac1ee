import styles from '../styles/inspect.module.css'
import { CallStack } from './CallStack'
import { Variables } from './Variables'

/** The call stack of the thread and the variables of the call that is shown: the innermost one unless another is chosen. */
export function StackAndVariables() {
  return (
    <div className={styles.objects}>
      <CallStack />
      <Variables />
    </div>
  )
}
