import type { Random } from '../../kernel/Random'
import type { Fault } from '../Fault'
import type { PlannedConsumerGroup, PlannedFault, PlannedSend } from './ClusterDrillPlan'

const BEGIN_MILLIS = 3000
const END_MILLIS = 22_000
const MAX_MEMBERS = 3
/** A second, five, ten: all are over when the drill looks. */
const DELAY_LEVELS = [1, 1, 2, 3] as const
const FAULTS = [
  'kill', 'kill', 'kill', 'power-cut', 'power-cut', 'shutdown', 'shutdown', 'pause', 'cut-link', 'slow-link', 'skew-clock',
] as const

/** One group or two; a member may join when others are at work already. */
export function makeConsumers(random: Random, topics: readonly string[]): PlannedConsumerGroup[] {
  return Array.from({ length: 1 + random.nextInt(2) }, (_, index): PlannedConsumerGroup => {
    const model = random.nextInt(4) === 0 ? 'BROADCASTING' : 'CLUSTERING'
    const order = model === 'CLUSTERING' && random.nextInt(5) < 2 ? 'orderly' : 'concurrently'
    const members = 1 + random.nextInt(MAX_MEMBERS)
    return {
      name: `group-${index + 1}`,
      model,
      order,
      topics: topics.slice(0, 1 + random.nextInt(topics.length)),
      startsAtMillis: Array.from({ length: members }, (_unused, member) => startOf(random, member)),
      millis: pick(random, [0, 5, 200, 1200]),
      isUneven: false,
      failsEvery: model === 'BROADCASTING' ? 0 : pick(random, [0, 0, 3, 5]),
    }
  })
}

function startOf(random: Random, member: number): number {
  return 1000 + random.nextInt(member === 0 ? 2000 : 18_000)
}

/** Every other message is like any other; the rest come late, or only if a transaction succeeds. */
export function withKind(random: Random, send: PlannedSend): PlannedSend {
  const kind = random.nextInt(10)
  // Brokers refuse batches with delays, and there are no transactions over batches.
  if (send.count > 1 || kind < 5) return send
  if (kind < 8) return { ...send, delayLevel: pick(random, DELAY_LEVELS) }
  const transaction = pick(random, ['commit', 'commit later', 'rollback', 'rollback later'] as const)
  return { ...send, mode: 'sync', to: 'any', transaction }
}

/** Something happens to a consumer, and often it is over some time later. */
export function makeConsumerFault(
  random: Random, consumers: readonly string[], brokers: readonly string[],
): PlannedFault[] {
  const node = pick(random, consumers)
  const broker = pick(random, brokers)
  const atMillis = BEGIN_MILLIS + random.nextInt(END_MILLIS - BEGIN_MILLIS)
  const begun = (fault: Fault): PlannedFault => ({ do: 'fault', atMillis, fault })
  const ended = (fault: Fault): PlannedFault => ({ do: 'fault', atMillis: atMillis + 100 + random.nextInt(8000), fault })
  const endsEarly = random.nextInt(3) > 0
  const kind = pick(random, FAULTS)
  switch (kind) {
    case 'kill':
    case 'power-cut':
    case 'shutdown':
      return [begun({ kind, node }), ...(endsEarly ? [ended({ kind: 'restart', node })] : [])]
    case 'pause':
      return [begun({ kind, node, millis: 1 + random.nextInt(8000) })]
    case 'cut-link':
      return [begun({ kind, from: node, to: broker }), ...(endsEarly ? [ended({ kind: 'restore-link', from: node, to: broker })] : [])]
    case 'slow-link':
      return [begun({ kind, from: node, to: broker, latencyMillis: 1 + random.nextInt(2000) })]
    case 'skew-clock':
      return [begun({ kind, node, millis: random.nextInt(10_000) - 5000 })]
  }
}

function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[random.nextInt(choices.length)]!
}
