import { MessageConst } from '../../common/message/MessageConst'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageQueue } from '../../common/message/MessageQueue'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { broken } from './ClusterPromise'
import type { ClusterDrillModel } from './ClusterDrillModel'
import type { Consumption, QueuedMessage } from './Consumption'
import type { DrillConsumerNode } from './DrillConsumerNode'
import type { DrilledCluster, DrilledGroup } from './DrilledCluster'
import { hasForgottenMaster } from './hasForgottenMaster'

type Place = Parameters<Consumption['queue']>[0]

/**
 * Each queue that the members of a group know has one owner, which has the broker's lock if the group consumes in order; who
 * broadcasts has all queues. And each of these queues is being pulled from. @throws BrokenPromiseError
 */
export function checkShares(cluster: DrilledCluster): void {
  for (const members of companies(cluster)) {
    const owners = new Map<string, string[]>()
    for (const { name, queues } of members) {
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

/**
 * The queues of the topics about which all members know the same. When name servers tell different things, so that two members
 * believe in different numbers of queues, a queue may have two owners or none: there is nobody who would settle it.
 */
function knownQueues([first, ...others]: readonly DrillConsumerNode[]): MessageQueue[] {
  const keysOf = (mqs: readonly MessageQueue[] = []): string => mqs.map((mq) => mq.key()).sort().join()
  const agreed = [...first!.knownQueues].filter(([topic, mqs]) => {
    return others.every(({ knownQueues: known }) => keysOf(known.get(topic)) === keysOf(mqs))
  })
  return agreed.flatMap(([, mqs]) => mqs)
}

function checkOwner(
  cluster: DrilledCluster, members: readonly DrillConsumerNode[], mq: MessageQueue, owners: readonly string[],
): void {
  if (members.some(({ factory }) => hasForgottenMaster(factory))) return
  const [{ group }] = members as [DrillConsumerNode]
  if (owners.length !== 1) broken('consumes', `${mq.toString()} has ${owners.length} owners in ${group.name}: ${owners.join()}`)
  if (group.order !== 'orderly') return
  const locks = cluster.groupNamed(mq.brokerName)!.master.node.broker!.getRebalanceLockManager()
  const owner = members.find(({ name }) => name === owners[0])!
  const holder = locks.holderOf(group.name, mq)
  const { clientId } = owner.factory
  if (holder !== clientId) broken('leaks-nothing', `${holder} has the lock of ${mq.toString()}, which ${owner.name} has`)
}

/** A pull waits for each queue of each member, and no others wait. */
function checkPulls({ livingBrokers, consumers }: DrilledCluster): void {
  const services = livingBrokers.map(({ node }) => node.broker!.getPullRequestHoldService())
  const held = services.reduce((sum, service) => sum + service.countHeldPulls(), 0)
  const queues = consumers.reduce((sum, consumer) => sum + consumer.queues.length, 0)
  if (held > queues) broken('leaks-nothing', `${held} pulls are held, but consumers have ${queues} queues`)
}

/**
 * Every message in a queue that consumers know was consumed by each group, and by each member that broadcasts; those that have
 * failed once included. @throws BrokenPromiseError
 */
export function checkConsumption(cluster: DrilledCluster, consumption: Consumption): void {
  for (const members of companies(cluster)) {
    if (members.some(({ factory }) => hasForgottenMaster(factory))) continue
    const [{ group, reader }] = members as [DrillConsumerNode]
    const succeeded = consumption.succeeded(reader)
    const known = new Set(knownQueues(members).map(({ topic, brokerName, queueId }) => `${brokerName}/${topic}/${queueId}`))
    for (const place of group.topics.flatMap((topic) => consumption.placesOf(topic))) {
      const { brokerName, topic, queueId } = place
      const brokers = cluster.groupNamed(brokerName)!
      if (!known.has(`${brokerName}/${topic}/${queueId}`) || brokers.ledger.isUpToChance || !isReadable(brokers, place)) continue
      for (const message of presentIn(brokers, consumption.queue(place))) {
        if (succeeded.has(message.id) || isPlaceTaken(consumption, reader, place, message)) continue
        if (consumption.hasEnded(reader, place, message) && hasLostRetry(cluster, message)) continue
        broken('consumes', `${reader} never gets message ${message.id}, number ${message.queueOffset} of ${topic}/${queueId} of ${brokerName}`)
      }
    }
  }
}

/**
 * A topic that was given fewer queues keeps the messages in the others, but refuses pulls from there. And a broker that could not
 * persist its topics is without the new ones after a restart.
 */
function isReadable({ master }: DrilledGroup, { topic, queueId }: Place): boolean {
  const config = master.node.broker!.getTopicConfigManager().selectTopicConfig(topic)
  return config === null ? !master.hasDiskFailed : queueId < config.readQueueNums
}

/**
 * What was given back is committed, and comes again as a new message, which waits for its time: a power cut may take it like any
 * other, and a master may leave it behind.
 */
function hasLostRetry({ groups }: DrilledCluster, { id }: QueuedMessage): boolean {
  return groups.some(({ ledger, mayRefuse }) => {
    const retries = ledger.records.filter((record) => record.id === id && record.isDerived)
    return ledger.isUpToChance || retries.some(({ isLost }) => isLost || mayRefuse)
  })
}

/** A full disk makes the broker delete its oldest files. */
function presentIn({ master }: DrilledGroup, messages: readonly QueuedMessage[]): QueuedMessage[] {
  const begin = master.node.broker!.getMessageStore().getMinPhyOffset()
  return messages.filter(({ record }) => record.offset >= begin)
}

/**
 * Had the reader come further in this queue before the message was there, or has it found another at its place? A power cut takes
 * messages from the end of a log, and their numbers are given anew; a slave may have what its master has lost. A
 * reader that has consumed those has come to a number, and looks no more at what stands there later: so it is in RocketMQ 5.3.2.
 */
function isPlaceTaken(consumption: Consumption, reader: string, place: Place, message: QueuedMessage): boolean {
  return consumption.deliveriesTo(reader, place).some(({ id, queueOffset, begunAt }) => {
    const wasAhead = queueOffset >= message.queueOffset && begunAt < message.appendedAt
    return wasAhead || (queueOffset === message.queueOffset && id !== message.id)
  })
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
      // A producer whose half message is not stored as safely as wanted rolls back, whatever its application says.
      if (send?.transaction.startsWith('commit') !== true || model.isTold(id, 'rolled back')) continue
      const isDelivered = present.some((each) => each.id === id && each.topic === send.topic)
      if (!isDelivered) broken('transacts', `message ${id}, which was committed, is not delivered by ${name}`)
    }
  }
}

/** Every delayed message was delivered, unless its master may have left it behind. @throws BrokenPromiseError */
export function checkDelays({ groups }: DrilledCluster): void {
  for (const group of groups) {
    const { name, ledger, hasCertainNumbers, mayRefuse } = group
    if (!hasCertainNumbers || mayRefuse) continue
    const present = ledger.present().map(({ id, bytes }) => ({ id, message: MessageDecoder.decode(bytes)! }))
    for (const [index, { id, message }] of present.entries()) {
      if (message.topic !== TopicValidator.RMQ_SYS_SCHEDULE_TOPIC) continue
      const topic = message.getProperty(MessageConst.PROPERTY_REAL_TOPIC)
      const isDelivered = present.slice(index + 1).some((each) => each.id === id && each.message.topic === topic)
      if (!isDelivered) broken('delays', `message ${id}, which waits at ${name} for ${topic}, is never delivered`)
    }
  }
}
