import type { Cursor, Mark, NodeInfo, RunModel } from '../../../engine/worker/protocol'

/** What a name server's tables say of a broker. Times are in µs. */
export interface KnownBroker {
  readonly name: string
  readonly cluster: string
  readonly id: number
  readonly address: string
  /** When a registration of it came in last. */
  readonly heardAt: number
  readonly changedAt: number
}

/** A topic's queues on one broker. */
export interface TopicPart {
  readonly broker: string
  readonly readQueues: number
  readonly writeQueues: number
  /** `RW-`, as the original's tools print it. */
  readonly perm: string
}

export interface KnownTopic {
  readonly topic: string
  /** The brokers have it for themselves, and no application sends to it. */
  readonly isSystem: boolean
  readonly parts: readonly TopicPart[]
  readonly changedAt: number
}

/** Who has the lock on the tables, and who waits for it, the one that waits longest first. */
export interface TableLock {
  readonly writer: string | null
  readonly readers: readonly string[]
  readonly waiting: ReadonlyArray<{ readonly thread: string; readonly mode: 'read' | 'write' }>
}

export interface NameServerTables {
  readonly node: string
  readonly isDown: boolean
  readonly brokers: readonly KnownBroker[]
  readonly topics: readonly KnownTopic[]
  /** Null where taking the lock takes no time, so that nothing can be seen of it. */
  readonly lock: TableLock | null
}

/** What a client believes to be the route of a topic. */
export interface ClientRoute {
  readonly node: string
  readonly role: NodeInfo['role']
  readonly topic: string
  readonly brokers: ReadonlyArray<{ readonly name: string; readonly isGone: boolean }>
  readonly since: number
}

export interface RouteTables {
  readonly servers: readonly NameServerTables[]
  readonly routes: readonly ClientRoute[]
}

const REGISTER_BROKER = 103
const QUERY_DATA_VERSION = 322
const SYSTEM_TOPICS: ReadonlySet<string> = new Set([
  'SCHEDULE_TOPIC_XXXX', 'SELF_TEST_TOPIC', 'BenchmarkTest', 'OFFSET_MOVED_EVENT', 'TRANS_CHECK_MAX_TIME_TOPIC',
])
const SYSTEM_NAME = /^(?:rmq_sys_.*|%.*|.*_REPLY_TOPIC)$/i

/** What name servers have in their tables, and clients in theirs, right after an event. */
export function tablesAt({ nodes, marks }: RunModel, cursor: Cursor): RouteTables {
  const ofRole = (...roles: ReadonlyArray<NodeInfo['role']>): NodeInfo[] => nodes.filter(({ role }) => roles.includes(role))
  const servers = new Map(ofRole('namesrv').map(({ name }) => [name, new TablesFold(name)]))
  const clients = new Map(ofRole('producer', 'consumer').map((node) => [node.name, node]))
  const routes = new Map<string, Omit<ClientRoute, 'brokers'> & { readonly brokers: readonly string[] }>()
  for (const mark of marks) {
    if (mark.event > cursor) break
    const { node, time, data } = mark
    servers.get(node)?.add(mark)
    const client = clients.get(node)
    if (client === undefined) continue
    if (data['type'] === 'process-started') forget(routes, node)
    if (data['type'] !== 'route-changed') continue
    const topic = String(data['topic'])
    const brokers = String(data['what']).split(', ').filter((name) => name !== '')
    routes.set(`${node} ${topic}`, { node, role: client.role, topic, brokers, since: time })
  }
  const tables = [...servers.values()].map((server) => server.view())
  const known = new Set(tables.flatMap(({ brokers }) => brokers.map(({ name }) => name)))
  const isAnyUp = tables.some(({ isDown }) => !isDown)
  return {
    servers: tables,
    routes: [...routes.values()].map((route) => ({
      ...route, brokers: route.brokers.map((name) => ({ name, isGone: isAnyUp && !known.has(name) })),
    })),
  }
}

/** What a process knew is gone with it. */
function forget(routes: Map<string, unknown>, node: string): void {
  for (const key of routes.keys()) if (key.startsWith(`${node} `)) routes.delete(key)
}

/** The tables of one name server. */
class TablesFold {
  private readonly node: string
  private readonly brokers: Map<string, KnownBroker>
  private readonly topics: Map<string, KnownTopic>
  private readonly heard: Map<string, number>
  private lock: TableLock | null
  private isDown: boolean

