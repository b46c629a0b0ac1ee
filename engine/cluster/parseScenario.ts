import { MixAll } from '../common/MixAll'
import { BrokerRole } from '../store/config/BrokerRole'
import type { Fault, FaultKind } from './Fault'
import { FAULTS } from './Fault'
import { JsonReader } from './JsonReader'
import type {
  BrokerSpec,
  DrillSpec,
  FaultMoment,
  NameServerSpec,
  NodeSpec,
  ProducerSpec,
  ProgramStep,
  Scenario,
  ScenarioFault,
  TopicSpec,
} from './Scenario'
import { SELECTORS } from './Scenario'

const HOUR_MILLIS = 3_600_000
const MAX_PORT = { min: 1, max: 65_535 }

/**
 * Checks a scenario and fills in what it leaves out.
 * @throws ScenarioError naming the first field that is wrong and what was expected there
 */
export function parseScenario(json: unknown): Scenario {
  const file = new JsonReader(json, '')
  if (file.integer('version') !== 1) file.complain('version', '1')
  const scenario: Scenario = {
    version: 1,
    name: file.string('name'),
    seed: file.integer('seed', {}, 1),
    durationMillis: file.integer('durationMillis', { min: 1, max: 24 * HOUR_MILLIS }),
    epochMillis: file.integer('epochMillis', {}, 1_700_000_000_000),
    network: file.object('network', (network) => ({
      latencyMicros: network.integer('latencyMicros', {}, 200),
      bytesPerMicro: network.integer('bytesPerMicro', { min: 1 }, 125),
    })),
    nameServers: file.list('nameServers', readNameServer),
    brokers: file.list('brokers', readBroker),
    topics: file.list('topics', readTopic),
    producers: file.list('producers', readProducer),
    drills: file.list('drills', readDrill),
    clusterDrill: file.has('clusterDrill') ? file.object('clusterDrill', readNode) : null,
    faults: file.list('faults', readScenarioFault),
  }
  file.rejectUnknown()
  checkNodes(file, scenario)
  return scenario
}

function readNode(node: JsonReader): NodeSpec {
  return {
    name: node.string('name'),
    host: node.string('host'),
    startAtMillis: node.integer('startAtMillis', {}, 0),
  }
}

function readNameServer(node: JsonReader): NameServerSpec {
  return { ...readNode(node), port: node.integer('port', MAX_PORT, 9876), config: node.config('config') }
}

function readBroker(node: JsonReader): BrokerSpec {
  const common = readNode(node)
  const role = node.oneOf('role', Object.values(BrokerRole), BrokerRole.ASYNC_MASTER)
  const isSlave = role === BrokerRole.SLAVE
  const brokerId = node.integer('brokerId', {}, isSlave ? MixAll.FIRST_SLAVE_ID : MixAll.MASTER_ID)
  if (isSlave !== brokerId > MixAll.MASTER_ID) {
    node.complain('brokerId', isSlave ? 'at least 1 for a slave' : '0 for a master')
  }
  return {
    ...common,
    port: node.integer('port', MAX_PORT, 10911),
    brokerName: node.string('brokerName', common.name),
    role,
    brokerId,
    cluster: node.string('cluster', 'DefaultCluster'),
    config: node.config('config'),
    store: node.config('store'),
    diskFlushMicros: node.integer('diskFlushMicros', {}, 200),
  }
}

function readTopic(topic: JsonReader): TopicSpec {
  return {
    name: topic.string('name'),
    queues: topic.integer('queues', { min: 1, max: 1024 }, 4),
    brokers: topic.strings('brokers'),
  }
}

function readProducer(node: JsonReader): ProducerSpec {
  return {
    ...readNode(node),
    producerGroup: node.string('producerGroup'),
    config: node.config('config'),
    program: node.list('program', readStep),
  }
}

function readDrill(node: JsonReader): DrillSpec {
  const store = node.object('store', (machine) => ({ name: machine.string('name'), host: machine.string('host') }))
  return { ...readNode(node), store }
}

function readStep(step: JsonReader): ProgramStep {
  const kind = step.oneOf('do', ['start', 'send', 'sleep', 'create-topic', 'shutdown'])
  if (kind === 'sleep') return { do: kind, millis: step.integer('millis') }
  if (kind === 'create-topic') {
    return { do: kind, topic: step.string('topic'), queues: step.integer('queues', { min: 1, max: 1024 }) }
  }
  if (kind !== 'send') return { do: kind }
  return {
    do: kind,
    mode: step.oneOf('mode', ['sync', 'async', 'oneway'], 'sync'),
    topic: step.string('topic'),
    count: step.integer('count', { min: 1, max: 10_000_000 }, 1),
    intervalMillis: step.integer('intervalMillis', {}, 0),
    tags: step.string('tags', ''),
    keyWeights: step.integers('keyWeights'),
    keys: step.string('keys', ''),
    body: step.string('body', ''),
    bodyBytes: step.integer('bodyBytes', { max: 8_388_608 }, 0),
    selector: step.has('selector') ? step.oneOf('selector', SELECTORS) : null,
    arg: step.string('arg', ''),
    timeoutMillis: step.integer('timeoutMillis', {}, 0),
  }
}

function readScenarioFault(item: JsonReader): ScenarioFault {
  return { fault: item.object('fault', readFault), when: item.object('when', readMoment) }
}

function readMoment(when: JsonReader): FaultMoment {
  if (when.has('atMillis')) return { atMillis: when.integer('atMillis') }
  if (when.has('slice')) return { slice: when.integer('slice') }
  return {
    event: when.string('event'),
    node: when.string('node', ''),
    code: when.integer('code', {}, 0),
    fromMillis: when.integer('fromMillis', {}, 0),
    nth: when.integer('nth', { min: 1 }, 1),
  }
}

/** Also used for the interventions of a link. @throws ScenarioError */
export function readFault(fault: JsonReader): Fault {
  const kind = fault.oneOf('kind', Object.keys(FAULTS) as FaultKind[])
  const { nodes, numbers } = FAULTS[kind]
  const names = nodes.map((name) => [name, fault.string(name)] as const)
  const bounds = Object.entries<{ min: number }>(numbers)
  const values = bounds.map(([name, { min }]) => [name, fault.integer(name, { min })] as const)
  return { kind, ...Object.fromEntries([...names, ...values]) } as Fault
}

/** All nodes of a scenario, those that are started later included. */
export function nodeNames({ nameServers, brokers, producers, drills, clusterDrill }: Scenario): string[] {
  const stores = drills.map(({ store }) => store)
  const judges = clusterDrill === null ? [] : [clusterDrill]
  return [...nameServers, ...brokers, ...producers, ...drills, ...stores, ...judges].map(({ name }) => name)
}

/** What can only be seen with all nodes at hand. */
function checkNodes(file: JsonReader, scenario: Scenario): void {
  const names = nodeNames(scenario)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) file.complain('name', `each node's name once; "${twice}" is used twice`)
  if (names.length === 0) file.complain('nameServers', 'at least one node')
  const brokers = scenario.brokers.map((broker) => broker.name)
  for (const topic of scenario.topics) {
    const unknown = topic.brokers.find((name) => !brokers.includes(name))
    if (unknown !== undefined) file.complain('topics', `brokers that exist; "${unknown}" of topic ${topic.name} doesn't`)
  }
  for (const { fault } of scenario.faults) {
    const targets = 'node' in fault ? [fault.node] : [fault.from, fault.to]
    const unknown = targets.find((name) => !names.includes(name))
    if (unknown !== undefined) file.complain('faults', `nodes that exist; "${unknown}" doesn't`)
  }
}
