import { MixAll } from '../../common/MixAll'
import type { ConsumerSpec, ProgramStep, Scenario, ScenarioFault, SendStep } from '../../cluster/Scenario'
import { BrokerRole } from '../../store/config/BrokerRole'
import type { ListenerLoad } from './ListenerLoad'
import { checkListenerLoad, isBad, isSlow, SLOW_MILLIS } from './ListenerLoad'

export const LISTENER_GROUP = 'billing'
export const LISTENER_TOPIC = 'OrderPaid'
/** The consumers are there, and have shared the queues, before the first message is sent. */
const FIRST_MESSAGE_MILLIS = 25_000
const INTERVAL_MILLIS = 100
/** After the last message a run goes on for as long as the first few retries take, in ms. */
const LONGEST_MILLIS = 600_000

/** When the middle is, in ms. */
export function middleMillis({ messages }: ListenerLoad): number {
  return FIRST_MESSAGE_MILLIS + Math.floor(messages / 2) * INTERVAL_MILLIS
}

/**
 * The cluster of a load: one broker, a producer that sends an order every 100 ms, and a group. In the middle one of the consumers
 * is killed, or one more starts.
 * @throws ScenarioError naming the field that is out of bounds
 */
export function listenerScenario(load: ListenerLoad): Scenario {
  checkListenerLoad(load)
  return {
    version: 1,
    name: 'listener',
    seed: 1,
    durationMillis: FIRST_MESSAGE_MILLIS + load.messages * INTERVAL_MILLIS + LONGEST_MILLIS,
    epochMillis: 1_700_000_000_000,
    network: { latencyMicros: 200, bytesPerMicro: 125 },
    nameServers: [{ name: 'namesrv', host: '10.0.0.11', port: 9876, startAtMillis: 0, lookupMicros: 0, config: {} }],
    brokers: [{
      name: 'broker-a', host: '10.0.0.21', port: 10911, startAtMillis: 20, cluster: 'DefaultCluster', brokerName: 'broker-a',
      role: BrokerRole.ASYNC_MASTER, brokerId: MixAll.MASTER_ID, config: {},
      store: { mappedFileSizeCommitLog: 1_048_576 }, diskFlushMicros: 200,
    }],
    topics: [{ name: LISTENER_TOPIC, queues: load.queues, brokers: ['broker-a'] }],
    consumers: consumersOf(load),
    producers: [{
      name: 'order-service', host: '10.0.0.41', startAtMillis: FIRST_MESSAGE_MILLIS, producerGroup: 'order-service',
      transactions: null, config: {}, program: programOf(load),
    }],
    drills: [],
    clusterDrill: null,
    faults: faultsOf(load),
  }
}

function consumersOf(load: ListenerLoad): ConsumerSpec[] {
  const count = load.consumers + (load.middle === 'consumer-joins' ? 1 : 0)
  return Array.from({ length: count }, (_, index): ConsumerSpec => ({
    name: `${LISTENER_GROUP}-${index + 1}`,
    host: `10.0.0.${61 + index}`,
    startAtMillis: index < load.consumers ? 1000 + 500 * index : middleMillis(load),
    consumerGroup: LISTENER_GROUP,
    model: 'CLUSTERING',
    subscriptions: [{ topic: LISTENER_TOPIC, tags: '*', sql: '' }],
    config: {
      consumeThreadMin: load.threads, consumeThreadMax: load.threads, maxReconsumeTimes: load.maxReconsumeTimes,
    },
    listener: { order: 'concurrently', outcome: 'success', tries: 0, millis: 0, exceptions: [] },
  }))
}

function programOf(load: ListenerLoad): ProgramStep[] {
  const sends = Array.from({ length: load.messages }, (_, index) => sendStep(load, index))
  return [{ do: 'start' }, ...sends]
}

function sendStep(load: ListenerLoad, index: number): SendStep {
  const millis = isSlow(load, index) ? SLOW_MILLIS : 20
  return {
    do: 'send', mode: 'sync', topic: LISTENER_TOPIC, count: 1, intervalMillis: INTERVAL_MILLIS, tags: '', keyWeights: [], properties: {},
    keys: `order-${index}`, body: isBad(load, index) ? `order ${index}?` : `{"order":"order-${index}","bankMillis":${millis}}`,
    bodyBytes: 0, selector: 'round-robin', arg: '', timeoutMillis: 0, delayLevel: 0, delayMillis: 0,
  }
}

function faultsOf(load: ListenerLoad): ScenarioFault[] {
  if (load.middle !== 'consumer-dies') return []
  return [{ fault: { kind: 'kill', node: `${LISTENER_GROUP}-1` }, when: { atMillis: middleMillis(load) } }]
}
