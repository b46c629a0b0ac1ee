import type { SendOrder } from '../../cluster/SendOrders'
import type { SendStep } from '../../cluster/Scenario'
import { SendResult } from '../../client/producer/SendResult'
import { SendStatus } from '../../client/producer/SendStatus'
import { isRefused } from './isRefused'
import type { OwnSend, OwnSent } from './ownProtocol'

/** Failures in a row that are borne while there is no broker. */
const MAX_FAILURES = 3
const MAX_COUNT = 10_000
const MAX_BODY = 4 * 1024 * 1024

/** The messages of one request, and their outcomes. */
export class Sending implements SendOrder {
  readonly step: SendStep
  /** How many have been answered, one way or the other. */
  done: number
  isOver: boolean
  private readonly isBrokerRunning: () => boolean
  private readonly onAcknowledged: (result: SendResult, keys: string) => void
  private readonly counts: Map<string, { count: number; text: string; isRefused: boolean }>
  private lastResult: string
  private failuresInRow: number

  /** @throws RangeError for what can't be sent */
  constructor(
    send: OwnSend,
    isBrokerRunning: () => boolean,
    onAcknowledged: (result: SendResult, keys: string) => void,
  ) {
    this.step = stepOf(send)
    this.done = 0
    this.isOver = false
    this.isBrokerRunning = isBrokerRunning
    this.onAcknowledged = onAcknowledged
    this.counts = new Map()
    this.lastResult = ''
    this.failuresInRow = 0
  }

  goesOn(): boolean {
    return this.isBrokerRunning() || this.failuresInRow < MAX_FAILURES
  }

  answered(outcome: unknown): void {
    const keys = this.step.keys.replaceAll('{i}', String(this.done))
    this.done++
    if (!(outcome instanceof SendResult)) {
      this.failuresInRow++
      return this.count(outcome instanceof Error ? outcome.name : typeof outcome, String(outcome), isRefused(outcome))
    }
    this.failuresInRow = 0
    this.lastResult = String(outcome)
    this.count(outcome.sendStatus, this.lastResult, false)
    if (outcome.sendStatus === SendStatus.SEND_OK) this.onAcknowledged(outcome, keys)
  }

  /** Of the same exceptions all must have been refusals: one that may have been stored is enough for doubt. */
  private count(outcome: string, text: string, refused: boolean): void {
    const known = this.counts.get(outcome) ?? { count: 0, isRefused: true }
    this.counts.set(outcome, { count: known.count + 1, text, isRefused: known.isRefused && refused })
  }

  ended(): void {
    this.isOver = true
  }

  get sent(): OwnSent {
    const outcomes = [...this.counts].map(([outcome, counted]) => ({ outcome, ...counted }))
    return { sent: this.done, outcomes, lastResult: this.lastResult }
  }
}

/** RocketMQ knows delays of 18 lengths. */
const MAX_DELAY_LEVEL = 18

function stepOf({ topic, count, keys, tags, body, bodyBytes, delayLevel }: OwnSend): SendStep {
  if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT) throw new RangeError(`1 to ${MAX_COUNT} messages, not ${count}`)
  if (!Number.isInteger(bodyBytes) || bodyBytes < 0 || bodyBytes > MAX_BODY) {
    throw new RangeError(`a body has up to ${MAX_BODY} bytes, not ${bodyBytes}`)
  }
  if (!Number.isInteger(delayLevel) || delayLevel < 0 || delayLevel > MAX_DELAY_LEVEL) {
    throw new RangeError(`there are ${MAX_DELAY_LEVEL} levels of delay, not ${delayLevel}`)
  }
  return {
    do: 'send',
    mode: 'sync',
    topic,
    count,
    intervalMillis: 0,
    tags,
    keyWeights: [],
    properties: {},
    keys,
    body,
    bodyBytes,
    selector: null,
    arg: '',
    timeoutMillis: 0,
    delayLevel,
    delayMillis: 0,
  }
}
