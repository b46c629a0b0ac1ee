import { assert } from '../kernel/assert'
import type { Blocking } from '../kernel/Blocking'
import type { Kernel } from '../kernel/Kernel'
import type { Process } from '../kernel/Process'
import type { Thread } from '../kernel/Thread'
import type { Machine } from './Machine'
import type { NodeSpec } from './Scenario'

export type NodeStatus = 'starting' | 'running' | 'stopped' | 'killed' | 'without power'

/** A machine may lose its power whether a process runs on it or not. */
const NEXT_STATUSES: Readonly<Record<NodeStatus, readonly NodeStatus[]>> = {
  starting: ['running', 'stopped', 'killed', 'without power'],
  running: ['stopped', 'killed', 'without power'],
  stopped: ['starting', 'without power'],
  killed: ['starting', 'without power'],
  'without power': ['starting'],
}

const SHUTDOWN_HOOK = 'ShutdownHook'

/** A machine that runs one process. */
export abstract class ClusterNode {
  readonly name: string
  readonly machine: Machine
  readonly startAtMillis: number
  process: Process | null
  status: NodeStatus
  private readonly kernel: Kernel
  private readonly systemProperties: NonNullable<NodeSpec['systemProperties']>

  constructor(kernel: Kernel, machine: Machine, spec: NodeSpec) {
    this.name = spec.name
    this.machine = machine
    this.startAtMillis = spec.startAtMillis
    this.process = null
    this.status = 'stopped'
    this.kernel = kernel
    this.systemProperties = spec.systemProperties ?? {}
  }

  /** Where others reach it. */
  abstract get address(): string

  /** What the process's main thread does until the node is in service. */
  protected abstract main(process: Process): Blocking<void>

  /** What the process does before it ends properly. */
  protected abstract shutdownProperly(): Blocking<void>

  /** Starts the process. A node that is running stays as it is. @returns the main thread; null if it runs already */
  boot(): Thread | null {
    if (this.process?.alive === true) return null
    const { kernel, name, systemProperties } = this
    const process = kernel.createProcess({ name, host: this.machine.host, systemProperties })
    this.process = process
    this.changeStatus('starting')
    return process.spawn('main', () => this.runMain(process), true)
  }

  private *runMain(process: Process): Blocking<void> {
    yield* this.main(process)
    if (this.status === 'starting') this.changeStatus('running')
  }

  /** Ends a process that can't go into service: reports why, then shuts down properly. */
  protected *giveUp(process: Process, reason: string): Blocking<void> {
    this.kernel.emit({ type: 'uncaught', process: this.name, thread: 'main', task: '', error: reason })
    yield* this.runShutdown(process)
  }

  /** `kill -9`, or a power cut, which a machine can suffer after its process has died. */
  die(status: 'killed' | 'without power'): void {
    if (this.process?.alive === true) this.kernel.kill(this.process)
    else if (status === 'killed' || this.status === status) return
    this.changeStatus(status)
  }

  /** What `kill` without `-9` does: the process shuts down properly, then ends. */
  shutdown(): void {
    const { process } = this
    if (process?.alive !== true) return
    process.spawn(SHUTDOWN_HOOK, () => this.runShutdown(process))
  }

  /** The process is between the request to end and its end. */
  get isShuttingDown(): boolean {
    return this.process?.alive === true && [...this.process.threads].some(({ name }) => name === SHUTDOWN_HOOK)
  }

  private *runShutdown(process: Process): Blocking<void> {
    yield* this.shutdownProperly()
    if (process.alive) this.leave()
  }

  /** The process has nothing more to do, and ends. */
  leave(): void {
    if (this.process?.alive !== true) return
    this.changeStatus('stopped')
    this.kernel.exit(this.process)
  }

  protected changeStatus(status: NodeStatus): void {
    const from = this.status
    assert(NEXT_STATUSES[from].includes(status), 'a node goes from one status to one that may follow', status, from)
    this.status = status
    this.kernel.emit({ type: 'node-status', process: this.name, from, to: status })
  }
}
