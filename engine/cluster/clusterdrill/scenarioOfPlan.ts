import { BrokerRole } from '../../store/config/BrokerRole'
import type { BrokerSpec, ConsumerSpec, NameServerSpec, ProducerSpec, Scenario } from '../Scenario'
import type { ClusterDrillPlan, PlannedGroup } from './ClusterDrillPlan'

/** Small files, so that a few messages fill several. */
const LOG_FILE_SIZE = 16_384
const QUEUE_FILE_SIZE = 50 * 20

/**
 * The checksum of a record covers its body only, unless the configuration wants more: without these two settings a power cut
 * may take the properties of a message that was not flushed, unnoticed. The store drill tries that; here a message is whole or
 * gone.
 */
const WHOLE_RECORD_CRC = { enabledAppendPropCRC: true, forceVerifyPropCRC: true }

/** The scenario with the cluster that the plan asks for. */
export function scenarioOfPlan(scenario: Scenario, plan: ClusterDrillPlan): Scenario {
  const brokers = plan.groups.flatMap(brokersOf)
  return {
    ...scenario,
    nameServers: Array.from({ length: plan.nameServers }, (_, index) => nameServerOf(index)),
    brokers,
    topics: plan.topics.map(({ name, queues }) => ({ name, queues, brokers: brokers.map((broker) => broker.name) })),
    producers: plan.producers.map(({ config }, index) => producerOf(index, config)),
    consumers: consumersOf(plan),
  }
}

/** The names of its nodes. */
export function nodesOfPlan(plan: ClusterDrillPlan): Record<'nameServers' | 'brokers' | 'producers' | 'consumers', string[]> {
  return {
    nameServers: Array.from({ length: plan.nameServers }, (_, index) => nameServerOf(index).name),
    brokers: plan.groups.flatMap(brokersOf).map(({ name }) => name),
    producers: plan.producers.map((_, index) => producerName(index)),
    consumers: consumersOf(plan).map(({ name }) => name),
  }
}

function nameServerOf(index: number): NameServerSpec {
  return { name: `namesrv-${index + 1}`, host: `10.0.0.${11 + index}`, port: 9876, startAtMillis: 0, lookupMicros: 0, config: {} }
}

function brokersOf(group: PlannedGroup, index: number): BrokerSpec[] {
  const name = masterName(index)
  const store = {
    mappedFileSizeCommitLog: LOG_FILE_SIZE,
    mappedFileSizeConsumeQueue: QUEUE_FILE_SIZE,
    inSyncReplicas: group.inSyncReplicas,
    ...WHOLE_RECORD_CRC,
  }
  const common = { port: 10911, cluster: 'DefaultCluster', brokerName: name, config: {}, diskFlushMicros: 200 }
  const host = (brokerId: number): string => `10.0.0.${21 + 10 * index + brokerId}`
  return [
    {
      ...common, name, host: host(0), startAtMillis: 20, role: group.role, brokerId: 0,
      store: { ...store, flushDiskType: group.flushDiskType },
    },
    ...Array.from({ length: group.slaves }, (_, slave): BrokerSpec => ({
      ...common, name: slaveName(index, slave), host: host(slave + 1), startAtMillis: 200, role: BrokerRole.SLAVE,
      brokerId: slave + 1, store,
    })),
  ]
}

/** The name of a group, counted from 0, and of its master. */
export function masterName(group: number): string {
  return `broker-${'ab'.charAt(group)}`
}

/** The name of a slave of the group, both counted from 0. */
export function slaveName(group: number, slave: number): string {
  return `${masterName(group)}-slave-${slave + 1}`
}

/** The name of a producer, and of its group, counted from 0. */
export function producerName(index: number): string {
  return `producer-${index + 1}`
}

function producerOf(index: number, config: ProducerSpec['config']): ProducerSpec {
  const name = producerName(index)
  return {
    name, host: `10.0.0.${51 + index}`, startAtMillis: 1000, producerGroup: name, config, transactions: null, program: [],
  }
}

/** The members of all groups, in the order of the plan. */
function consumersOf({ consumers }: ClusterDrillPlan): ConsumerSpec[] {
  const members = consumers.flatMap((group) => group.startsAtMillis.map((startAtMillis) => ({ group, startAtMillis })))
  return members.map(({ group, startAtMillis }, index) => ({
    name: `consumer-${index + 1}`,
    host: `10.0.0.${61 + index}`,
    startAtMillis,
    consumerGroup: group.name,
    model: group.model,
    subscriptions: group.topics.map((topic) => ({ topic, tags: '*', sql: '' })),
    config: { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET', consumeThreadMin: 3, consumeThreadMax: 3 },
    listener: { order: group.order, outcome: 'success', tries: 0, millis: group.millis, exceptions: [] },
  }))
}
