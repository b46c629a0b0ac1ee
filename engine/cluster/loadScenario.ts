import { MixAll } from '../common/MixAll'
import { BrokerRole } from '../store/config/BrokerRole'
import type { Load } from './Load'
import type { BrokerSpec, CreateTopicStep, ProducerSpec, ProgramStep, Scenario, ScenarioFault, SendStep } from './Scenario'
import { ScenarioError } from './ScenarioError'

/** The application that a load is about. */
export const LOAD_PRODUCER = 'order-service'
const TOPIC = 'OrderPaid'
const LIMITS = { messages: 10_000, distinctKeys: 1000, brokers: 6, queues: 16 } as const
const CHOICES = {
  keys: ['uniform', 'skewed', 'hot'],
  middle: ['nothing', 'broker-dies', 'queues-added', 'broker-slow'],
} as const

/** When the application starts. */
export const LOAD_START_MILLIS = 1000
const INTERVAL_MILLIS = 5
/** A send that neither waits nor fails takes less, in ms. */
const SEND_MILLIS = 10
/** What one flush takes of a disk that is well, and of one that isn't. */
const FLUSH_MICROS = 200
const SLOW_FLUSH_MILLIS = 120
/** How often the application asks for routes. By default it does so every 30 s, which is thousands of messages. */
const POLL_MILLIS = 200

/**
 * The cluster and the application of a load. The brokers stand in two machine rooms, alternately, which their names tell:
 * `room1-broker-a`, `room2-broker-b`, and so on. The application stands in `room1`. Message by message it draws a key
 * `order-<k>`, hands it to the strategy as well, and waits for the answer. The first broker is the one that dies or turns
 * slow; it does so right after the call of the first message of the second half has begun.
 *
 * @throws ScenarioError naming the field of the load that is out of bounds
 */
export function loadScenario(load: Load): Scenario {
  checkLoad(load)
  const names = Array.from({ length: load.brokers }, (_, index) => brokerName(index))
  return {
    version: 1,
    name: 'load',
    seed: 1,
    durationMillis: durationMillis(load),
    epochMillis: 1_700_000_000_000,
    network: { latencyMicros: 200, bytesPerMicro: 125 },
    nameServers: [{ name: 'namesrv', host: '10.0.0.11', port: 9876, startAtMillis: 0, lookupMicros: 0, config: {} }],
    brokers: names.map((name, index) => brokerOf(load, name, index)),
    topics: [{ name: TOPIC, queues: load.queues, brokers: names }],
    consumers: [],
    producers: load.middle === 'queues-added' ? [orderService(load), operator(load)] : [orderService(load)],
    drills: [],
    clusterDrill: null,
    faults: faultsOf(load),
  }
}

/** How many messages are sent before the middle. */
export function firstHalf(load: Load): number {
  return Math.floor(load.messages / 2)
}

/** How many queues there are on each broker in the end. */
export function queuesInTheEnd(load: Load): number {
  return load.middle === 'queues-added' ? load.queues + addedQueues(load) : load.queues
}

/** The broker that dies or turns slow. */
export function brokerOfTheMiddle(load: Load): string | null {
  return load.middle === 'broker-dies' || load.middle === 'broker-slow' ? brokerName(0) : null
}

function brokerName(index: number): string {
  return `room${1 + (index % 2)}-broker-${'abcdef'.charAt(index)}`
}

/** Half as many once more, so that it is seen, and not twice as many, which would spare half of all remainders. */
function addedQueues({ queues }: Load): number {
  return Math.ceil(queues / 2)
}

function brokerOf({ middle }: Load, name: string, index: number): BrokerSpec {
  return {
    name,
    host: `10.0.0.${21 + index}`,
    port: 10911,
    startAtMillis: 20 + 5 * index,
    cluster: 'DefaultCluster',
    brokerName: name,
    role: BrokerRole.ASYNC_MASTER,
    brokerId: MixAll.MASTER_ID,
    config: {},
    // A slow disk is only felt by those who wait for it.
    store: { mappedFileSizeCommitLog: 1_048_576, flushDiskType: middle === 'broker-slow' ? 'SYNC_FLUSH' : 'ASYNC_FLUSH' },
    diskFlushMicros: FLUSH_MICROS,
  }
}

