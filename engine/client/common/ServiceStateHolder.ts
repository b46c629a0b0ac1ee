import { isLegalTransition, ServiceState } from '../../common/ServiceState'
import { assert } from '../../kernel/assert'
import type { Process } from '../../kernel/Process'

/** A field with a ServiceState: its changes can be watched, and only legal ones are possible. */
export class ServiceStateHolder {
  private readonly process: Process
  private readonly className: string
  private readonly name: string
  private state: ServiceState

  constructor(process: Process, className: string, name: string) {
    this.process = process
    this.className = className
    this.name = name
    this.state = ServiceState.CREATE_JUST
    this.tell('')
  }

  get(): ServiceState {
    return this.state
  }

  set(next: ServiceState): void {
    const from = this.state
    // Two threads may shut down at once: the second finds that done.
    if (next === from) return
    assert(isLegalTransition(from, next), 'a state follows one that it may follow', `${from} → ${next}`)
    this.state = next
    this.tell(from)
  }

  private tell(from: string): void {
    const { process, className, name, state } = this
    process.kernel.emit({ type: 'state-changed', process: process.name, className, name, from, to: state })
  }
}
