import type { DefaultMessageStore } from '../../store/DefaultMessageStore'
import type { DrillModel, LoggedRecord } from './DrillModel'
import { checkStray, identifyFound, readLog } from './readLog'
import { broken } from './StorePromise'

const MAX_FOUND = 64

/**
 * The log is what the model remembers, and what was put since; everything that was answered is in it; the queues and
 * the index agree with it. All messages must have been dispatched.
 * @throws BrokenPromiseError
 */
export function checkPromises(store: DefaultMessageStore, model: DrillModel): void {
  checkContinuation(store, model, 'all acknowledged')
  if (store.runningFlags.isCQWriteable()) checkQueues(store, model.log, model)
  checkIndex(store, model.log, model)
}

/**
 * Reads the log into the model. It must continue where the model's ends, with messages of this life, each of them once.
 * `wanted`: whether all messages acknowledged in this life must be there, or some may still be in the process's memory.
 * @throws BrokenPromiseError
 */
export function checkContinuation(
  store: DefaultMessageStore,
  model: DrillModel,
  wanted: 'all acknowledged' | 'what is readable',
): void {
  const log = readLog(store, model)
  const begin = Math.max(0, store.getMinPhyOffset())
  const kept = model.log.filter(({ position }) => position >= begin)
  if (kept.length < model.log.length && !model.mayExpire) broken('keeps', `the log begins at ${begin}`)
  for (const [index, { id, position }] of kept.entries()) {
    const now = log[index]
    if (now?.id !== id) broken('log', `at ${position} there was message ${id}, now ${now?.id}`)
  }
  for (const record of log.slice(kept.length)) checkNewRecord(record, model)
  model.log = log
  const ids = new Set(log.map(({ id }) => id))
  if (ids.size !== log.length) broken('log', 'a message is there twice')
  if (model.mayExpire || wanted === 'what is readable') return
  for (const { id } of model.acknowledged()) {
    if (!ids.has(id)) broken('keeps', `message ${id} was acknowledged and can't be read`)
  }
}

/** One that the model sees for the first time: it must be from this life, and where its answer has said. */
function checkNewRecord({ id, position, queueOffset }: LoggedRecord, model: DrillModel): void {
  const { life, place } = model.written[id]!
  if (life !== model.life) broken('invents-nothing', `message ${id} is back, at ${position}`)
  if (model.isRefused(id)) broken('invents-nothing', `message ${id} was refused and is there, at ${position}`)
  if (place === null) return
  if (place.queueOffset !== queueOffset || (place.position ?? position) !== position) {
    const told = `${place.position} as number ${place.queueOffset}`
    broken('log', `message ${id} is at ${position} as number ${queueOffset}, but the answer said at ${told}`)
  }
}

function checkQueues(store: DefaultMessageStore, log: LoggedRecord[], model: DrillModel): void {
  const queues = new Map<string, LoggedRecord[]>()
  for (const record of log) {
    const { topic, queueId } = model.written[record.id]!.message
    const key = `${topic}/${queueId}`
    const queue = queues.get(key)
    if (queue === undefined) queues.set(key, [record])
    else queue.push(record)
  }
  for (const [topic, ofTopic] of store.getQueueStore().getConsumeQueueTable()) {
    for (const queueId of ofTopic.keys()) {
      const key = `${topic}/${queueId}`
      if (hasLostItsCount(store, model, topic, queueId, queues.get(key) ?? [])) model.damagedQueues.add(key)
      if (model.damagedQueues.has(key)) readDamagedQueue(store, model, topic, queueId)
      else checkQueue(store, model, topic, queueId, queues.get(key) ?? [])
      queues.delete(key)
    }
  }
  for (const key of queues.keys()) {
    if (!model.damagedQueues.has(key)) broken('queues', `there is no queue ${key}, but messages for it`)
  }
}

/**
 * A power cut has taken entries that were never flushed, and the log no longer has their messages: as in the original, the
 * queue goes on after its last entry, or from number 0 if it has none, whatever numbers the next messages have.
 */
function hasLostItsCount(
  store: DefaultMessageStore, model: DrillModel, topic: string, queueId: number, records: readonly LoggedRecord[],
): boolean {
  const [first] = records
  if (!model.mayExpire || !model.hasLostPower || first === undefined) return false
  const queue = store.getQueueStore().getConsumeQueue(topic, queueId)
  const place = (queue?.getMaxOffsetInQueue() ?? 0) - records.length
  return place >= 0 && place < first.queueOffset && queue?.get(place)?.pos === first.position
}

