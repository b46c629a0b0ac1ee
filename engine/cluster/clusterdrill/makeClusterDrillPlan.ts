import { TopicValidator } from '../../common/topic/TopicValidator'
import { Random } from '../../kernel/Random'
import type { Fault } from '../Fault'
import type {
  ClusterDrillPlan, ClusterOperation, PlannedFault, PlannedGroup, PlannedProducer, PlannedSend, PlannedTopicChange,
} from './ClusterDrillPlan'
import { makeConsumerFault, makeConsumers, withKind } from './makeConsumers'
import { masterName, nodesOfPlan, producerName, slaveName } from './scenarioOfPlan'

const BEGIN_MILLIS = 2000
const END_MILLIS = 22_000
const HEAL_MILLIS = 24_000
const SEEDS_PER_SEED_WITH_CONSUMERS = 4
/** The first topic exists from the start, the second on some seeds; the third is created, the last by a message to it. */
const TOPICS = ['Orders', 'Payments', 'Refunds', 'Audit'] as const
const SIZES = [20, 200, 900, 2000, 6000]
/** A batch stands in one file of the log, or nowhere. */
const BATCH_SIZES = [20, 200, 900, 2000]

/** A plan that follows from the seed alone. */
export function makeClusterDrillPlan(seed: number): ClusterDrillPlan {
  const random = new Random(seed)
  const plan = makePlan(seed, random)
  // Drawn last, so that everything else is the same with consumers and without.
  return random.nextInt(SEEDS_PER_SEED_WITH_CONSUMERS) === 0 ? withConsumers(random, plan) : plan
}

/** The same plan, but for consumers and what is sent for their sake. */
export function planWithoutConsumers(seed: number): ClusterDrillPlan {
  return makePlan(seed, new Random(seed))
}

function makePlan(seed: number, random: Random): ClusterDrillPlan {
  const nameServers = 1 + random.nextInt(2)
  const groups = makeGroups(random)
  const producers = Array.from({ length: 1 + random.nextInt(2) }, () => makeProducer(random))
  const topics = TOPICS.slice(0, 1 + random.nextInt(2)).map((name) => ({ name, queues: 1 + random.nextInt(4) }))
  const retired = chooseRetired(random, groups)
  const nothing = { consumers: [], operations: [] }
  const shape = { seed, nameServers, groups, topics, producers, ...nothing, healAtMillis: HEAL_MILLIS, retired }
  const sends = makeSends(random, producers.length)
  const faults = Array.from({ length: 3 + random.nextInt(4) }, () =>
    makeFault(random, nodesOfPlan(shape), faultMoment(random, sends)))
  const operations = [
    ...sends,
    ...Array.from({ length: random.nextInt(4) }, () => makeTopicChange(random, producers.length)),
    ...faults.flat(),
    ...(random.nextInt(3) === 0 ? makeAmbush(random, sends, groups) : []),
    ...(retired === null ? [] : [makeRetirement(random, retired)]),
  ]
  const possible = operations.filter((operation) => !isRestartOf(operation, retired))
  return { ...shape, operations: inOrder(possible) }
}

/** Brings consumers into a plan, what is broken about them, and messages that come late or only if a transaction succeeds. */
function withConsumers(random: Random, plan: ClusterDrillPlan): ClusterDrillPlan {
  const consumers = makeConsumers(random, TOPICS)
  const { brokers, consumers: members } = nodesOfPlan({ ...plan, consumers })
  const faults = Array.from({ length: 1 + random.nextInt(4) }, () => makeConsumerFault(random, members, brokers)).flat()
  const operations = plan.operations.map((each) => (each.do === 'send' ? withKind(random, each) : each))
  const groups = consumers.map((group) => ({ ...group, isUneven: random.nextInt(2) === 0 }))
  return { ...plan, consumers: groups, operations: inOrder([...operations, ...faults]) }
}

function inOrder(operations: readonly ClusterOperation[]): ClusterOperation[] {
  return [...operations].sort((one, other) => one.atMillis - other.atMillis)
}

