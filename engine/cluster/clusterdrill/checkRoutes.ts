import type { Blocking } from '../../kernel/Blocking'
import { CompletableFuture } from '../../kernel/concurrent/CompletableFuture'
import { TopicRouteData } from '../../remoting/protocol/route/TopicRouteData'
import type { NameServerNode } from '../NameServerNode'
import { broken } from './ClusterPromise'
import { hasFaults, type ClusterDrillPlan } from './ClusterDrillPlan'
import type { DrilledCluster } from './DrilledCluster'
import type { DrillConsumerNode } from './DrillConsumerNode'
import type { DrillProducerNode } from './DrillProducerNode'
import { queuesText } from './queuesText'
import { isOfGroup } from './storedAs'

/** Topic → its route. */
type KnownRoutes = Map<string, TopicRouteData | null>

/** Of a topic that came into being with a message. */
const DEFAULT_QUEUES = 4

/**
 * Every name server tells of every topic what the masters have, and clients believe what the name servers tell.
 * @returns the topics that a producer can send to
 * @throws BrokenPromiseError
 */
export function* checkRoutes(cluster: DrilledCluster, plan: ClusterDrillPlan): Blocking<string[]> {
  const topics = topicsOfMasters(cluster)
  const drilled = topics.filter((topic) => isDrilled(cluster, topic))
  const allRoutes: KnownRoutes[] = []
  for (const nameServer of cluster.nameServers) {
    const routes = yield* askInItsProcess(nameServer, topics)
    allRoutes.push(routes)
    for (const topic of topics) {
      const route = routes.get(topic) ?? null
      const isExact = !mayBeLate(plan, topic, route)
      const wanted = wantedRoute(cluster, topic, isExact)
      const found = routeText(withoutForgotten(cluster, topic, route), isExact)
      if (found !== wanted) broken('routes', `${nameServer.name} says of ${topic}: ${found}; the brokers have: ${wanted}`)
    }
    const known = [...routes.keys()].find((topic) => !topics.includes(topic))
    if (known === undefined || mayBeForgotten(cluster)) continue
    broken('routes', `${nameServer.name} knows topic ${known}, which no broker has`)
  }
  for (const client of [...cluster.producers, ...cluster.consumers]) checkClient(client, drilled, allRoutes)
  const isExact = (topic: string): boolean => {
    const wanted = wantedRoute(cluster, topic, true)
    return allRoutes.every((routes) => routeText(routes.get(topic) ?? null, true) === wanted)
  }
  return drilled.filter(isExact)
}

/**
 * May the route have numbers of queues that the topic had earlier? In RocketMQ 5.3.2 the registrations of a broker wait for
 * each other (BrokerController#registerIncrementBrokerData is synchronized), up to 24 s each while a name server is silent.
 * One that has waited carries the topic as it was, but the version that the table has by then (the DataVersion is handed on
 * by reference). So the name server ignores every later registration as old news, until another topic changes.
 */
function mayBeLate(plan: ClusterDrillPlan, topic: string, route: TopicRouteData | null): boolean {
  const changes = plan.operations.filter((operation) => operation.do === 'create-topic' && operation.topic === topic)
  if (route === null || changes.length === 0) return false
  const known = [
    DEFAULT_QUEUES,
    ...plan.topics.filter(({ name }) => name === topic).map(({ queues }) => queues),
    ...changes.map((operation) => (operation.do === 'create-topic' ? operation.queues : DEFAULT_QUEUES)),
  ]
  return hasFaults(plan) && route.queueDatas.every(({ writeQueueNums }) => known.includes(writeQueueNums))
}

/**
 * The route without brokers that have forgotten the topic: a broker that could not persist its topics, as its disk was full
 * or broken, is without the new ones after a restart. A name server keeps them unless `deleteTopicWithBrokerRegistration`
 * is set.
 */
function withoutForgotten(
  { groups }: DrilledCluster,
  topic: string,
  route: TopicRouteData | null,
): TopicRouteData | null {
  if (route === null) return null
  const forgetful = groups.filter(({ master }) =>
    master.hasDiskFailed && master.node.broker!.getTopicConfigManager().selectTopicConfig(topic) === null)
  const queueDatas = route.queueDatas.filter(({ brokerName }) => !forgetful.some(({ name }) => name === brokerName))
  return Object.assign(new TopicRouteData(), { ...route, queueDatas })
}

/** See {@link withoutForgotten}. */
function mayBeForgotten({ groups }: DrilledCluster): boolean {
  return groups.some(({ master }) => master.hasDiskFailed)
}

function topicsOfMasters({ groups }: DrilledCluster): string[] {
  const tables = groups.map(({ master }) => master.node.broker!.getTopicConfigManager().getTopicConfigTable())
  return [...new Set(tables.flatMap((table) => [...table.keys()]))].sort()
}

function isDrilled({ groups }: DrilledCluster, topic: string): boolean {
  if (isOfGroup(topic)) return false
  return groups.every(({ master }) => !master.node.broker!.getTopicConfigManager().isSystemTopic(topic))
}

/** A lock guards its tables, so one of its own threads reads them. */
function* askInItsProcess(
  { process, nameServer, name }: NameServerNode,
  topics: readonly string[],
): Blocking<KnownRoutes> {
  const answer = new CompletableFuture<KnownRoutes>(`what ${name} knows`)
  const manager = nameServer!.getRouteInfoManager()
  process!.spawn('operator', function* () {
    const { topicList } = yield* manager.getAllTopicList()
    const routes: KnownRoutes = new Map()
    for (const topic of new Set([...topics, ...topicList])) {
      routes.set(topic, yield* manager.pickupTopicRouteData(topic))
    }
    answer.complete(routes)
  })
  return yield* answer.get()
}

function wantedRoute({ groups }: DrilledCluster, topic: string, isExact: boolean): string {
  const parts = groups.flatMap(({ name, master, livingSlaves }) => {
    const config = master.node.broker!.getTopicConfigManager().selectTopicConfig(topic)
    if (config === null) return []
    const addresses = [master, ...livingSlaves].map(({ node, brokerId }) => `${brokerId}=${node.address}`).join(' ')
    return [`${name}${isExact ? ` ${queuesText(config)}` : ''} at ${addresses}`]
  })
  return parts.sort().join(', ')
}

function routeText(route: TopicRouteData | null, isExact: boolean): string {
  if (route === null) return 'nothing'
  const parts = route.queueDatas.map((queueData) => {
    const { brokerName } = queueData
    const brokerData = route.brokerDatas.find((each) => each.brokerName === brokerName)
    const addresses = [...(brokerData?.brokerAddrs ?? [])].sort(([one], [other]) => one - other).map(([id, addr]) => `${id}=${addr}`).join(' ')
    return `${brokerName}${isExact ? ` ${queuesText(queueData)}` : ''} at ${addresses}`
  })
  return parts.sort().join(', ')
}

/** A client polls the routes of the topics that it has to do with, from one of the name servers. */
function checkClient(
  { name, factory: { topicRouteTable } }: DrillProducerNode | DrillConsumerNode,
  topics: readonly string[],
  allRoutes: readonly KnownRoutes[],
): void {
  for (const topic of topics) {
    const route = topicRouteTable.get(topic)
    if (route === undefined) continue
    const found = routeText(route, true)
    const wanted = allRoutes.map((routes) => routeText(routes.get(topic) ?? null, true))
    if (wanted.includes(found)) continue
    broken('routes', `${name} believes of ${topic}: ${found}; the name servers say: ${wanted[0]}`)
  }
}
