import { END_FILE_MIN_BLANK_LENGTH } from '../../store/commitlog/DefaultAppendMessageCallback'
import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import { broken } from './ClusterPromise'
import { checkQueues } from './checkMasters'
import type { DrilledBroker, DrilledCluster, DrilledGroup } from './DrilledCluster'
import type { LedgerRecord, MasterLedger } from './MasterLedger'
import { queuesText } from './queuesText'

/** Every slave has its master's log, topics and queues. @throws BrokenPromiseError */
export function checkReplicas({ groups }: DrilledCluster): void {
  for (const group of groups) {
    for (const slave of group.livingSlaves) {
      checkTopics(group, slave)
      if (group.ledger.isUpToChance || slave.isAstray || isSlaveUpToChance(slave)) continue
      if (checkLog(group, slave) === 'the same') checkSlaveQueues(group, slave)
    }
  }
}

/** Its device has failed and its power was cut: what it has of its log is anybody's guess. */
function isSlaveUpToChance({ hasDiskFailed, powerCutAt }: DrilledBroker): boolean {
  return hasDiskFailed && powerCutAt >= 0
}

function checkTopics({ name, master }: DrilledGroup, { node }: DrilledBroker): void {
  const wanted = topicsOf(master)
  const found = topicsOf({ node })
  if (wanted === found) return
  broken('replicates', `the topics of ${node.name} are ${found}, those of its master ${name} are ${wanted}`)
}

function topicsOf({ node }: Pick<DrilledBroker, 'node'>): string {
  const manager = node.broker!.getTopicConfigManager()
  return [...manager.getTopicConfigTable().values()]
    .filter(({ topicName }) => !manager.isSystemTopic(topicName))
    .map((config) => `${config.topicName} ${queuesText(config)}`)
    .sort()
    .join(', ')
}

/**
 * Over the range that both have, a slave's log is its master's, byte for byte, and it ends where that one ends. An accident of
 * RocketMQ 5.3.2 is excused: a slave whose log is longer than its master's, because a power cut has shortened that one, keeps the
 * bytes that the master has lost, and goes on at its own end as soon as the master's log has come so far. Nothing tells the two that
 * they are no longer the same (DefaultHAClient#dispatchReadRequest compares offsets only).
 */
function checkLog(group: DrilledGroup, { node }: DrilledBroker): 'the same' | 'another' {
  const master = group.master.node.broker!.getMessageStore()
  const slave = node.broker!.getMessageStore()
  const lost = group.ledger.lost()
  const end = Math.min(master.getMaxPhyOffset(), slave.getMaxPhyOffset())
  const isAsLong = master.getMaxPhyOffset() === slave.getMaxPhyOffset()
  const mayBeLonger = lost.length > 0 && slave.getMaxPhyOffset() > master.getMaxPhyOffset()
  if (!isAsLong && !mayBeLonger) {
    broken('replicates', `the log of ${node.name} ends at ${slave.getMaxPhyOffset()}, its master's at ${master.getMaxPhyOffset()}`)
  }
  const begin = Math.max(0, master.getMinPhyOffset(), slave.getMinPhyOffset())
  let isSame = isAsLong
  for (let position = begin; position < end; ) {
    const wanted = bytesAt(master, position, end)
    const found = bytesAt(slave, position, end)
    const length = Math.min(wanted.length, found.length)
    if (length === 0) broken('replicates', `the logs of ${group.name} and ${node.name} can't both be read at ${position}`)
    for (let index = 0; index < length; index++) {
      if (wanted[index] === found[index]) continue
      isSame = false
      if (!isLeftover(group.ledger, slave, position + index, found[index]!)) {
        broken('replicates', `byte ${position + index} of the log of ${node.name} is not its master's`)
      }
    }
    position += length
  }
  return isSame ? 'the same' : 'another'
}

/** Is this a byte that the master had there and has lost: of a record, or of the mark at the end of a file? */
function isLeftover(ledger: MasterLedger, slave: DefaultMessageStore, position: number, byte: number): boolean {
  const covering = ledger.lost().filter((record) => record.offset <= position && position < endOf(record))
  if (covering.some(({ offset, bytes }) => bytes[position - offset] === byte)) return true
  return ledger.hasCrashed && ledger.records.some((record) => isOfMark(slave, endOf(record), position, byte))
}

function endOf({ offset, bytes }: LedgerRecord): number {
  return offset + bytes.length
}

/** Does the slave's file end at `mark`, and belong the byte to the mark or the zeros behind it? */
function isOfMark(slave: DefaultMessageStore, mark: number, position: number, byte: number): boolean {
  const log = slave.getCommitLog()
  if (position < mark || position >= log.rollNextFile(mark)) return false
  const stretch = log.getData(mark)
  if (stretch === null) return false
  const request = log.checkMessageAndReturnSize(stretch, 0, true, true)
  return request.success && request.msgSize === 0 && (position < mark + END_FILE_MIN_BLANK_LENGTH || byte === 0)
}

function bytesAt(store: DefaultMessageStore, position: number, end: number): Uint8Array {
  const stretch = store.getCommitLog().getData(position)
  return stretch === null ? new Uint8Array(0) : stretch.get(0, Math.min(stretch.size, end - position))
}

/** A slave makes its queues itself, from its log. */
function checkSlaveQueues({ ledger }: DrilledGroup, slave: DrilledBroker): void {
  const store = slave.node.broker!.getMessageStore()
  const begin = Math.max(0, store.getMinPhyOffset())
  const records = ledger.present().filter(({ offset }) => offset >= begin)
  // An empty slave is sent only the last file, so its queues may begin later than the master's.
  checkQueues(slave, store, records, slave.hasDiskFailed)
}
