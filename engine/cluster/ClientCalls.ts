import type { Blocking } from '../kernel/Blocking'
import type { Kernel } from '../kernel/Kernel'

/** Tells the trace which calls an application makes and how they end. Calls are numbered from 1. */
export class ClientCalls {
  private readonly kernel: Kernel
  private readonly process: string
  private nextCall: number

  constructor(kernel: Kernel, process: string) {
    this.kernel = kernel
    this.process = process
    this.nextCall = 1
  }

  /** Makes a call, of which nothing has run yet, as it is a generator, and hands on what it returns or throws. */
  *call<T>(label: string, keys: string, body: Blocking<T>): Blocking<T> {
    const id = this.started(label, keys)
    try {
      const result = yield* body
      this.ended(id, 'returned', result)
      return result
    } catch (error) {
      this.ended(id, 'threw', error)
      throw error
    }
  }

  private started(label: string, keys: string): number {
    const call = this.nextCall++
    this.kernel.emit({ type: 'client-call-started', call, process: this.process, label, keys })
    return call
  }

  private ended(call: number, outcome: 'returned' | 'threw', value: unknown): void {
    if (!this.kernel.wants('client-call-ended')) return
    const result = value === undefined || value === null ? '' : String(value)
    this.kernel.emit({ type: 'client-call-ended', call, process: this.process, outcome, result })
  }
}