/** On one seed in four a slave that its master can do without. */
function chooseRetired(random: Random, groups: readonly PlannedGroup[]): string | null {
  if (random.nextInt(4) > 0) return null
  const index = groups.findIndex(({ slaves, inSyncReplicas }) => slaves >= inSyncReplicas)
  return index < 0 ? null : slaveName(index, 0)
}

function makeRetirement(random: Random, node: string): PlannedFault {
  const kind = pick(random, ['kill', 'power-cut', 'power-cut', 'shutdown'] as const)
  return { do: 'fault', atMillis: moment(random), fault: { kind, node } }
}

function isRestartOf(operation: ClusterOperation, node: string | null): boolean {
  return operation.do === 'fault' && operation.fault.kind === 'restart' && operation.fault.node === node
}

/** At most one broker flushes synchronously: its flushing thread looks every 10 ms, which costs a recording much. */
function makeGroups(random: Random): PlannedGroup[] {
  const count = 1 + random.nextInt(2)
  return Array.from({ length: count }, (_, index) => {
    const isSync = random.nextInt(2) === 0
    const isFlushedSync = index === 0 && random.nextInt(2) === 0
    return {
      role: isSync ? 'SYNC_MASTER' : 'ASYNC_MASTER',
      flushDiskType: isFlushedSync ? 'SYNC_FLUSH' : 'ASYNC_FLUSH',
      inSyncReplicas: isSync && random.nextInt(4) > 0 ? 2 : 1,
      slaves: isSync ? 1 + (count === 1 ? random.nextInt(2) : 0) : random.nextInt(2),
    }
  })
}

function makeProducer(random: Random): PlannedProducer {
  return {
    config: {
      sendMsgTimeout: pick(random, [1000, 3000, 6000]),
      retryTimesWhenSendFailed: random.nextInt(3),
      retryTimesWhenSendAsyncFailed: random.nextInt(3),
      retryAnotherBrokerWhenNotStoreOK: random.nextInt(4) === 0,
      sendLatencyEnable: random.nextInt(4) === 0,
      compressMsgBodyOverHowmuch: 1024,
    },
  }
}

function makeSends(random: Random, producers: number): PlannedSend[] {
  const sends: PlannedSend[] = []
  const calls = 8 + random.nextInt(20)
  for (let call = 0, id = 0; call < calls; call++) {
    const send = makeSend(random, id, producers)
    sends.push(send)
    id += send.count
  }
  return sends
}

function makeSend(random: Random, id: number, producers: number): PlannedSend {
  const isBatch = random.nextInt(6) === 0
  return {
    do: 'send',
    atMillis: moment(random),
    producer: producerName(random.nextInt(producers)),
    id,
    count: isBatch ? 2 + random.nextInt(3) : 1,
    topic: pick(random, TOPICS),
    mode: pick(random, ['sync', 'sync', 'async', 'async', 'oneway'] as const),
    // A batch is never sent through a selector: RocketMQ has no such method.
    to: pick(random, isBatch ? ['any', 'any', 'queue'] as const : ['any', 'any', 'queue', 'selector'] as const),
    size: pick(random, isBatch ? BATCH_SIZES : SIZES),
    waits: random.nextInt(6) > 0,
    delayLevel: 0,
    transaction: 'none',
  }
}

function makeTopicChange(random: Random, producers: number): ClusterOperation {
  const producer = producerName(random.nextInt(producers))
  const atMillis = moment(random)
  const topic = pick(random, TOPICS)
  if (random.nextInt(3) === 0) return { do: 'delete-topic', atMillis, producer, topic }
  return { do: 'create-topic', atMillis, producer, topic, queues: 1 + random.nextInt(8) } satisfies PlannedTopicChange
}

/**
 * A master's disk turns slow shortly before a call, and the power is cut shortly after it: then whatever was said too early is
 * found out.
 */
