import type { EventSink } from '../kernel/Kernel'
import type { TraceEvent } from '../trace/events'
import type { FaultMoment } from './Scenario'

type EventMoment = Extract<FaultMoment, { readonly event: string }>

/** Waits for the n-th event of a kind and then has something happen. */
export class FaultTrigger implements EventSink {
  readonly types: ReadonlySet<string>
  private readonly when: EventMoment
  private readonly host: string
  private readonly currentMillis: () => number
  private readonly fire: () => void
  private seen: number

  /** `host`: the machine of `when.node`, or empty for any. */
  constructor(when: EventMoment, host: string, currentMillis: () => number, fire: () => void) {
    this.types = new Set([when.event])
    this.when = when
    this.host = host
    this.currentMillis = currentMillis
    this.fire = fire
    this.seen = 0
  }

  emit(event: TraceEvent): void {
    if (event.type !== this.when.event || this.currentMillis() < this.when.fromMillis) return
    const fields = { ...event }
    if (this.when.code !== 0 && (!('code' in fields) || fields.code !== this.when.code)) return
    if (this.host !== '' && !this.isOfNode(fields)) return
    if (++this.seen === this.when.nth) this.fire()
  }

  /** An event belongs to the node that it names, to the machine that it names, or to where bytes are at that moment. */
  private isOfNode(event: Readonly<Record<string, unknown>>): boolean {
    if (event['process'] !== undefined) return event['process'] === this.when.node
    if (event['host'] !== undefined) return event['host'] === this.host
    const hasArrived = event['type'] === 'frame-received' || event['side'] === 'received'
    const place = hasArrived ? event['to'] : event['from']
    return typeof place === 'string' && place.startsWith(`${this.host}:`)
  }
}
