import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import type { EventSink, Kernel } from '../../kernel/Kernel'
import type { Process } from '../../kernel/Process'
import type { Thread } from '../../kernel/Thread'
import type { FaultEvent, StoreRecoveredEvent, TraceEvent } from '../../trace/events'
import { BrokenPromiseError } from '../BrokenPromiseError'
import { ClusterNode } from '../ClusterNode'
import type { Machine } from '../Machine'
import type { NodeSpec } from '../Scenario'
import type { DrillPlan, Operation } from './DrillPlan'
import { operationLabel } from './operationLabel'
import { StoreDrill } from './StoreDrill'
import type { StoreNode } from './StoreNode'
import { TornTopicError } from './TornTopicError'

/** However it went, the store must be able to stop, start and show everything. */
const ENDING: readonly Operation[] = [{ do: 'shut-down' }, { do: 'check' }]

/** How a drill ended. */
export interface DrillOutcome {
  /** Null if everything was as it should be, as far as it could be judged. */
  readonly problem: BrokenPromiseError | null
  /** The operation at which it ended; its number in the plan. */
  readonly step: number
}

/**
 * Puts a store through its paces: carries out the operations of a plan, each announced as a call. The run ends with the plan,
 * or with an event as soon as the store breaks a promise.
 */
export class StoreDrillNode extends ClusterNode implements EventSink {
  readonly types: ReadonlySet<string>
  readonly plan: DrillPlan
  /** Null until it is over. */
  outcome: DrillOutcome | null
  private readonly target: StoreNode
  private readonly drill: StoreDrill
  private step: number
  /** The reader has broken something; the model can't know what the store may do now. */
  private isDisturbed: boolean

  constructor(kernel: Kernel, machine: Machine, spec: NodeSpec, target: StoreNode, plan: DrillPlan) {
    super(kernel, machine, spec)
    this.types = new Set(['fault', 'store-recovered', 'timer-fired'])
    this.plan = plan
    this.outcome = null
    this.target = target
    this.drill = new StoreDrill(target, plan)
    this.step = 0
    this.isDisturbed = false
  }

  get address(): string {
    return this.machine.host
  }

  /** The operation that it is at; its number in the plan. */
  get currentStep(): number {
    return this.step
  }

  protected *main(process: Process): Blocking<void> {
    if (this.step > 0) return yield* this.giveUp(process, 'the model of the store is lost')
    this.changeStatus('running')
    try {
      yield* this.drill.start()
      for (const operation of [...this.plan.operations, ...ENDING]) {
        yield* this.perform(process, operation)
        if (this.drill.isOver || this.isDisturbed) break
        this.step++
      }
      this.end(null)
    } catch (error) {
      this.end(this.problemOf(error))
    }
  }

  private *perform(process: Process, operation: Operation): Blocking<void> {
    assert(this.outcome === null, 'nothing is done after the end of a drill', this.step)
    const call = this.step + 1
    const keys = operation.do === 'put' ? operation.message.key : ''
    const label = operationLabel(operation)
    process.kernel.emit({ type: 'client-call-started', call, process: this.name, label, keys })
    process.kernel.emit({ type: 'drill-operation', process: this.name, operation: call, label })
    try {
      const result = yield* this.drill.apply(operation)
      process.kernel.emit({ type: 'client-call-ended', call, process: this.name, outcome: 'returned', result })
    } catch (error) {
      process.kernel.emit({ type: 'client-call-ended', call, process: this.name, outcome: 'threw', result: String(error) })
      throw error
    }
  }

  private problemOf(error: unknown): BrokenPromiseError | null {
    if (this.isDisturbed || error instanceof TornTopicError) return null
    return error instanceof BrokenPromiseError ? error : new BrokenPromiseError('lives', String(error), error)
  }

  /** An exception has ended a thread of some process, or a scheduled task of it. A store's must not. */
  threadDied(thread: Thread, error: unknown): void {
    if (thread.process !== this.target.process || this.outcome !== null || this.isDisturbed) return
    if (error instanceof BrokenPromiseError) return this.end(error)
    const promise = thread.name === 'main' ? 'starts' : 'lives'
    this.end(new BrokenPromiseError(promise, `not caught in thread ${thread.name}: ${String(error)}`, error))
  }

  private end(problem: BrokenPromiseError | null): void {
    const { process, target, step } = this
    if (process === null || this.outcome !== null) return
    this.outcome = { problem, step }
    if (problem !== null) {
      const { promise, detail } = problem
      process.kernel.emit({ type: 'promise-broken', process: this.name, operation: step + 1, promise, detail })
    }
    target.leave()
    this.leave()
  }

  emit(event: TraceEvent): void {
    if (event.type === 'store-recovered') this.noteReport(event)
    else if (event.type === 'fault') this.noteFault(event)
    else if (event.type === 'timer-fired') this.drill.taskBegan(event.process, event.label)
  }

  private noteReport(report: StoreRecoveredEvent): void {
    if (report.process === this.target.name) this.drill.lastReport = report
  }

  private noteFault({ target }: FaultEvent): void {
    if (target === this.name || target === this.target.name) this.isDisturbed = true
  }

  protected *shutdownProperly(): Blocking<void> {
    this.end(null)
  }
}
