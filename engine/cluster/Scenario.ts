import type { MessageModel } from '../remoting/protocol/body/HeartbeatData'
import type { BrokerRole } from '../store/config/BrokerRole'
import type { Fault } from './Fault'

/**
 * A cluster and what its clients do, as data: the files in `content/scenarios`. The same file runs on the site and with
 * `npm run cluster`. The fields are explained in `content/scenarios/README.md`.
 */
export interface Scenario {
  readonly version: 1
  readonly name: string
  readonly seed: number
  /** Virtual time after which the run ends, in ms. */
  readonly durationMillis: number
  /** What the clocks show at the start, in ms since 1970. */
  readonly epochMillis: number
  readonly network: NetworkSpec
  readonly nameServers: readonly NameServerSpec[]
  readonly brokers: readonly BrokerSpec[]
  /** Topics that exist on every broker named, as if an operator had created them. */
  readonly topics: readonly TopicSpec[]
  readonly producers: readonly ProducerSpec[]
  readonly consumers: readonly ConsumerSpec[]
  /** Message stores without a broker around them, and what puts each of them through its paces. */
  readonly drills: readonly DrillSpec[]
  /** The judge of a cluster drill; null if there is none. The other nodes follow from the seed of the run. */
  readonly clusterDrill: NodeSpec | null
  readonly faults: readonly ScenarioFault[]
}

export interface NetworkSpec {
  /** One way, in µs. */
  readonly latencyMicros: number
  readonly bytesPerMicro: number
}

export interface NodeSpec {
  readonly name: string
  readonly host: string
  /** Virtual time at which its process starts, in ms. */
  readonly startAtMillis: number
  /** Java's system properties, as `-D` would set them. */
  readonly systemProperties?: Readonly<Record<string, string>> | undefined
}

export interface NameServerSpec extends NodeSpec {
  readonly port: number
  /** What a look into its tables takes while their lock is held, in µs; 0: no time. */
  readonly lookupMicros: number
  readonly config: Readonly<Record<string, ConfigValue>>
}

export interface BrokerSpec extends NodeSpec {
  readonly port: number
  /** A master and its slaves have the same; the node's own name unless something else is said. */
  readonly brokerName: string
  readonly role: BrokerRole
  /** 0 is the master. */
  readonly brokerId: number
  readonly cluster: string
  /** Overrides of BrokerConfig, by the original's names. */
  readonly config: Readonly<Record<string, ConfigValue>>
  /** Overrides of MessageStoreConfig, by the original's names. */
  readonly store: Readonly<Record<string, ConfigValue>>
  /** What one flush of its disk takes, in µs. */
  readonly diskFlushMicros: number
}

export interface TopicSpec {
  readonly name: string
  readonly queues: number
  readonly brokers: readonly string[]
}

export interface ProducerSpec extends NodeSpec {
  readonly producerGroup: string
  /** Overrides of DefaultMQProducer's configuration, by the original's names. */
  readonly config: ProducerConfig
  /** Null for a producer that has no transactions. */
  readonly transactions: TransactionSpec | null
  readonly program: readonly ProgramStep[]
  /** The version whose rules it chooses queues by; today's unless one is named. */
  readonly choiceOf?: ChoiceVersion | undefined
}

/** Fields of DefaultMQProducer, by the original's names. */
export type ProducerConfig = Readonly<Record<string, ConfigValue>>

/** For each of the ways in which producers have chosen a queue while they looked at latencies, a version that does so. */
export const CHOICE_VERSIONS = ['4.7.1', '4.8.0', '5.1.1', '5.3.2'] as const

export type ChoiceVersion = (typeof CHOICE_VERSIONS)[number]

export interface TransactionSpec {
  /** Whose brokers the producer is known to from its start on, so that they can ask it. */
  readonly topics: readonly string[]
  /** What the application answers about a transaction of which its database knows nothing. */
  readonly missing: 'unknown' | 'rollback'
}

export interface ConsumerSpec extends NodeSpec {
  readonly consumerGroup: string
  readonly model: MessageModel
  readonly subscriptions: readonly SubscriptionSpec[]
  /** Overrides of DefaultMQPushConsumer's configuration, by the original's names. */
  readonly config: Readonly<Record<string, ConfigValue>>
  readonly listener: ListenerSpec
}

export interface SubscriptionSpec {
  readonly topic: string
  /** `TagA || TagB`, or `*`. */
  readonly tags: string
  /** A selector, SQL92; takes the place of the tags unless empty. */
  readonly sql: string
}

export const LISTENER_OUTCOMES = ['success', 'later', 'throws', 'null', 'hangs'] as const

export type ListenerOutcomeName = (typeof LISTENER_OUTCOMES)[number]

/** What a consumer's own code does with messages. */
export interface ListenerSpec extends ListenerRule {
  readonly order: 'concurrently' | 'orderly'
  /** Other rules for some messages: the first one counts that names a key of a batch's first message. */
  readonly exceptions: ReadonlyArray<ListenerRule & { readonly keys: readonly string[] }>
}

/** How a listener treats a batch of messages. */
export interface ListenerRule {
  /** How it ends. `hangs`: never. */
  readonly outcome: ListenerOutcomeName
  /** How many tries of each message end so, before one succeeds; 0: all of them. */
  readonly tries: number
  /** How long a batch takes, in ms. */
  readonly millis: number
}

