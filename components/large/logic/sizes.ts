import type { ClusterSize } from '../../../engine/worker/large/largeProtocol'

/** Sizes to begin with. The last one is what a tab has to be able to do. */
export const PRESETS = {
  small: { brokers: 2, queues: 4, producers: 1, consumers: 2, messages: 10_000, faults: 0 },
  middle: { brokers: 10, queues: 4, producers: 10, consumers: 10, messages: 100_000, faults: 10 },
  large: { brokers: 20, queues: 4, producers: 25, consumers: 25, messages: 1_000_000, faults: 100 },
} as const satisfies Readonly<Record<string, ClusterSize>>

/** In the order in which they are asked for. */
export const FIELDS = ['brokers', 'queues', 'producers', 'consumers', 'messages', 'faults'] as const
