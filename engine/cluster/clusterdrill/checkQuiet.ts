import type { Blocking } from '../../kernel/Blocking'
import type { Process } from '../../kernel/Process'
import { sleep } from '../../kernel/sleep'
import type { MemoryConnection } from '../../ports/memory/MemoryConnection'
import type { MemoryWire } from '../../ports/memory/MemoryWire'
import { hostOf } from '../../ports/memory/hostOf'
import { FlushDiskType } from '../../store/config/FlushDiskType'
import type { ClusterNode } from '../ClusterNode'
import { broken } from './ClusterPromise'
import type { DrilledBroker, DrilledCluster } from './DrilledCluster'

/** How long scheduled tasks are counted. */
export const TIMER_WINDOW_MILLIS = 60_000

/** A thread or a scheduled task that a node must have: how many of that name, and for a task its period in ms. */
type Expected = Readonly<Record<string, number>>
type ExpectedTasks = Readonly<Record<string, readonly [count: number, periodMillis: number]>>

const NAME_SERVER_THREADS: Expected = {
  NSScanScheduledThread: 1, NettyEventExecutor: 1, ServerHouseKeepingService: 1, ClientHouseKeepingService: 1,
  BatchUnregistrationService: 1,
}
const NAME_SERVER_TASKS: ExpectedTasks = { 'scan response table': [2, 1000], 'scan for silent brokers': [1, 5000] }
const BROKER_THREADS: Expected = {
  ClientHouseKeepingService: 1, AllocateMappedFileService: 1, ReputMessageService: 1, FlushConsumeQueueService: 1,
  FlushDiskWatcher: 1, StoreScheduledThread: 1, StoreCleanQueueScheduledThread: 1, GroupTransferService: 1,
  NettyEventExecutor: 2, ServerHouseKeepingService: 2, ClientHousekeepingScheduledThread: 1,
  BrokerControllerScheduledThread: 1,
}
const BROKER_TASKS: ExpectedTasks = {
  'scan response table': [3, 1000], 'clean the queues': [1, 10_000], 'scan silent clients': [1, 10_000],
  'clean the commit log': [1, 10_000], 'flush store checkpoint': [1, 1000], 'persist consumer offsets': [1, 5000],
  'register with the name servers': [1, 30_000],
}
const MASTER_TASKS: ExpectedTasks = { ...BROKER_TASKS, 'persist delay offsets': [1, 10_000] }
const SLAVE_TASKS: ExpectedTasks = { ...BROKER_TASKS, 'ask the master': [1, 3000] }
const PRODUCER_THREADS: Expected = { ClientHouseKeepingService: 1, MQClientFactoryScheduledThread: 1 }
const CONSUMER_THREADS: Expected = {
  ClientHouseKeepingService: 1, MQClientFactoryScheduledThread: 1, PullMessageService: 1, RebalanceService: 1,
}
const PRODUCER_TASKS: ExpectedTasks = {
  'scan response table': [1, 1000], 'poll routes': [1, 30_000], heartbeat: [1, 30_000],
}
const CONSUMER_TASKS: ExpectedTasks = { ...PRODUCER_TASKS, 'persist consumer offsets': [1, 5000] }

/**
 * After the rest every thread lives, every task comes, and connections, requests and timers are what a cluster of the same
 * shape has that was never disturbed. @throws BrokenPromiseError
 */
export function checkQuiet(cluster: DrilledCluster, wire: MemoryWire, taskCounts: ReadonlyMap<string, number>): void {
  for (const { name, process } of cluster.nameServers) {
    checkThreads(name, process!, NAME_SERVER_THREADS)
    checkTasks(name, taskCounts, NAME_SERVER_TASKS)
  }
  for (const broker of cluster.livingBrokers) {
    const { name, process } = broker.node
    checkThreads(name, process!, threadsOf(broker))
    checkTasks(name, taskCounts, broker.isMaster ? MASTER_TASKS : SLAVE_TASKS)
  }
  for (const { name, process } of cluster.producers) {
    checkThreads(name, process!, PRODUCER_THREADS)
    checkTasks(name, taskCounts, PRODUCER_TASKS)
  }
  for (const { name, process } of cluster.consumers) {
    checkThreads(name, process!, CONSUMER_THREADS)
    checkTasks(name, taskCounts, CONSUMER_TASKS)
  }
  checkConnections(cluster, wire)
  checkTimers(cluster, wire)
  checkPages(cluster)
}

/** A master has two threads for each slave. */
function threadsOf({ isMaster, group }: DrilledBroker): Expected {
  const isFlushedSync = isMaster && group.plan.flushDiskType === FlushDiskType.SYNC_FLUSH
  return {
    ...BROKER_THREADS,
    [isFlushedSync ? 'GroupCommitService' : 'FlushRealTimeService']: 1,
    ...(isMaster
      ? { ReadSocketService: group.livingSlaves.length, WriteSocketService: group.livingSlaves.length }
      : { DefaultHAClient: 1 }),
  }
}

function checkThreads(node: string, process: Process, expected: Expected): void {
  const names = [...process.threads].map(({ name }) => name)
  for (const [name, wanted] of Object.entries(expected)) {
    const found = names.filter((each) => each === name).length
    if (found !== wanted) broken('lives', `${node} has ${found} threads ${name}, not ${wanted}`)
  }
}

