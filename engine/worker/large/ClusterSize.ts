/** How large a cluster is, and how much happens to it. */
export interface ClusterSize {
  readonly brokers: number
  /** Of the topic, on each broker. */
  readonly queues: number
  readonly producers: number
  /** All of one group. */
  readonly consumers: number
  /** All producers together. */
  readonly messages: number
  /** While messages are sent: brokers that stand still for a moment, one after the other. */
  readonly faults: number
}

/** What a reader may choose, from and to. Without a consumer nothing is consumed. */
export const SIZE_LIMITS: Readonly<Record<keyof ClusterSize, readonly [from: number, to: number]>> = {
  brokers: [1, 64],
  queues: [1, 64],
  producers: [1, 128],
  consumers: [0, 128],
  messages: [1, 1_000_000],
  faults: [0, 10_000],
}

/** By then each consumer has its queues, in ms. */
const SETTLED_MILLIS = 60_000
const PAUSE_MILLIS = 2
const BODY_BYTES = 64
const MIB = 1024 * 1024

/** When the last broker goes on, in ms. */
export function endOfFaults({ faults }: ClusterSize): number {
  return SETTLED_MILLIS + 10 + faults * PAUSE_MILLIS
}

/** Each producer sends as many messages as the others; so there may be a few more than were asked for. */
export function messagesToSend({ messages, producers }: ClusterSize): number {
  return Math.ceil(messages / producers) * producers
}

/** A scenario as it would stand in a file. Its files are small, so that many brokers have room in the memory of a tab. */
export function scenarioOfSize(size: ClusterSize): object {
  const { brokers, queues, producers, consumers, faults } = size
  const names = Array.from({ length: brokers }, (_, index) => `broker-${index}`)
  const host = (network: number, index: number): string => `10.${network}.${index >> 8}.${index & 255}`
  return {
    version: 1,
    name: 'large',
    durationMillis: 86_400_000,
    nameServers: [{ name: 'namesrv', host: '10.0.0.11' }],
    brokers: names.map((name, index) => ({
      name,
      host: host(1, index),
      store: {
        mappedFileSizeCommitLog: 2 * MIB,
        mappedFileSizeConsumeQueue: 60_000,
        maxHashSlotNum: 5000,
        maxIndexNum: 20_000,
      },
    })),
    topics: [{ name: 'Large', queues, brokers: names }],
    producers: Array.from({ length: producers }, (_, index) => ({
      name: `producer-${index}`,
      host: host(2, index),
      startAtMillis: SETTLED_MILLIS,
      producerGroup: 'large',
      program: [
        { do: 'start' },
        { do: 'send', topic: 'Large', body: 'x', bodyBytes: BODY_BYTES, count: messagesToSend(size) / producers },
      ],
    })),
    consumers: Array.from({ length: consumers }, (_, index) => ({
      name: `consumer-${index}`,
      host: host(3, index),
      startAtMillis: 1000,
      consumerGroup: 'large',
      subscriptions: [{ topic: 'Large' }],
      config: { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET' },
    })),
    faults: Array.from({ length: faults }, (_, index) => ({
      fault: { kind: 'pause', node: names[index % brokers], millis: PAUSE_MILLIS },
      when: { atMillis: SETTLED_MILLIS + 10 + index * PAUSE_MILLIS },
    })),
  }
}
