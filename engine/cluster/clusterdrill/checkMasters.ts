import { MessageDecoder } from '../../common/message/MessageDecoder'
import { TopicValidator } from '../../common/topic/TopicValidator'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import type { ConsumeQueue } from '../../store/queue/ConsumeQueue'
import { isSame } from '../isSame'
import { broken } from './ClusterPromise'
import type { ClusterDrillModel } from './ClusterDrillModel'
import { keyOf } from './clusterDrillMessages'
import type { DrilledBroker, DrilledCluster, DrilledGroup } from './DrilledCluster'
import type { LedgerRecord } from './MasterLedger'

const MAX_FOUND = 64

/** A synchronous call has ended and an asynchronous one has been answered, unless its producer has died since. */
export function checkCalls({ producers }: DrilledCluster, { calls }: ClusterDrillModel): void {
  for (const { send, outcome, answers, isConnectedLate, life } of calls) {
    const name = `the ${send.mode} call for message ${send.id}`
    const most = send.mode === 'async' && isConnectedLate ? 2 : 1
    if (answers > most) broken('lives', `${name} was answered ${answers} times, not ${most}`)
    if (send.mode === 'oneway' || outcome !== 'no answer') continue
    const lives = producers.find((producer) => producer.name === send.producer)?.lives ?? 0
    if (life === lives) broken('lives', `${name} was never answered`)
  }
}

/**
 * Every master has what its ledger says, byte for byte, and queues and index that agree with it.
 * @throws BrokenPromiseError
 */
export function checkMasters({ groups }: DrilledCluster): void {
  for (const group of groups) {
    if (group.ledger.isUpToChance) continue
    const records = checkLog(group)
    const store = group.master.node.broker!.getMessageStore()
    checkQueues(group.master, store, records, group.ledger.mayExpire)
    checkIndex(group, store, records)
  }
}

/** @returns what is in the log */
function checkLog({ name, ledger, master }: DrilledGroup): LedgerRecord[] {
  const store = master.node.broker!.getMessageStore()
  const log = store.getCommitLog()
  const begin = Math.max(0, store.getMinPhyOffset())
  if (begin > 0 && !ledger.mayExpire) broken('keeps', `the log of ${name} begins at ${begin}`)
  const records = ledger.present().filter(({ offset }) => offset >= begin)
  let position = begin
  for (const { id, offset, bytes } of records) {
    position = skipPadding(store, position, offset)
    if (position !== offset) broken('invents-nothing', `${name} has bytes at ${position}, the next message is at ${offset}`)
    const there = log.getMessage(offset, bytes.length)?.get(0, bytes.length)
    if (there === undefined || !isSame(there, bytes)) broken('keeps', `message ${id}, at ${offset} of ${name}, has changed`)
    position += bytes.length
  }
  const end = store.getMaxPhyOffset()
  // A power cut may leave the mark at the end of a file, and take the first message of the next.
  position = skipPadding(store, position, end)
  if (position !== end) broken('invents-nothing', `the log of ${name} ends at ${end}, its last message at ${position}`)
  return records
}

/** To the beginning of the next file when a record that says "nothing more" is at `position`. */
function skipPadding(store: DefaultMessageStore, position: number, next: number): number {
  if (position === next) return position
  const log = store.getCommitLog()
  const stretch = log.getData(position)
  if (stretch === null) return position
  const request = log.checkMessageAndReturnSize(stretch, 0, true, true)
  return request.success && request.msgSize === 0 ? log.rollNextFile(position) : position
}

