import type { ConsumerSpec } from '../../cluster/Scenario'
import type { KeptConsumer } from './OwnDesk'

/** The machines of the consumers have the numbers behind this one. */
const FIRST_HOST = 60
/** Consumers at a time: each of them polls, and the tab has one processor. */
export const MAX_CONSUMERS = 16

/** The application that one of the reader's consumers is. */
export function consumerSpec({ number, setup }: KeptConsumer): ConsumerSpec {
  const { group, topic, filter, way, listener, maxReconsumeTimes } = setup
  return {
    name: consumerName(number),
    host: `10.0.0.${FIRST_HOST + number}`,
    startAtMillis: 0,
    consumerGroup: group,
    model: way === 'broadcasting' ? 'BROADCASTING' : 'CLUSTERING',
    subscriptions: [{ topic, tags: filter.by === 'tags' && filter.text !== '' ? filter.text : '*', sql: filter.by === 'sql' ? filter.text : '' }],
    config: { maxReconsumeTimes },
    listener: { order: way === 'orderly' ? 'orderly' : 'concurrently', ...listener, tries: 0, exceptions: [] },
  }
}

export function consumerName(number: number): string {
  return `consumer-${number}`
}
