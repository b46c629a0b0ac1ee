import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageQueue } from '../../common/message/MessageQueue'
import { MixAll } from '../../common/MixAll'
import { TopicValidator } from '../../common/topic/TopicValidator'
import type { ProcessQueue } from '../../client/impl/consumer/ProcessQueue'
import { broken } from './ClusterPromise'
import type { ClusterDrillModel } from './ClusterDrillModel'
import type { Consumption, QueuedMessage } from './Consumption'
import type { DrillConsumerNode } from './DrillConsumerNode'
import type { DrilledCluster, DrilledGroup } from './DrilledCluster'

type Place = Parameters<Consumption['queue']>[0]

/**
 * Each queue that the members of a group know has one owner, which has the broker's lock if the group consumes in order; who
 * broadcasts has all queues. And each of these queues is being pulled from. @throws BrokenPromiseError
 */
export function checkShares(cluster: DrilledCluster): void {
  for (const members of companies(cluster)) {
    const owners = new Map<string, string[]>()
    for (const { queues, name } of members.map((member) => ({ queues: queuesOf(member), name: member.name }))) {
      for (const [mq, { dropped }] of queues) {
        if (dropped) broken('consumes', `${name} has ${mq.toString()}, which it has given up`)
        owners.set(mq.key(), [...(owners.get(mq.key()) ?? []), name])
      }
    }
    for (const mq of knownQueues(members)) checkOwner(cluster, members, mq, owners.get(mq.key()) ?? [])
  }
  checkPulls(cluster)
}

/** Groups, and in broadcasting each member alone. */
function companies({ consumers }: DrilledCluster): DrillConsumerNode[][] {
  const readers = [...new Set(consumers.map(({ reader }) => reader))]
  return readers.map((reader) => consumers.filter((each) => each.reader === reader))
}

function queuesOf({ consumer }: DrillConsumerNode): ReadonlyArray<readonly [mq: MessageQueue, pq: ProcessQueue]> {
  return consumer!.getDefaultMQPushConsumerImpl().getRebalanceImpl().getProcessQueueTable().entries()
}

/** Those that all members know. */
function knownQueues(members: readonly DrillConsumerNode[]): MessageQueue[] {
  const [first = [], ...others] = members.map(({ consumer }) => {
    return [...consumer!.getDefaultMQPushConsumerImpl().getRebalanceImpl().getTopicSubscribeInfoTable().values()].flat()
  })
  return first.filter((mq) => others.every((known) => known.some((each) => each.equals(mq))))
}

function checkOwner(
  cluster: DrilledCluster, members: readonly DrillConsumerNode[], mq: MessageQueue, owners: readonly string[],
): void {
  if (members.some(hasForgottenMaster)) return
  const [{ group }] = members as [DrillConsumerNode]
  if (owners.length !== 1) broken('consumes', `${mq.toString()} has ${owners.length} owners in ${group.name}: ${owners.join()}`)
  if (group.order !== 'orderly') return
  const locks = cluster.groupNamed(mq.brokerName)!.master.node.broker!.getRebalanceLockManager()
  const owner = members.find(({ name }) => name === owners[0])!
  const holder = locks.holderOf(group.name, mq)
  const { clientId } = owner.consumer!.getDefaultMQPushConsumerImpl().getFactory()
  if (holder !== clientId) broken('leaks-nothing', `${holder} has the lock of ${mq.toString()}, which ${owner.name} has`)
}

/** A pull waits for each queue of each member, and no others wait. */
function checkPulls({ livingBrokers, consumers }: DrilledCluster): void {
  const held = livingBrokers.reduce((sum, { node }) => sum + node.broker!.getPullRequestHoldService().countHeldPulls(), 0)
  const queues = consumers.reduce((sum, consumer) => sum + queuesOf(consumer).length, 0)
  if (held > queues) broken('leaks-nothing', `${held} pulls are held, but consumers have ${queues} queues`)
}

/**
 * Every message in a queue that consumers know was consumed by each group, and by each member that broadcasts; those that have
 * failed once included. @throws BrokenPromiseError
 */
