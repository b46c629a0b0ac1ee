import { ServiceState } from '../../common/ServiceState'
import type { Process } from '../../kernel/Process'

/** A field with a ServiceState whose changes can be watched. */
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
    this.state = next
    this.tell(from)
  }

  private tell(from: string): void {
    const { process, className, name, state } = this
    process.kernel.emit({ type: 'state-changed', process: process.name, className, name, from, to: state })
  }
}