function makeAmbush(random: Random, sends: readonly PlannedSend[], groups: readonly PlannedGroup[]): PlannedFault[] {
  const { atMillis } = pick(random, sends)
  const node = masterName(random.nextInt(groups.length))
  const flushMillis = 50 + random.nextInt(500)
  return [
    { do: 'fault', atMillis: atMillis - 20, fault: { kind: 'slow-disk', node, flushMillis } },
    { do: 'fault', atMillis: atMillis + 5 + random.nextInt(100), fault: { kind: 'power-cut', node } },
    { do: 'fault', atMillis: atMillis + 1000 + random.nextInt(3000), fault: { kind: 'restart', node } },
  ]
}

/** A fault, and often its end some time later; what is not ended here ends when everything is repaired. */
function makeFault(random: Random, nodes: PlanNodes, atMillis: number): PlannedFault[] {
  const begun = (fault: Fault): PlannedFault => ({ do: 'fault', atMillis, fault })
  const ended = (fault: Fault): PlannedFault =>
    ({ do: 'fault', atMillis: atMillis + 100 + random.nextInt(8000), fault })
  const [node, other] = pickTwo(random, [...nodes.nameServers, ...nodes.brokers, ...nodes.brokers, ...nodes.producers])
  const broker = pick(random, nodes.brokers)
  const endsEarly = random.nextInt(3) > 0
  const kind = pick(random, FAULTS)
  switch (kind) {
    case 'kill':
    case 'power-cut':
    case 'shutdown':
      return [begun({ kind, node }), ...(endsEarly ? [ended({ kind: 'restart', node })] : [])]
    case 'pause':
      return [begun({ kind, node, millis: 1 + random.nextInt(pick(random, [50, 1000, 8000])) })]
    case 'cut-link':
      return [begun({ kind, from: node, to: other }), ...(endsEarly ? [ended(restored(node, other))] : [])]
    case 'slow-link': {
      const latencyMillis = 1 + random.nextInt(pick(random, [20, 500, 2500]))
      const end = endsEarly ? [ended(restored(node, other))] : []
      return [begun({ kind, from: node, to: other, latencyMillis }), ...end]
    }
    case 'slow-disk': {
      const flushMillis = 1 + random.nextInt(pick(random, [20, 1000, 6000]))
      return [begun({ kind, node: broker, flushMillis }), ...(endsEarly ? [ended(healthy(broker))] : [])]
    }
    case 'full-disk':
    case 'broken-disk':
      return [begun({ kind, node: broker }), ...(endsEarly ? [ended(healthy(broker))] : [])]
    case 'skew-clock': {
      const millis = random.nextInt(pick(random, [200, 5000, 15_000])) * (random.nextInt(2) === 0 ? 1 : -1)
      return [begun({ kind, node, millis }), ...(endsEarly ? [ended({ kind, node, millis: 0 })] : [])]
    }
  }
}

type PlanNodes = ReturnType<typeof nodesOfPlan>

/** Crashes and cuts come more often than the rest: they are what a cluster has its promises for. */
const FAULTS = [
  'kill', 'kill', 'kill', 'power-cut', 'power-cut', 'power-cut', 'shutdown', 'pause', 'pause', 'cut-link', 'cut-link',
  'slow-link', 'slow-disk', 'full-disk', 'broken-disk', 'skew-clock',
] as const

function restored(from: string, to: string): Fault {
  return { kind: 'restore-link', from, to }
}

function healthy(node: string): Fault {
  return { kind: 'healthy-disk', node }
}

/** Every other fault comes in the middle of a call: that is where it hurts. */
function faultMoment(random: Random, sends: readonly PlannedSend[]): number {
  return random.nextInt(2) === 0 ? moment(random) : pick(random, sends).atMillis + random.nextInt(12)
}

function moment(random: Random): number {
  return BEGIN_MILLIS + random.nextInt(END_MILLIS - BEGIN_MILLIS)
}

function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[random.nextInt(choices.length)]!
}

function pickTwo(random: Random, choices: readonly string[]): [string, string] {
  const one = pick(random, choices)
  return [one, pick(random, choices.filter((each) => each !== one))]
}

/** The topic that `createTopic` models new topics on: the one that every broker has. */
export const TOPIC_OF_NEW_TOPICS = TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC
