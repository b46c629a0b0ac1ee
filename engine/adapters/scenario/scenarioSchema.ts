import * as v from 'valibot'
import type { Fault, FaultKind } from '../../cluster/Fault'
import { FAULTS, fieldsOfFault } from '../../cluster/Fault'
import type { BrokerSpec, FaultMoment, ProgramStep, Scenario } from '../../cluster/Scenario'
import { CHOICE_VERSIONS, LISTENER_OUTCOMES, SELECTORS } from '../../cluster/Scenario'
import { MixAll } from '../../common/MixAll'
import { BrokerRole } from '../../store/config/BrokerRole'
import { choicesOf, fields, fieldsOfVariant, list, oneOf, settings, text, texts, textsIfAny, whole } from './schemaParts'

const DAY_MILLIS = 86_400_000

const port = whole({ min: 1, max: 65_535 })
const queues = whole({ min: 1, max: 1024 })

const NODE = { name: text, host: text, startAtMillis: v.optional(whole(), 0), systemProperties: textsIfAny }

const nameServer = fields({
  ...NODE, port: v.optional(port, 9876), lookupMicros: v.optional(whole(), 0), config: settings,
})

const topic = fields({ name: text, queues: v.optional(queues, 4), brokers: v.array(text, 'a list of strings') })

const drill = fields({ ...NODE, store: fields({ name: text, host: text }) })

const broker = v.pipe(
  fields({
    ...NODE,
    port: v.optional(port, 10911),
    brokerName: v.optional(text),
    role: v.optional(oneOf(Object.values(BrokerRole)), BrokerRole.ASYNC_MASTER),
    brokerId: v.optional(whole()),
    cluster: v.optional(text, 'DefaultCluster'),
    config: settings,
    store: settings,
    diskFlushMicros: v.optional(whole(), 200),
  }),
  v.transform((written): BrokerSpec => ({
    ...written,
    brokerName: written.brokerName ?? written.name,
    brokerId: written.brokerId ?? (written.role === BrokerRole.SLAVE ? MixAll.FIRST_SLAVE_ID : MixAll.MASTER_ID),
  })),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const { role, brokerId } = dataset.value
    const isSlave = role === BrokerRole.SLAVE
    if (isSlave === brokerId > MixAll.MASTER_ID) return
    const path = [{ type: 'object', origin: 'value', input: { ...dataset.value }, key: 'brokerId', value: brokerId }] as const
    addIssue({ message: isSlave ? 'at least 1 for a slave' : '0 for a master', path: [...path] })
  }),
)

const send = fieldsOfVariant({
  do: v.literal('send'),
  mode: v.optional(oneOf(['sync', 'async', 'oneway']), 'sync'),
  topic: text,
  count: v.optional(whole({ min: 1, max: 10_000_000 }), 1),
  intervalMillis: v.optional(whole(), 0),
  tags: v.optional(text, ''),
  keyWeights: list(whole({ min: 1 }), 'a list of whole numbers from 1 on'),
  keys: v.optional(text, ''),
  properties: texts,
  body: v.optional(text, ''),
  bodyBytes: v.optional(whole({ max: 8_388_608 }), 0),
  selector: v.nullish(oneOf(SELECTORS), null),
  arg: v.optional(text, ''),
  delayMillis: v.optional(whole(), 0),
  timeoutMillis: v.optional(whole(), 0),
  delayLevel: v.optional(whole(), 0),
  again: v.optional(whole({ max: 100 })),
})

const sendInTransaction = fieldsOfVariant({
  do: v.literal('send-in-transaction'),
  topic: text,
  tags: v.optional(text, ''),
  keys: text,
  body: v.optional(text, ''),
  outcome: v.optional(oneOf(['commit', 'rollback', 'unknown']), 'commit'),
  millis: v.optional(whole(), 0),
  isAwaited: v.optional(v.boolean('true or false'), true),
})