/** One round less than the period says is a matter of when one begins to count. */
function checkTasks(node: string, taskCounts: ReadonlyMap<string, number>, expected: ExpectedTasks): void {
  for (const [label, [count, period]] of Object.entries(expected)) {
    const wanted = count * (Math.floor(TIMER_WINDOW_MILLIS / period) - 1)
    const found = taskCounts.get(`${node} ${label}`) ?? 0
    if (found < wanted) broken('lives', `"${label}" came ${found} times in a minute to ${node}, not ${wanted}`)
  }
}

/** How often, and in how many ms, it is looked whether something is under way: a request of the moment is gone by then. */
const LOOKS = 5
const BETWEEN_LOOKS_MILLIS = 300

/** Nothing is under way that does not come to an end. @throws BrokenPromiseError */
export function* checkRequests(cluster: DrilledCluster): Blocking<void> {
  let left = workUnderWay(cluster)
  for (let look = 1; look < LOOKS && left.size > 0; look++) {
    yield* sleep(BETWEEN_LOOKS_MILLIS)
    const now = workUnderWay(cluster)
    left = new Map([...left].filter(([what]) => now.has(what)))
  }
  for (const [what, count] of left) broken('leaks-nothing', `${count} ${what}`)
}

/** What → how much of it, where there is any. */
function workUnderWay({ nameServers, livingBrokers, producers, consumers }: DrilledCluster): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { name, nameServer } of nameServers) {
    counts.set(`requests under way at ${name}`, nameServer!.getRemotingServer().getResponseTableSize())
  }
  for (const { node: { name, broker } } of livingBrokers) {
    const client = broker!.getBrokerOuterAPI().getRemotingClient()
    counts.set(`requests under way at ${name}`, client.getResponseTableSize())
    counts.set(`messages waiting to be stored at ${name}`, broker!.getSendMessageExecutor().getQueueSize())
    counts.set(`messages waiting to be answered at ${name}`, broker!.getPutMessageFutureExecutor().getQueueSize())
  }
  for (const { name, factory } of producers) {
    const client = factory.getMQClientAPIImpl().getRemotingClient()
    counts.set(`requests under way at ${name}`, client.getResponseTableSize())
  }
  for (const { name, factory, queues } of consumers) {
    // A pull of each queue is always under way.
    const underWay = factory.getMQClientAPIImpl().getRemotingClient().getResponseTableSize()
    counts.set(`requests under way at ${name} beyond a pull for each queue`, underWay - queues.length)
  }
  return new Map([...counts].filter(([, count]) => count > 0))
}

/** Every connection has both ends, and no machine has two to one address. */
function checkConnections({ nodes, groups, producers, consumers }: DrilledCluster, wire: MemoryWire): void {
  const open = wire.connections()
  const nodeAt = (address: string): ClusterNode | undefined =>
    nodes.find(({ machine }) => machine.host === hostOf(address))
  const nameOf = (address: string): string => nodeAt(address)?.name ?? address
  const text = ({ localAddress, remoteAddress }: MemoryConnection): string =>
    `a connection of ${nameOf(localAddress)} (${localAddress}) to ${nameOf(remoteAddress)} (${remoteAddress})`
  const seen = new Set<string>()
  for (const connection of open) {
    if (connection.peer?.isOpen !== true) broken('leaks-nothing', `${text(connection)} has only one end`)
    const way = `${hostOf(connection.localAddress)} ${connection.remoteAddress}`
    if (seen.has(way)) broken('leaks-nothing', `${text(connection)} is there twice`)
    seen.add(way)
  }
  for (const { name, master, livingSlaves: slaves } of groups) {
    const { broker } = master.node
    const replicas = broker!.getMessageStore().getHaService()!.getConnectionCount()
    if (replicas !== slaves.length) broken('leaks-nothing', `${name} counts ${replicas} slaves, not ${slaves.length}`)
    const groupsOfProducers = [...broker!.getProducerManager().getGroupChannelTable().values()]
    const channels = groupsOfProducers.reduce((sum, { size }) => sum + size, 0)
    if (channels > 2 * (producers.length + consumers.length)) broken('leaks-nothing', `${name} counts ${channels} channels of producers`)
  }
}

/** A thread waits for one thing at a time, and beyond that only bytes are under way. */
function checkTimers({ nodes }: DrilledCluster, wire: MemoryWire): void {
  const threads = nodes.reduce((sum, { process }) => sum + (process?.threads.size ?? 0), 0)
  const timers = wire.kernel.timers.pending().filter(({ label }) => label !== 'bytes arrive').length
  // The judge itself waits, too.
  if (timers > threads + 1) broken('leaks-nothing', `${timers} timers are set, but there are ${threads} threads`)
}

/** What is in the page cache belongs to a file, and nothing waits for a flush that never comes. */
function checkPages({ livingBrokers: brokers }: DrilledCluster): void {
  for (const { node: { name, machine } } of brokers) {
    const pages = machine.pageCache.unsafePages()
    if (pages > MAX_UNSAFE_PAGES) broken('leaks-nothing', `${name} has ${pages} pages that are not on the disk`)
  }
}

/** A queue file is forced when two pages of it are new, or after a minute; the checkpoint every second. */
const MAX_UNSAFE_PAGES = 16
