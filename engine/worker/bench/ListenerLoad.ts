import { ScenarioError } from '../../cluster/ScenarioError'

export const LISTENER_MIDDLES = ['nothing', 'consumer-dies', 'consumer-joins'] as const

/** Messages, and the group that consumes them with the listener. */
export interface ListenerLoad {
  /** 1 … 200; each is about an order of its own. */
  readonly messages: number
  /** 1 … 8 */
  readonly queues: number
  /** 1 … 4 */
  readonly consumers: number
  /** Of each consumer that consumes concurrently, 1 … 20. */
  readonly threads: number
  /** One in this many messages has a body that is no JSON; 0: none. */
  readonly bad: number
  /** One in this many messages says that its order takes the bank long; 0: none. */
  readonly slow: number
  /** How often a message comes again before it is a dead letter, 0 … 16. */
  readonly maxReconsumeTimes: number
  readonly middle: (typeof LISTENER_MIDDLES)[number]
}

export const LISTENER_LIMITS = {
  messages: { from: 1, to: 200 },
  queues: { from: 1, to: 8 },
  consumers: { from: 1, to: 4 },
  threads: { from: 1, to: 20 },
  bad: { from: 0, to: 50 },
  slow: { from: 0, to: 50 },
  maxReconsumeTimes: { from: 0, to: 16 },
} as const

export type ListenerNumber = keyof typeof LISTENER_LIMITS

/** The numbers of a load, in the order in which links have them. */
export const LISTENER_NUMBERS = Object.keys(LISTENER_LIMITS) as readonly ListenerNumber[]

/** What an order that is slow says it takes, in ms. */
export const SLOW_MILLIS = 3000

export function isBad({ bad }: ListenerLoad, index: number): boolean {
  return bad > 0 && (index + 1) % bad === 0
}

export function isSlow({ slow }: ListenerLoad, index: number): boolean {
  return slow > 0 && index % slow === 0
}

/** @throws ScenarioError naming the field that is out of bounds */
export function checkListenerLoad(load: ListenerLoad): void {
  for (const field of LISTENER_NUMBERS) {
    const value = load[field]
    const { from, to } = LISTENER_LIMITS[field]
    if (Number.isInteger(value) && value >= from && value <= to) continue
    throw new ScenarioError(`load.${field}`, `a whole number from ${from} to ${to}`, String(value))
  }
  if (!LISTENER_MIDDLES.includes(load.middle)) {
    throw new ScenarioError('load.middle', LISTENER_MIDDLES.join(' or '), String(load.middle))
  }
}