/** Each record has its entry, at the number that it says, and there is no other. @throws BrokenPromiseError */
export function checkQueues(
  { node: { name }, powerCutAt }: DrilledBroker,
  store: DefaultMessageStore,
  records: readonly LedgerRecord[],
  mayExpire: boolean,
): void {
  const queues = new Map<string, LedgerRecord[]>()
  for (const record of records) {
    const { topic, queueId } = MessageDecoder.decode(record.bytes)!
    const key = `${topic}/${queueId}`
    queues.set(key, [...(queues.get(key) ?? []), record])
  }
  for (const [topic, ofTopic] of store.getQueueStore().getConsumeQueueTable()) {
    for (const [queueId, queue] of ofTopic) {
      const key = `${topic}/${queueId}`
      const wanted = queues.get(key) ?? []
      const isExcused = powerCutAt >= 0 && hasLostCount(queue, wanted)
      if (!isExcused) checkQueue(`${key} of ${name}`, queue, wanted, mayExpire)
      queues.delete(key)
    }
  }
  for (const key of queues.keys()) broken('queues', `${name} has no queue ${key}, but messages for it`)
}

/**
 * Two accidents of ConsumeQueue#putMessagePositionInfo of RocketMQ 5.3.2, for queues whose first messages the log does not have. A
 * power cut that leaves zeros in place of the entries makes such a queue count from 0 again, whatever numbers the messages have. One
 * that leaves nothing but the blank entries in front makes it take no messages: the last of those stands for a message that ends at
 * 2 GiB, and what ends before that counts as entered.
 */
function hasLostCount(queue: ConsumeQueue, wanted: readonly LedgerRecord[]): boolean {
  const [first] = wanted
  if (first === undefined || MessageDecoder.decode(first.bytes)!.queueOffset === 0) return false
  const max = queue.getMaxOffsetInQueue()
  return queue.get(0)?.pos === first.offset || (max > 0 && queue.getMinOffsetInQueue() === max)
}

/** `wanted`: the queue's messages, in the order of the log. */
function checkQueue(name: string, queue: ConsumeQueue, wanted: readonly LedgerRecord[], mayExpire: boolean): void {
  const max = queue.getMaxOffsetInQueue()
  const first = max - wanted.length
  const min = queue.getMinOffsetInQueue()
  if (min !== first && !(mayExpire && min < first)) {
    broken('queues', `${name} has numbers ${min} to ${max}, but the log has ${wanted.length} messages for it`)
  }
  for (const [index, { id, offset, bytes }] of wanted.entries()) {
    const number = first + index
    const { queueOffset } = MessageDecoder.decode(bytes)!
    if (queueOffset !== number) broken('queues', `message ${id} is number ${queueOffset} of ${name}, not ${number}`)
    const unit = queue.get(number)
    if (unit?.pos === offset && unit.size === bytes.length) continue
    broken('queues', `number ${number} of ${name} leads to ${unit?.pos}+${unit?.size}, message ${id} is at ${offset}`)
  }
}

/** A crash may make the index forget; what it finds must be right all the same. */
function checkIndex(group: DrilledGroup, store: DefaultMessageStore, records: readonly LedgerRecord[]): void {
  const { name, ledger, master } = group
  const isComplete = !ledger.hasCrashed && !master.hasDiskFailed
  const places = new Map<string, { readonly topic: string; readonly id: number; readonly offsets: number[] }>()
  for (const { id, offset, bytes } of records) {
    const { topic } = MessageDecoder.decode(bytes)!
    if (topic === TopicValidator.RMQ_SYS_TRANS_OP_HALF_TOPIC) continue
    const known = places.get(`${topic} ${id}`)
    if (known === undefined) places.set(`${topic} ${id}`, { topic, id, offsets: [offset] })
    else known.offsets.push(offset)
  }
  for (const { topic, id, offsets } of places.values()) {
    const found = store.queryMessage(topic, keyOf(id), MAX_FOUND, 0, Number.MAX_SAFE_INTEGER)
    const at = found.messageMapedList.map(({ startOffset }) => startOffset)
    const stray = at.find((offset) => !offsets.includes(offset))
    if (stray !== undefined) broken('queues', `the key of message ${id} leads to ${stray} of ${name}`)
    const missing = offsets.find((offset) => !at.includes(offset))
    if (!isComplete || missing === undefined) continue
    broken('queues', `the key of message ${id} does not lead to ${missing} of ${name}`)
  }
}
