// @notrace-file: what measures a run is no part of it.
import type { Cluster } from '../../cluster/Cluster'
import { MixAll } from '../../common/MixAll'
import type { EventSink } from '../../kernel/Kernel'
import type { Process } from '../../kernel/Process'
import type { OfferedApplication, StrategyErrorKind } from '../../ports/Sandbox'
import { StrategyError } from '../../ports/Sandbox'
import type { TraceEvent, TraceEventOf } from '../../trace/events'
import type { CallError } from '../Measurement'
import type { Bill, ListenerCall } from './ListenerResult'
import { isDone } from './ListenerResult'
import { LISTENER_GROUP, LISTENER_TOPIC } from './listenerScenario'

const HEARD: ReadonlySet<string> = new Set<TraceEvent['type']>([
  'consume-started', 'consume-ended', 'log-append', 'strategy-called', 'strategy-failed',
])
/** Deliveries between two signs of life. */
const SIGN_OF_LIFE = 50

type Open = { -readonly [K in keyof ListenerCall]: ListenerCall[K] }

/** Listens to a run and writes down each call of the listener. It is also the database and the bank outside of the processes. */
export class ListenerMeter implements EventSink {
  readonly types: ReadonlySet<string>
  readonly deliveries: Open[]
  readonly bills: Bill[]
  readonly sent: Array<{ readonly order: string; readonly atMicros: number }>
  readonly dead: Array<{ readonly order: string; readonly atMicros: number }>
  /** Why there is no listener at all; null while all is well. */
  failedToLoad: StrategyError | null
  private readonly messages: number
  private readonly alive: () => void
  private readonly database: Map<string, string>
  private readonly settled: Set<string>
  /** By process and thread. */
  private readonly open: Map<string, Open>
  /** The call that began last, by process: what is said of a listener is about it. */
  private readonly latest: Map<string, Open>
  private cluster: Cluster | null

  /** `alive` is called every now and then. */
  constructor(messages: number, alive: () => void) {
    this.types = HEARD
    this.deliveries = []
    this.bills = []
    this.sent = []
    this.dead = []
    this.failedToLoad = null
    this.messages = messages
    this.alive = alive
    this.database = new Map()
    this.settled = new Set()
    this.open = new Map()
    this.latest = new Map()
    this.cluster = null
  }

  attach(cluster: Cluster): void {
    this.cluster = cluster
    cluster.listen(this)
  }

  /** Is every message consumed or a dead letter? */
  get isSettled(): boolean {
    return this.settled.size >= this.messages
  }

  /** What the code of a process reaches. */
  applicationOf(process: Process): OfferedApplication {
    return {
      get: (key) => this.database.get(key) ?? null,
      put: (key, value) => void this.database.set(key, value),
      bill: (order, slept) => {
        this.bills.push({ order, slept, atMicros: process.kernel.now + slept * 1000 })
      },
    }
  }

  emit(event: { readonly type: string }): void {
    const told = event as TraceEvent
    switch (told.type) {
      case 'consume-started':
        return this.started(told)
      case 'consume-ended':
        return this.ended(told)
      case 'log-append':
        return this.appended(told)
      case 'strategy-called': {
        const call = this.latest.get(told.process)
        if (call !== undefined) call.steps = told.steps
        return
      }
      case 'strategy-failed':
        return this.failed(told)
    }
  }

  private get now(): number {
    return this.cluster!.kernel.now
  }

  private started({ process, thread, keys, queueId, reconsumeTimes }: TraceEventOf<'consume-started'>): void {
    const { deliveries, now } = this
    const call: Open = {
      index: deliveries.length, order: keys, consumer: process, queueId, reconsumeTimes, startMicros: now,
      endMicros: null, outcome: '', steps: 0, error: null,
    }
    deliveries.push(call)
    this.open.set(`${process} ${thread}`, call)
    this.latest.set(process, call)
    if (deliveries.length % SIGN_OF_LIFE === 0) this.alive()
  }

  private ended({ process, thread, outcome }: TraceEventOf<'consume-ended'>): void {
    const call = this.open.get(`${process} ${thread}`)
    if (call === undefined) return
    call.outcome = outcome
    call.endMicros = this.now
    if (isDone(call)) this.settled.add(call.order)
  }

  private appended({ topic, keys = '' }: TraceEventOf<'log-append'>): void {
    const place = { order: keys, atMicros: this.now }
    if (topic === LISTENER_TOPIC) this.sent.push(place)
    if (topic !== MixAll.getDLQTopic(LISTENER_GROUP)) return
    this.dead.push(place)
    this.settled.add(keys)
  }

  private failed({ process, method, kind, detail, line, column }: TraceEventOf<'strategy-failed'>): void {
    const error: CallError = { kind, message: detail, line, column }
    if (method === 'load') this.failedToLoad ??= new StrategyError(kind as StrategyErrorKind, detail, line, column)
    else this.latest.get(process)!.error = error
  }
}
