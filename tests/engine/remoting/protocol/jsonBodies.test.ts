import { describe, expect, test } from 'vitest'
import { SubscriptionGroupManager } from '../../../../engine/broker/subscription/SubscriptionGroupManager'
import { ScheduleMessageService } from '../../../../engine/broker/schedule/ScheduleMessageService'
import { ConsumerOffsetManager } from '../../../../engine/broker/offset/ConsumerOffsetManager'
import type { ConfigManager } from '../../../../engine/broker/ConfigManager'
import { BrokerConfig } from '../../../../engine/broker/BrokerConfig'
import { Kernel } from '../../../../engine/kernel/Kernel'
import { encodeUtf8 } from '../../../../engine/kernel/Utf8'
import { KVConfigSerializeWrapper } from '../../../../engine/namesrv/kvconfig/KVConfigSerializeWrapper'
import { MemoryDisk } from '../../../../engine/ports/memory/MemoryDisk'
import { BrokerMemberGroup } from '../../../../engine/remoting/protocol/body/BrokerMemberGroup'
import { ClusterInfo } from '../../../../engine/remoting/protocol/body/ClusterInfo'
import { ConsumerOffsetSerializeWrapper } from '../../../../engine/remoting/protocol/body/ConsumerOffsetSerializeWrapper'
import { HeartbeatData } from '../../../../engine/remoting/protocol/body/HeartbeatData'
import { KVTable } from '../../../../engine/remoting/protocol/body/KVTable'
import { RegisterBrokerBody } from '../../../../engine/remoting/protocol/body/RegisterBrokerBody'
import { SubscriptionGroupWrapper } from '../../../../engine/remoting/protocol/body/SubscriptionGroupWrapper'
import { TopicConfigSerializeWrapper } from '../../../../engine/remoting/protocol/body/TopicConfigSerializeWrapper'
import { TopicList } from '../../../../engine/remoting/protocol/body/TopicList'
import { DataVersion } from '../../../../engine/remoting/protocol/DataVersion'
import { toFastJson } from '../../../../engine/remoting/protocol/FastJson'
import { JsonFieldError } from '../../../../engine/remoting/protocol/JsonFields'
import { RemotingSerializable } from '../../../../engine/remoting/protocol/RemotingSerializable'
import { TopicRouteData } from '../../../../engine/remoting/protocol/route/TopicRouteData'
import { SubscriptionGroupConfig } from '../../../../engine/remoting/protocol/subscription/SubscriptionGroupConfig'
import { DefaultMessageStore } from '../../../../engine/store/DefaultMessageStore'
import { PageCache } from '../../../../engine/store/pagecache/PageCache'
import { MessageStoreConfig } from '../../../../engine/store/config/MessageStoreConfig'
import { goldenLines } from '../../support/golden'
import { plainJson } from '../../support/plainJson'