export function checkConsumption(cluster: DrilledCluster, consumption: Consumption): void {
  for (const members of companies(cluster)) {
    if (members.some(hasForgottenMaster)) continue
    const [{ group, reader }] = members as [DrillConsumerNode]
    const succeeded = consumption.succeeded(reader)
    const known = new Set(knownQueues(members).map(({ topic, brokerName, queueId }) => `${brokerName}/${topic}/${queueId}`))
    for (const place of group.topics.flatMap((topic) => consumption.placesOf(topic))) {
      const { brokerName, topic, queueId } = place
      const brokers = cluster.groupNamed(brokerName)!
      if (!known.has(`${brokerName}/${topic}/${queueId}`) || brokers.ledger.isUpToChance || hasForgotten(brokers, topic)) continue
      for (const message of presentIn(brokers, consumption.queue(place))) {
        if (succeeded.has(message.id) || isPlaceTaken(consumption, reader, place, message)) continue
        if (consumption.hasEnded(reader, place, message) && hasLostRetry(cluster, message)) continue
        broken('consumes', `${reader} never gets message ${message.id}, number ${message.queueOffset} of ${topic}/${queueId} of ${brokerName}`)
      }
    }
  }
}

/** A broker that could not persist its topics is without the new ones after a restart, and lets nobody read them. */
function hasForgotten({ master }: DrilledGroup, topic: string): boolean {
  return master.hasDiskFailed && master.node.broker!.getTopicConfigManager().selectTopicConfig(topic) === null
}

/** A message that was given back is a new one, which a power cut may take like any other; what was given back is committed. */
function hasLostRetry({ groups }: DrilledCluster, { id }: QueuedMessage): boolean {
  return groups.some(({ ledger }) => ledger.isUpToChance || ledger.lost().some((record) => record.id === id && record.isDerived))
}

/** A full disk makes the broker delete its oldest files. */
function presentIn({ master }: DrilledGroup, messages: readonly QueuedMessage[]): QueuedMessage[] {
  const begin = master.node.broker!.getMessageStore().getMinPhyOffset()
  return messages.filter(({ record }) => record.offset >= begin)
}

/**
 * Had the reader come further in this queue before the message was there, or has it found another at its place? A power cut takes
 * messages from the end of a log, and their numbers are given anew; a slave may have what its master has lost. Who has consumed
 * those has come to a number, and nobody looks at what stands there later: so it is in RocketMQ 5.3.2.
 */
function isPlaceTaken(consumption: Consumption, reader: string, place: Place, message: QueuedMessage): boolean {
  return consumption.deliveriesTo(reader, place).some(({ id, queueOffset, begunAt }) => {
    const wasAhead = queueOffset >= message.queueOffset && begunAt < message.appendedAt
    return wasAhead || (queueOffset === message.queueOffset && id !== message.id)
  })
}

/** See {@link ClusterDrillNode}: an accident of 5.3.2 that keeps a client from a master for ever. */
function hasForgottenMaster({ consumer }: DrillConsumerNode): boolean {
  const { brokerAddrTable } = consumer!.getDefaultMQPushConsumerImpl().getFactory()
  return [...brokerAddrTable.values()].some((addresses) => addresses.size > 0 && !addresses.has(MixAll.MASTER_ID))
}

/**
 * What is committed is delivered, sooner or later: a producer that is not heard is asked. (That nothing else is delivered the
 * witness sees at once.) A power cut that takes half messages leaves the number up to which they were looked at, which is written
 * elsewhere; those that come in their places are not looked at, as in 5.3.2. @throws BrokenPromiseError
 */
export function checkTransactions({ groups }: DrilledCluster, model: ClusterDrillModel): void {
  for (const { name, ledger, hasCertainNumbers } of groups) {
    if (!hasCertainNumbers) continue
    const present = ledger.present().map(({ id, bytes }) => ({ id, topic: MessageDecoder.decode(bytes)!.topic }))
    for (const { id, topic } of present) {
      const send = topic === TopicValidator.RMQ_SYS_TRANS_HALF_TOPIC ? model.sendOf(id) : null
      if (send?.transaction.startsWith('commit') !== true) continue
      const isDelivered = present.some((each) => each.id === id && each.topic === send.topic)
      if (!isDelivered) broken('transacts', `message ${id}, which was committed, is not delivered by ${name}`)
    }
  }
}
