import type { Load } from '../../../engine/cluster/Load'

export const KEYS: readonly Load['keys'][] = ['uniform', 'skewed', 'hot']
export const MIDDLES: readonly Load['middle'][] = ['nothing', 'broker-dies', 'queues-added', 'broker-slow']

/** The numbers of a load and how far they go. */
export const LOAD_LIMITS = {
  messages: { from: 1, to: 10_000 },
  distinctKeys: { from: 1, to: 1000 },
  brokers: { from: 1, to: 6 },
  queues: { from: 1, to: 16 },
} as const

export type LoadNumber = keyof typeof LOAD_LIMITS

export const FIRST_LOAD: Load = {
  messages: 300, keys: 'skewed', distinctKeys: 40, brokers: 2, queues: 4, middle: 'nothing',
}

/** A number that the field allows, the nearest one to what was typed; null for what is no number. */
export function limited(field: LoadNumber, text: string): number | null {
  const value = Math.round(Number(text))
  if (text.trim() === '' || !Number.isFinite(value)) return null
  return Math.min(LOAD_LIMITS[field].to, Math.max(LOAD_LIMITS[field].from, value))
}

/** `300.skewed.40.2.4.nothing` */
export function encodeLoad(load: Load): string {
  return [load.messages, load.keys, load.distinctKeys, load.brokers, load.queues, load.middle].join('.')
}

/** Null unless it is exactly as {@link encodeLoad} writes it. */
export function decodeLoad(text: string): Load | null {
  const [messages, keys, distinctKeys, brokers, queues, middle] = text.split('.')
  const load = {
    messages: Number(messages), keys: keys as Load['keys'], distinctKeys: Number(distinctKeys),
    brokers: Number(brokers), queues: Number(queues), middle: middle as Load['middle'],
  }
  const isWithin = Object.entries(LOAD_LIMITS).every(([field, { from, to }]) => {
    const value = load[field as LoadNumber]
    return Number.isInteger(value) && value >= from && value <= to
  })
  const isKnown = KEYS.includes(load.keys) && MIDDLES.includes(load.middle)
  return isWithin && isKnown && encodeLoad(load) === text ? load : null
}
