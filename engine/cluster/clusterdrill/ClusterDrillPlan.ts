import type { MessageModel } from '../../remoting/protocol/body/HeartbeatData'
import type { BrokerRole } from '../../store/config/BrokerRole'
import type { FlushDiskType } from '../../store/config/FlushDiskType'
import type { Fault } from '../Fault'
import type { ConfigValue } from '../Scenario'

/** A master and its slaves. */
export interface PlannedGroup {
  readonly role: Exclude<BrokerRole, 'SLAVE'>
  readonly flushDiskType: FlushDiskType
  /** Replicas that must have a message before a SYNC_MASTER answers SEND_OK, the master included. */
  readonly inSyncReplicas: number
  readonly slaves: number
}

export interface PlannedTopic {
  readonly name: string
  /** On each broker. */
  readonly queues: number
}

export interface PlannedProducer {
  /** Fields of DefaultMQProducer. */
  readonly config: Readonly<Record<string, ConfigValue>>
}

/** A group of consumers. All of its members subscribe to all messages of the same topics. */
export interface PlannedConsumerGroup {
  readonly name: string
  readonly model: MessageModel
  readonly order: 'concurrently' | 'orderly'
  readonly topics: readonly string[]
  /** When each member starts, in ms from the start of the run. */
  readonly startsAtMillis: readonly number[]
  /** How long a listener takes, in ms. */
  readonly millis: number
  /** Some messages take two or three times as long, so that others overtake them. */
  readonly isUneven: boolean
  /** One message in this many is not consumed at the first try; 0: none. */
  readonly failsEvery: number
}

/** How the application's part of a transaction ends; `later`: it does not know until it is asked. */
export type PlannedTransaction = 'none' | 'commit' | 'rollback' | 'commit later' | 'rollback later'

/** One call of a producer. Sizes are bytes of body; `atMillis` counts from the start of the run. */
export interface PlannedSend {
  readonly do: 'send'
  readonly atMillis: number
  readonly producer: string
  /** The number of its first message; the messages of a batch have the numbers that follow. */
  readonly id: number
  /** More than one makes it a batch. */
  readonly count: number
  readonly topic: string
  readonly mode: 'sync' | 'async' | 'oneway'
  readonly to: 'any' | 'queue' | 'selector'
  readonly size: number
  /** False sets WAIT=false: the broker answers before disk and slaves have the message. */
  readonly waits: boolean
  /** 0: it is delivered at once. */
  readonly delayLevel: number
  readonly transaction: PlannedTransaction
}

/** Creates a topic, or gives it another number of queues on each broker. */
export interface PlannedTopicChange {
  readonly do: 'create-topic'
  readonly atMillis: number
  readonly producer: string
  readonly topic: string
  readonly queues: number
}

/** Every name server is told to delete the topic. */
export interface PlannedDeletion {
  readonly do: 'delete-topic'
  readonly atMillis: number
  readonly producer: string
  readonly topic: string
}

export interface PlannedFault {
  readonly do: 'fault'
  readonly atMillis: number
  readonly fault: Fault
}

export type ProducerOperation = PlannedSend | PlannedTopicChange | PlannedDeletion
export type ClusterOperation = ProducerOperation | PlannedFault

/** Everything about one drill: the same plan gives the same run. */
export interface ClusterDrillPlan {
  readonly seed: number
  readonly nameServers: number
  readonly groups: readonly PlannedGroup[]
  /** Topics that every broker has from the start. */
  readonly topics: readonly PlannedTopic[]
  readonly producers: readonly PlannedProducer[]
  /** None on most seeds: a run with consumers takes longer. */
  readonly consumers: readonly PlannedConsumerGroup[]
  /** In the order of their times. */
  readonly operations: readonly ClusterOperation[]
  /** When everything that is broken is repaired. */
  readonly healAtMillis: number
  /** A slave that is not started again once it has died, so that the cluster has to forget it; null if there is none. */
  readonly retired: string | null
}

/** Is anything sent that is delivered late, or only if a transaction succeeds? */
export function hasLateMessages({ operations }: ClusterDrillPlan): boolean {
  return operations.some((each) => each.do === 'send' && (each.delayLevel > 0 || each.transaction !== 'none'))
}

/** Does it break anything? */
export function hasFaults({ operations }: ClusterDrillPlan): boolean {
  return operations.some((operation) => operation.do === 'fault')
}