function orderService(load: Load): ProducerSpec {
  const half = firstHalf(load)
  const isChanged = load.middle === 'queues-added'
  const program: ProgramStep[] = [{ do: 'start' }]
  if (isChanged && half > 0) program.push(sendStep(load, half))
  if (isChanged) program.push({ do: 'sleep', millis: operatorMillis(load) + 2 * POLL_MILLIS - LOAD_START_MILLIS })
  program.push(sendStep(load, isChanged ? load.messages - half : load.messages))
  return {
    name: LOAD_PRODUCER,
    host: '10.0.0.41',
    startAtMillis: LOAD_START_MILLIS,
    producerGroup: LOAD_PRODUCER,
    transactions: null,
    config: { pollNameServerInterval: POLL_MILLIS },
    program,
  }
}

/** The operator who adds queues, once the first half is certainly through. */
function operator(load: Load): ProducerSpec {
  const create: CreateTopicStep = { do: 'create-topic', topic: TOPIC, queues: queuesInTheEnd(load) }
  return {
    name: 'operator',
    host: '10.0.0.51',
    startAtMillis: operatorMillis(load),
    producerGroup: 'operator',
    config: {},
    transactions: null,
    program: [{ do: 'start' }, create, { do: 'shutdown' }],
  }
}

function operatorMillis(load: Load): number {
  return LOAD_START_MILLIS + 1000 + firstHalf(load) * (INTERVAL_MILLIS + SEND_MILLIS)
}

function sendStep(load: Load, count: number): SendStep {
  return {
    do: 'send',
    mode: 'sync',
    topic: TOPIC,
    count,
    intervalMillis: INTERVAL_MILLIS,
    tags: '',
    keyWeights: weightsOf(load),
    properties: {},
    keys: 'order-{k}',
    body: '{"order":{k}}',
    bodyBytes: 0,
    selector: null,
    arg: 'order-{k}',
    timeoutMillis: 0,
    delayLevel: 0,
    delayMillis: 0,
  }
}

/** How often each key is drawn, compared with the others. */
function weightsOf({ keys, distinctKeys }: Load): number[] {
  switch (keys) {
    case 'uniform':
      return Array.from({ length: distinctKeys }, () => 1)
    case 'skewed':
      // Zipf's law in whole numbers: the second key comes half as often as the first, the third a third as often.
      return Array.from({ length: distinctKeys }, (_, k) => Math.floor(1_000_000 / (k + 1)))
    case 'hot':
      return Array.from({ length: distinctKeys }, (_, k) => (k === 0 ? Math.max(1, distinctKeys - 1) : 1))
  }
}

function faultsOf(load: Load): ScenarioFault[] {
  const node = brokerOfTheMiddle(load)
  if (node === null) return []
  // The first call of the application is `start`.
  const nth = firstHalf(load) + 2
  const when = { event: 'client-call-started', node: LOAD_PRODUCER, code: 0, fromMillis: 0, nth }
  if (load.middle === 'broker-dies') return [{ fault: { kind: 'kill', node }, when }]
  return [{ fault: { kind: 'slow-disk', node, flushMillis: SLOW_FLUSH_MILLIS }, when }]
}

/** Long enough even if all messages of the second half go where it hurts most. */
function durationMillis(load: Load): number {
  const half = load.messages - firstHalf(load)
  const sending = load.messages * (INTERVAL_MILLIS + SEND_MILLIS)
  if (load.middle === 'broker-slow') return LOAD_START_MILLIS + sending + half * 2 * SLOW_FLUSH_MILLIS + 5000
  if (load.middle === 'queues-added') return operatorMillis(load) + 3 * POLL_MILLIS + 2 * sending + 5000
  return LOAD_START_MILLIS + sending + 5000
}

function checkLoad(load: Load): void {
  for (const [field, max] of Object.entries(LIMITS) as Array<[keyof typeof LIMITS, number]>) {
    const value = load[field]
    if (Number.isInteger(value) && value >= 1 && value <= max) continue
    throw new ScenarioError(`load.${field}`, `a whole number from 1 to ${max}`, String(value))
  }
  for (const field of ['keys', 'middle'] as const) {
    const choices: readonly string[] = CHOICES[field]
    if (!choices.includes(load[field])) throw new ScenarioError(`load.${field}`, choices.join(' or '), String(load[field]))
  }
}
