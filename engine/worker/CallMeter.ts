// @notrace-file: what measures a run is no part of it.
import { assert } from '../kernel/assert'
import { SendResult } from '../client/producer/SendResult'
import type { Cluster } from '../cluster/Cluster'
import type { EventSink } from '../kernel/Kernel'
import { StrategyError } from '../ports/Sandbox'
import type { StrategyErrorKind } from '../ports/Sandbox'
import type { TraceEvent, TraceEventOf } from '../trace/events'
import type { CallError, SelectedCall } from './Measurement'

/** Calls between two signs of life, and steps of the reader's code that count as much as a call. */
const SIGN_OF_LIFE = 250
const STEPS_LIKE_A_CALL = 1000

const HEARD: ReadonlySet<string> = new Set<TraceEvent['type']>([
  'client-call-started', 'client-call-ended', 'queue-selected', 'strategy-called', 'strategy-failed',
])

/** The call of `send` that goes on. */
interface OpenCall {
  readonly call: number
  readonly keys: string
  readonly atMicros: number
  broker: string
  steps: number
  error: CallError | null
}

/** Listens to a run and writes down each call of `send`: only what is said anyway, so that the run stays fast. */
export class CallMeter implements EventSink {
  readonly types: ReadonlySet<string>
  readonly calls: SelectedCall[]
  /** Have all messages been sent? */
  isDone: boolean
  private readonly messages: number
  private readonly alive: () => void
  private cluster: Cluster | null
  private open: OpenCall | null
  /** Since the last sign of life, in calls. */
  private effort: number
  /** Why there is no strategy at all; null while all is well. */
  failedToLoad: StrategyError | null

  /** `alive` is called every now and then. */
  constructor(messages: number, alive: () => void) {
    this.alive = alive
    this.types = HEARD
    this.calls = []
    this.isDone = false
    this.messages = messages
    this.cluster = null
    this.open = null
    this.effort = 0
    this.failedToLoad = null
  }

  attach(cluster: Cluster): void {
    this.cluster = cluster
    cluster.listen(this)
  }

  emit(event: { readonly type: string }): void {
    const told = event as TraceEvent
    switch (told.type) {
      case 'client-call-started':
        return this.started(told)
      case 'client-call-ended':
        return this.ended(told)
      case 'queue-selected':
        if (this.open !== null) this.open.broker = told.brokerName
        return
      case 'strategy-called':
        if (this.open !== null) this.open.steps += told.steps
        return
      case 'strategy-failed':
        return this.failed(told)
    }
  }

  private started({ call, label, keys }: TraceEventOf<'client-call-started'>): void {
    if (!label.startsWith('producer.send')) return
    this.open = { call, keys, atMicros: this.cluster!.kernel.now, broker: '', steps: 0, error: null }
  }

  /** The first thing that goes wrong in a call is what the reader has to look at. */
  private failed({ method, kind, detail, line, column }: TraceEventOf<'strategy-failed'>): void {
    if (method === 'load') this.failedToLoad = new StrategyError(kind as StrategyErrorKind, detail, line, column)
    if (this.open !== null) this.open.error ??= { kind, message: detail, line, column }
  }

  private ended({ call }: TraceEventOf<'client-call-ended'>): void {
    if (this.open?.call !== call) return
    const { keys, atMicros, broker, steps, error } = this.open
    const { kernel, outcomes } = this.cluster!
    const { last } = outcomes
    assert(kernel.now >= atMicros, 'a call ends after it has begun', kernel.now, atMicros)
    this.calls.push({
      index: this.calls.length,
      key: keys,
      broker: last instanceof SendResult ? last.messageQueue.brokerName : broker,
      queueId: last instanceof SendResult ? last.messageQueue.queueId : -1,
      outcome: last instanceof SendResult ? last.sendStatus : nameOf(last),
      latencyMicros: kernel.now - atMicros,
      steps,
      atMicros,
      error,
    })
    this.open = null
    this.isDone = this.calls.length >= this.messages
    this.effort += 1 + steps / STEPS_LIKE_A_CALL
    if (this.effort < SIGN_OF_LIFE) return
    this.effort = 0
    this.alive()
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error)
}
