// @notrace-file: what measures a run is no part of it.
import { brokerOfTheMiddle, firstHalf, LOAD_START_MILLIS } from '../cluster/loadScenario'
import type { Load } from '../cluster/Load'
import { MICROS_PER_MILLI } from '../kernel/Blocking'
import type { SelectedCall } from './Measurement'
import { SHOWN_MICROS } from './Measurement'

/** The outcome of a send, and what it takes. */
export interface SendPrice {
  readonly outcome: string
  readonly hasQueue: boolean
  readonly micros: number
}

/** What all sends in one situation have taken. */
interface SeenPrice extends SendPrice {
  least: number
  most: number
  /** Have all ended alike? */
  isCertain: boolean
}

/** Sends in the same situation differ by this much at most, in µs: now and then another thread has just the slice that they want. */
const JITTER_MICROS = 8

/** An application's first heartbeat makes the connections that no send has made before. */
const HEARTBEAT_MICROS = (LOAD_START_MILLIS + 1000) * MICROS_PER_MILLI
const AROUND_HEARTBEAT_MICROS = 50 * MICROS_PER_MILLI

/**
 * What a send takes depends on a few things only: whether its broker is the one that has died or turned slow, and whether it is
 * the first that the application sends to it. Each such situation is seen in a whole run before its price is known.
 */
export class SendPrices {
  private readonly load: Load
  private readonly seen: Map<string, SeenPrice>

  constructor(load: Load) {
    this.load = load
    this.seen = new Map()
  }

  learn(calls: readonly SelectedCall[]): void {
    const situation = new SendSituation(this.load)
    for (const { broker, queueId, outcome, latencyMicros, atMicros } of calls) {
      const name = situation.next(broker, atMicros)
      const known = this.seen.get(name)
      if (known === undefined) {
        const price = { outcome, hasQueue: queueId >= 0, micros: latencyMicros }
        this.seen.set(name, { ...price, least: latencyMicros, most: latencyMicros, isCertain: true })
      } else {
        known.least = Math.min(known.least, latencyMicros)
        known.most = Math.max(known.most, latencyMicros)
        known.isCertain &&= known.outcome === outcome
      }
    }
  }

  /** Null when no whole run has had such a send, or when a whole run might show another price. */
  priceOf(situation: string): SendPrice | null {
    const price = this.seen.get(situation)
    if (price?.isCertain !== true) return null
    const { least, most } = price
    return most === 0 || shown(least - JITTER_MICROS) === shown(most + JITTER_MICROS) ? price : null
  }
}

/** Goes along with the calls of one run, and has a name for the situation that each is in. */
export class SendSituation {
  private readonly half: number
  private readonly patient: string | null
  private readonly met: Set<string>
  private index: number

  constructor(load: Load) {
    this.half = firstHalf(load)
    this.patient = brokerOfTheMiddle(load)
    this.met = new Set()
    this.index = 0
  }

  /** Of the next call. `broker`: empty when the strategy has chosen none. */
  next(broker: string, atMicros: number): string {
    const index = this.index++
    const isFirst = index === 0 ? 'first ' : ''
    if (broker === '') return `${isFirst}refused`
    const isIll = broker === this.patient && index >= this.half
    const illness = isIll ? (index === this.half ? 'falling ill ' : 'ill ') : ''
    const isNew = !this.met.has(broker)
    this.met.add(broker)
    return `${isFirst}${illness}${isNew ? newnessAt(atMicros) : ''}`
  }
}

/** The time of the heartbeat itself is a situation of its own. */
function newnessAt(atMicros: number): string {
  const sinceHeartbeat = atMicros - HEARTBEAT_MICROS
  if (Math.abs(sinceHeartbeat) < AROUND_HEARTBEAT_MICROS) return `new at ${atMicros}`
  return sinceHeartbeat < 0 ? 'new' : 'new, but for heartbeats'
}

function shown(micros: number): number {
  return Math.round(micros / SHOWN_MICROS)
}