const STEPS = [
  fieldsOfVariant({ do: v.literal('start') }),
  send,
  sendInTransaction,
  fieldsOfVariant({ do: v.literal('recall'), topic: text, keys: text }),
  fieldsOfVariant({ do: v.literal('sleep'), millis: whole() }),
  fieldsOfVariant({ do: v.literal('create-topic'), topic: text, queues }),
  fieldsOfVariant({ do: v.literal('reset-offset'), topic: text, group: text }),
  fieldsOfVariant({
    do: v.literal('set-request-mode'), topic: text, group: text, mode: v.optional(oneOf(['PULL', 'POP']), 'POP'),
    shareQueues: v.optional(whole(), 0),
  }),
  fieldsOfVariant({ do: v.literal('new-producer'), name: text, producerGroup: text, config: settings, topics: list(text) }),
  fieldsOfVariant({ do: v.literal('use-producer'), name: text }),
  fieldsOfVariant({ do: v.literal('configure'), config: settings }),
  fieldsOfVariant({ do: v.literal('register-hook') }),
  fieldsOfVariant({ do: v.literal('shutdown') }),
] as const

const step: v.GenericSchema<unknown, ProgramStep> = v.variant('do', STEPS, choicesOf(STEPS.map(({ entries }) => entries.do.literal)))

const transactions = fields({ topics: list(text), missing: v.optional(oneOf(['unknown', 'rollback']), 'unknown') })

const producer = fields({
  ...NODE, producerGroup: text, config: settings, transactions: v.nullish(transactions, null), program: list(step),
  choiceOf: v.optional(oneOf(CHOICE_VERSIONS)),
})

const LISTENER_RULE = {
  outcome: v.optional(oneOf(LISTENER_OUTCOMES), 'success'),
  tries: v.optional(whole(), 0),
  millis: v.optional(whole(), 0),
}

const listener = fields({
  order: v.optional(oneOf(['concurrently', 'orderly']), 'concurrently'),
  ...LISTENER_RULE,
  exceptions: list(fields({ keys: list(text), ...LISTENER_RULE })),
})

const consumer = fields({
  ...NODE,
  consumerGroup: text,
  model: v.optional(oneOf(['CLUSTERING', 'BROADCASTING']), 'CLUSTERING'),
  subscriptions: list(fields({ topic: text, tags: v.optional(text, '*'), sql: v.optional(text, '') })),
  config: settings,
  listener: v.optional(listener, {}),
})

const kinds = Object.keys(FAULTS) as FaultKind[]

/** Each kind has the fields that the table of faults gives it. */
const fault = v.variant('kind', kinds.map(faultOf), choicesOf(kinds)) as unknown as v.GenericSchema<unknown, Fault>

function faultOf(kind: FaultKind) {
  const { nodes, numbers, choices } = fieldsOfFault(kind)
  return fieldsOfVariant({
    kind: v.literal(kind),
    ...Object.fromEntries(nodes.map((name) => [name, text])),
    ...Object.fromEntries(Object.entries(numbers).map(([name, { min }]) => [name, whole({ min })])),
    ...Object.fromEntries(Object.entries(choices).map(([name, words]) => [name, oneOf(words)])),
  })
}

const event = fields({
  event: text,
  node: v.optional(text, ''),
  code: v.optional(whole(), 0),
  fromMillis: v.optional(whole(), 0),
  nth: v.optional(whole({ min: 1 }), 1),
})

const MOMENTS = { atMillis: fields({ atMillis: whole() }), slice: fields({ slice: whole() }) }

const moment: v.GenericSchema<unknown, FaultMoment> = v.lazy((input) => {
  const has = (name: string): boolean => typeof input === 'object' && input !== null && name in input
  if (has('atMillis')) return MOMENTS.atMillis
  return has('slice') ? MOMENTS.slice : event
})

/** What can be seen of a scenario without looking from one part of it to another. It fills in what is left out. */
export const scenarioSchema: v.GenericSchema<unknown, Scenario> = fields({
  version: v.literal(1, '1'),
  name: text,
  seed: v.optional(whole(), 1),
  durationMillis: whole({ min: 1, max: DAY_MILLIS }),
  epochMillis: v.optional(whole(), 1_700_000_000_000),
  network: v.optional(fields({
    latencyMicros: v.optional(whole(), 200),
    bytesPerMicro: v.optional(whole({ min: 1 }), 125),
  }), {}),
  nameServers: list(nameServer),
  brokers: list(broker),
  topics: list(topic),
  producers: list(producer),
  consumers: list(consumer),
  drills: list(drill),
  clusterDrill: v.nullish(fields(NODE), null),
  faults: list(fields({ fault, when: moment })),
})