/** What is done to the store, and how it is configured, follows from the seed of the run. */
export interface DrillSpec extends NodeSpec {
  /** The machine with the store on it. */
  readonly store: Omit<NodeSpec, 'startAtMillis'>
}

export type ConfigValue = string | number | boolean

/** What a producer's own code does, step after step. */
export type ProgramStep =
  | SendStep | RecallStep | TransactionStep | SleepStep | CreateTopicStep | RequestModeStep | ResetOffsetStep
  | NewProducerStep | UseProducerStep | ConfigureStep
  | { readonly do: 'start' } | { readonly do: 'register-hook' } | { readonly do: 'shutdown' }

/** A message that is delivered only if the application's own transaction succeeds. */
export interface TransactionStep {
  readonly do: 'send-in-transaction'
  readonly topic: string
  readonly tags: string
  /** The application's database knows the transaction by them. */
  readonly keys: string
  readonly body: string
  /** How the application's own part ends; `unknown`: nothing is ever written into its database. */
  readonly outcome: 'commit' | 'rollback' | 'unknown'
  /** How long that takes, in ms. */
  readonly millis: number
  /** False: the application says at once that it does not know, and does its part meanwhile. */
  readonly isAwaited: boolean
}

/** Takes back the last message with these keys that waits on the wheel. */
export interface RecallStep {
  readonly do: 'recall'
  readonly topic: string
  readonly keys: string
}

/** The application makes one more producer in the same process. The steps behind this one are the new producer's. */
export interface NewProducerStep {
  readonly do: 'new-producer'
  /** By which `use-producer` knows it. */
  readonly name: string
  readonly producerGroup: string
  readonly config: ProducerConfig
  /** Topics whose routes are fetched at its start. */
  readonly topics: readonly string[]
}

/** The steps behind this one are those of another producer; the first one has its node's name. */
export interface UseProducerStep {
  readonly do: 'use-producer'
  readonly name: string
}

/** Sets fields of the producer that is there already. */
export interface ConfigureStep {
  readonly do: 'configure'
  readonly config: ProducerConfig
}

export interface SleepStep {
  readonly do: 'sleep'
  readonly millis: number
}

/** What an operator does to a topic that is there already: it gets another number of queues on each of its brokers. */
export interface CreateTopicStep {
  readonly do: 'create-topic'
  readonly topic: string
  /** For each broker. */
  readonly queues: number
}

/** What an operator does to a group: it begins the topic's queues anew, at each of its brokers. */
export interface ResetOffsetStep {
  readonly do: 'reset-offset'
  readonly topic: string
  readonly group: string
}

/** What an operator says to each broker of a topic: how a group's consumers without `clientRebalance` get its messages. */
export interface RequestModeStep {
  readonly do: 'set-request-mode'
  readonly topic: string
  readonly group: string
  readonly mode: 'PULL' | 'POP'
  /** With how many others of the group each of them shares its queues; 0: all queues with all. */
  readonly shareQueues: number
}

export const SELECTORS = [
  'round-robin', 'hash', 'random', 'machine-room', 'consistent-hash', 'least-loaded', 'sticky', 'avoid-slow',
] as const

export type SelectorName = (typeof SELECTORS)[number]

export interface SendStep {
  readonly do: 'send'
  readonly mode: 'sync' | 'async' | 'oneway'
  readonly topic: string
  /** How many messages, one after the other. */
  readonly count: number
  /** Pause after each, in ms. */
  readonly intervalMillis: number
  readonly tags: string
  /**
   * Each message gets a number that is drawn from these many, as often as its weight says; `{k}` stands for it. The same
   * numbers are drawn whatever strategy the messages are sent with. Empty: none is drawn.
   */
  readonly keyWeights: readonly number[]
  /** The keys property; `{i}` is the number of the message from 0, `{k}` the number drawn. */
  readonly keys: string
  /** Properties of the application's own; `{i}` and `{k}` as above. */
  readonly properties: Readonly<Record<string, string>>
  /** The body's text; `{i}` as above. */
  readonly body: string
  /** Filled up with blanks to this many bytes; 0: as the text is. */
  readonly bodyBytes: number
  /** Chooses the queue; null for the producer's own way. */
  readonly selector: SelectorName | null
  /** The argument handed to the selector; `{i}` as above. */
  readonly arg: string
  /** How long the message waits on the timing wheel; 0: not at all. */
  readonly delayMillis: number
  /** 0: the producer's sendMsgTimeout. */
  readonly timeoutMillis: number
  /** 1 to 18; 0: it is delivered at once. */
  readonly delayLevel: number
  /** How many more times the same Message is sent right afterwards. */
  readonly again?: number | undefined
}

/** A fault of the scenario itself: at a time, or when something happens. */
export interface ScenarioFault {
  readonly fault: Fault
  readonly when: FaultMoment
}

export type FaultMoment =
  | { readonly atMillis: number }
  | { readonly slice: number }
  | {
      /** The type of a trace event, such as `log-append`. */
      readonly event: string
      /** Only events of this node; empty: of any. */
      readonly node: string
      /** Only frames with this request code; 0: any. */
      readonly code: number
      /** Only events at or after this time, in ms. */
      readonly fromMillis: number
      /** The first, the second, … */
      readonly nth: number
    }