  constructor(node: string) {
    this.node = node
    this.brokers = new Map()
    this.topics = new Map()
    this.heard = new Map()
    this.lock = null
    this.isDown = true
  }

  add(mark: Mark): void {
    switch (mark.data['type']) {
      case 'process-started':
        return this.restarted()
      case 'process-exited':
      case 'process-killed':
      case 'power-cut':
        this.isDown = true
        return
      case 'frame-received':
        return this.received(mark)
      case 'route-changed':
        return this.changed(mark)
      case 'table-lock':
        return this.locked(mark)
    }
  }

  private restarted(): void {
    this.isDown = false
    this.lock = null
    for (const table of [this.brokers, this.topics, this.heard]) table.clear()
  }

  /** The tables note when a broker was heard of, by the address that it gives. A registration comes from the same machine. */
  private received({ time, data }: Mark): void {
    if (data['isResponse'] === true || (data['code'] !== REGISTER_BROKER && data['code'] !== QUERY_DATA_VERSION)) return
    const host = hostOf(data['from'])
    this.heard.set(host, time)
    for (const [address, broker] of this.brokers) {
      if (hostOf(address) === host) this.brokers.set(address, { ...broker, heardAt: time })
    }
  }

  private changed({ time, data }: Mark): void {
    const [topic, broker] = [String(data['topic']), String(data['brokerName'])]
    switch (data['what']) {
      case 'broker-registered': {
        const address = String(data['brokerAddr'])
        this.brokers.set(address, {
          name: broker, cluster: String(data['clusterName']), id: Number(data['brokerId']), address,
          heardAt: this.heard.get(hostOf(address)) ?? time, changedAt: time,
        })
        return
      }
      case 'broker-removed':
        this.brokers.delete(String(data['brokerAddr']))
        return
      case 'topic-removed':
        this.topics.delete(topic)
        return
      default:
        this.setPart(topic, time, {
          broker, readQueues: Number(data['readQueueNums'] ?? 0), writeQueues: Number(data['writeQueueNums'] ?? 0),
          perm: permOf(data['perm']),
        })
    }
  }

  /** A part without a permission is one that is gone. */
  private setPart(topic: string, changedAt: number, part: TopicPart): void {
    const others = (this.topics.get(topic)?.parts ?? []).filter(({ broker }) => broker !== part.broker)
    const parts = part.perm === '' ? others : [...others, part].sort((one, other) => one.broker.localeCompare(other.broker))
    const names = [...this.brokers.values()].flatMap(({ name, cluster }) => [name, cluster])
    const isSystem = SYSTEM_TOPICS.has(topic) || SYSTEM_NAME.test(topic) || [...names, part.broker].includes(topic)
    this.topics.set(topic, { topic, parts, changedAt, isSystem })
  }

  private locked({ data }: Mark): void {
    const { writer, readers, waiting } = this.lock ?? { writer: null, readers: [], waiting: [] }
    const thread = String(data['thread'])
    const mode = data['mode'] === 'write' ? 'write' : 'read'
    const without = waiting.filter((each) => each.thread !== thread)
    const others = readers.filter((each) => each !== thread)
    if (data['what'] === 'waits') this.lock = { writer, readers, waiting: [...without, { thread, mode }] }
    else if (data['what'] === 'releases') this.lock = { writer: mode === 'write' ? null : writer, readers: others, waiting }
    else if (mode === 'write') this.lock = { writer: thread, readers, waiting: without }
    else this.lock = { writer, readers: [...others, thread], waiting: without }
  }

  view(): NameServerTables {
    const names = new Set([...this.brokers.values()].flatMap(({ name, cluster }) => [name, cluster]))
    const known = [...this.topics.values()].filter(({ parts }) => parts.length > 0)
    const topics = known.map((each) => ({ ...each, isSystem: each.isSystem || names.has(each.topic) }))
    return {
      node: this.node,
      isDown: this.isDown,
      brokers: this.isDown ? [] : [...this.brokers.values()],
      topics: this.isDown ? [] : topics.sort((one, other) => one.topic.localeCompare(other.topic)),
      lock: this.isDown ? null : this.lock,
    }
  }
}

function hostOf(address: unknown): string {
  return String(address).split(':')[0] ?? ''
}

/** Read, write, inherit. Empty if nothing is said of it. */
function permOf(perm: unknown): string {
  if (typeof perm !== 'number') return ''
  return `${(perm & 4) > 0 ? 'R' : '-'}${(perm & 2) > 0 ? 'W' : '-'}${(perm & 1) > 0 ? 'X' : '-'}`
}