interface Vector {
  readonly kind: string
  readonly text: string
  /** What RocketMQ 5.3.2 makes of it; null is no object. */
  readonly body?: Json
  /** What it throws instead. */
  readonly refused?: string
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** What a manager has read, without what it had before. */
function managerOf(type: 'offsets' | 'groups' | 'delay', text: string): Json {
  const process = new Kernel({ seed: 1, epochMillis: 0 }).createProcess({ name: 'broker', host: '10.0.0.1' })
  const [disk, brokerConfig, storeConfig] = [new MemoryDisk(), new BrokerConfig(), new MessageStoreConfig()]
  const make = (): ConfigManager => {
    if (type === 'offsets') return new ConsumerOffsetManager(process, disk, brokerConfig, storeConfig)
    if (type === 'groups') return new SubscriptionGroupManager(process, disk, brokerConfig, storeConfig)
    const store = new DefaultMessageStore(process, new PageCache(process.kernel, process.host, disk), storeConfig)
    return new ScheduleMessageService(process, disk, brokerConfig, store)
  }
  const [before, manager] = [plainJson(make().encode()), make()]
  manager.decode(text)
  const { groupTopicMap: _, ...after } = plainJson(manager.encode()) as Record<string, Record<string, Json>>
  const { subscriptionGroupTable: known = {} } = before as Record<string, Record<string, Json>>
  const groups = Object.entries(after['subscriptionGroupTable'] ?? {}).filter(([group]) => !(group in known))
  return { ...after, subscriptionGroupTable: Object.fromEntries(groups) } as unknown as Json
}

const bytes = (text: string): Uint8Array => encodeUtf8(text)

const DECODE: Readonly<Record<string, (text: string) => unknown>> = {
  heartbeat: (text) => HeartbeatData.decode(bytes(text)),
  topics: (text) => TopicConfigSerializeWrapper.decode(bytes(text)),
  register: (text) => RegisterBrokerBody.decode(bytes(text)),
  route: (text) => TopicRouteData.decode(bytes(text)),
  groups: (text) => SubscriptionGroupWrapper.decode(bytes(text)),
  group: (text) => SubscriptionGroupConfig.fromJson(RemotingSerializable.decode(bytes(text))),
  offsets: (text) => ConsumerOffsetSerializeWrapper.decode(bytes(text)),
  offsetsFile: (text) => managerOf('offsets', text),
  groupsFile: (text) => managerOf('groups', text),
  delayFile: (text) => managerOf('delay', text),
  table: (text) => KVTable.decode(bytes(text)),
  version: (text) => DataVersion.fromJson(RemotingSerializable.decode(bytes(text))),
  members: (text) => ({ brokerMemberGroup: BrokerMemberGroup.decodeResponseBody(bytes(text)) }),
  cluster: (text) => ClusterInfo.decode(bytes(text)),
  topicList: (text) => TopicList.decode(bytes(text)),
  kvFile: (text) => KVConfigSerializeWrapper.fromJson(text),
}

/** Objects, lists and maps that RocketMQ uses without asking whether they are there: what follows is a NullPointerException. */
const NEEDED = [
  'producerDataSet', 'consumerDataSet', 'topicConfigTable', 'dataVersion', 'mappingDataVersion', 'subscriptionGroupTable', 'offsetTable',
  'topicConfigSerializeWrapper', 'queueDatas', 'brokerDatas', 'configTable',
]

/** Where we choose otherwise, and why. */
const OTHERWISE = new Map(
  goldenLines<Vector & { why: string; ours: Json }>('vectors/json-bodies-otherwise.jsonl')
    .map(({ kind, text, ours }) => [`${kind} ${text}`, ours]),
)

/** Of any file: what has been there before stays. */
const NOTHING_NEW = '{"configTable":{}}'

/** Would RocketMQ fail a moment later? We refuse such a body at once. */
function comesToGrief(value: Json, name = ''): boolean {
  if (value === null) return NEEDED.includes(name)
  if (Array.isArray(value)) return value.some((each: Json) => comesToGrief(each, each === null ? name : ''))
  return typeof value === 'object' && Object.entries(value).some(([key, member]) => comesToGrief(member, key))
}

/** Without what counts as missing here: nulls, empty texts, lists and maps. Elements of sets in the order of their texts. */
function bare(value: Json): Json {
  if (Array.isArray(value)) return value.map(bare).filter((each) => each !== null).sort()
  // The longest numbers are written as texts for browsers; we have one near to them.
  if (typeof value === 'string' && /^\d{16,}$/.test(value)) return Number(value)
  if (typeof value !== 'object' || value === null) return value === '' ? null : value
  const members = Object.entries(value).map(([name, member]) => [name, bare(member)] as const)
  const known = members.filter(([name]) => !name.startsWith('topicQueueMapping'))
  const kept = known.filter(([, member]) => member !== null && String(member) !== '')
  return Object.fromEntries(kept.filter(([, member]) => JSON.stringify(member) !== '{}'))
}

function decoded({ kind, text }: Vector): Json | 'refused' {
  try {
    return bare(plainJson(toFastJson(DECODE[kind]!(text), { strict: true })) as Json)
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof JsonFieldError) return 'refused'
    throw error
  }
}

/** A slave that hears of offsets without a version takes them and then fails; ours takes it for the first. */
const NO_VERSION = { counter: 0, stateVersion: 0, timestamp: 0 }

function expected({ kind, text, body, refused }: Vector): Json | 'refused' {
  const otherwise = OTHERWISE.get(`${kind} ${text}`)
  if (otherwise !== undefined) return bare(otherwise)
  if (refused !== undefined) return 'refused'
  if (body === null) return kind.endsWith('File') ? decoded({ kind, text: NOTHING_NEW }) : 'refused'
  if (kind === 'heartbeat' && JSON.stringify(body).includes('"groupName":null')) return 'refused'
  const isOld = kind === 'delayFile' && text.includes('"dataVersion":null')
  const isWithoutVersion = ['offsets', 'delayFile'].includes(kind) && !text.includes('dataVersion')
  const whole = isOld || isWithoutVersion ? { ...(body as Record<string, Json>), dataVersion: NO_VERSION } : body!
  return comesToGrief(whole) ? 'refused' : bare(whole)
}

describe('JSON bodies that no client of RocketMQ writes', () => {
  const vectors = goldenLines<Vector>('vectors/json-bodies.jsonl')

  test('each that we read otherwise is one of them', () => {
    const known = vectors.map(({ kind, text }) => `${kind} ${text}`)
    expect([...OTHERWISE.keys()].filter((row) => !known.includes(row))).toEqual([])
    expect(vectors.length).toBeGreaterThan(490)
  })

  test.each(vectors.map((vector) => [`${vector.kind} ${vector.text.slice(0, 90)}`, vector] as const))('%s', (_, vector) => {
    expect(decoded(vector)).toEqual(expected(vector))
  })
})