function checkQueue(
  store: DefaultMessageStore,
  model: DrillModel,
  topic: string,
  queueId: number,
  records: LoggedRecord[],
): void {
  const name = `${topic}/${queueId}`
  const queue = store.getQueueStore().getConsumeQueue(topic, queueId)!
  const max = queue.getMaxOffsetInQueue()
  const first = records[0]?.queueOffset ?? max
  const min = queue.getMinOffsetInQueue()
  // Entries whose messages are deleted stay for a while: the queues are cleaned after the log.
  if (min !== first && !(model.mayExpire && min < first)) {
    broken('queues', `${name} begins at ${min}, but its first message in the log is number ${first}`)
  }
  if (max - first !== records.length) {
    broken('queues', `${name} has ${max - first} entries, but the log has ${records.length} messages for it`)
  }
  for (const [index, { id, position, size, queueOffset }] of records.entries()) {
    const unit = queue.get(first + index)
    if (queueOffset !== first + index) {
      broken('queues', `message ${id} is number ${queueOffset} of ${name}, but should be ${first + index}`)
    }
    if (unit?.pos !== position || unit.size !== size) {
      broken('queues', `entry ${queueOffset} of ${name} is ${unit?.pos}+${unit?.size}, not ${position}+${size}`)
    }
  }
  if (records.length > 0) checkReading(store, topic, queueId, records)
}

/** Reading it never gets stuck, and returns no record that looks whole and was never written. */
function readDamagedQueue(store: DefaultMessageStore, model: DrillModel, topic: string, queueId: number): void {
  const max = store.getMaxOffsetInQueue(topic, queueId)
  for (let offset = store.getMinOffsetInQueue(topic, queueId); offset < max; ) {
    const result = store.getMessage('group', topic, queueId, offset, 32, null)
    if (result === null) broken('queues', `${topic}/${queueId} can't be asked at ${offset}`)
    for (const record of result.messageMapedList) checkStray(store, record, model)
    if (result.nextBeginOffset <= offset) return
    offset = result.nextBeginOffset
  }
}

/** What a consumer gets that begins with the first message. */
function checkReading(
  store: DefaultMessageStore,
  topic: string,
  queueId: number,
  records: LoggedRecord[],
): void {
  const read: number[] = []
  const end = records[records.length - 1]!.queueOffset + 1
  for (let offset = records[0]!.queueOffset; offset < end; ) {
    const result = store.getMessage('group', topic, queueId, offset, 32, null)
    if (result === null || result.nextBeginOffset <= offset) {
      broken('queues', `${topic}/${queueId} can't be read at ${offset}: ${result?.status}`)
    }
    read.push(...result.messageMapedList.map(({ startOffset }) => startOffset))
    offset = result.nextBeginOffset
  }
  const wanted = records.map(({ position }) => position)
  if (read.join() === wanted.join()) return
  broken('queues', `reading ${topic}/${queueId} gives messages at ${read.join()}, not at ${wanted.join()}`)
}

function checkIndex(store: DefaultMessageStore, log: LoggedRecord[], model: DrillModel): void {
  const wanted = new Map<string, Set<number>>()
  for (const { id } of log) {
    const { topic, key } = model.written[id]!.message
    if (key === '' || model.isTorn(id)) continue
    const name = `${topic}#${key}`
    wanted.set(name, (wanted.get(name) ?? new Set()).add(id))
  }
  const there = new Map(log.map(({ id, position }) => [id, position]))
  for (const [name, ids] of wanted) {
    const [topic, key] = name.split('#') as [string, string]
    const result = store.queryMessage(topic, key, MAX_FOUND, 0, Number.MAX_SAFE_INTEGER)
    if (model.isIndexDamaged) {
      for (const record of result.messageMapedList) checkStray(store, record, model)
      continue
    }
    for (const record of result.messageMapedList) {
      const { id, position } = identifyFound(record, model)
      if (there.get(id) !== position) broken('index', `key ${name} leads to message ${id}, which is gone`)
      ids.delete(id)
    }
    const isFull = result.messageMapedList.length >= MAX_FOUND
    const missing = [...ids].filter((id) => model.mustBeFound(id))
    if (!isFull && missing.length > 0) broken('index', `key ${name} does not lead to messages ${missing.join()}`)
  }
}
