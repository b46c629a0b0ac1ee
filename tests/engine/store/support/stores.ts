import { MessageExtBatch } from '../../../../engine/common/message/MessageExtBatch'
import { MessageExtBrokerInner } from '../../../../engine/common/message/MessageExtBrokerInner'
import { MessageDecoder } from '../../../../engine/common/message/MessageDecoder'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import type { Process } from '../../../../engine/kernel/Process'
import { FaultyDisk } from '../../../../engine/ports/memory/FaultyDisk'
import { MemoryDisk } from '../../../../engine/ports/memory/MemoryDisk'
import { MessageStoreConfig } from '../../../../engine/store/config/MessageStoreConfig'
import { DefaultMessageStore } from '../../../../engine/store/DefaultMessageStore'
import { PageCache } from '../../../../engine/store/pagecache/PageCache'
import type { RunInKernelOptions } from '../../support/runInKernel'
import { runInKernel } from '../../support/runInKernel'
import { bytesToHex, hexToBytes } from '../../support/golden'

export const BORN_HOST = '10.0.0.1:54321'
export const STORE_HOST = '10.0.0.2:10911'

export interface MessageFields {
  readonly topic?: string
  readonly queueId?: number
  readonly body?: string
  readonly flag?: number
  readonly sysFlag?: number
  readonly bornHost?: string
  readonly storeHost?: string
  readonly bornTimestamp?: number
  readonly reconsumeTimes?: number
  readonly properties?: string
}

function fill(message: MessageExtBrokerInner, fields: MessageFields): void {
  message.topic = fields.topic ?? 'TopicTest'
  message.queueId = fields.queueId ?? 0
  message.flag = fields.flag ?? 0
  message.sysFlag = fields.sysFlag ?? 0
  message.bornTimestamp = fields.bornTimestamp ?? 1_700_000_000_123
  message.bornHost = fields.bornHost ?? BORN_HOST
  message.storeHost = fields.storeHost ?? STORE_HOST
  message.reconsumeTimes = fields.reconsumeTimes ?? 0
  const text = (fields.properties ?? '').replaceAll('=', '\u0001').replaceAll(';', '\u0002')
  message.properties = MessageDecoder.string2messageProperties(text)
  message.propertiesString = text
}

/** `properties` as `NAME=value;NAME=value;`. */
export function messageOf(fields: MessageFields = {}): MessageExtBrokerInner {
  const message = new MessageExtBrokerInner()
  fill(message, fields)
  message.body = new TextEncoder().encode(fields.body ?? 'hello')
  return message
}

export function batchOf(body: Uint8Array, fields: MessageFields = {}): MessageExtBatch {
  const batch = new MessageExtBatch()
  fill(batch, fields)
  batch.body = body
  return batch
}

/** A client's batch with these bodies, no properties. */
export function batchBody(bodies: readonly string[]): Uint8Array {
  return hexToBytes(bodies.map((body) => elementHex(new TextEncoder().encode(body))).join(''))
}

function elementHex(body: Uint8Array): string {
  const total = 22 + body.length
  return `${hex32(total)}${'0'.repeat(24)}${hex32(body.length)}${bytesToHex(body)}0000`
}

function hex32(value: number): string {
  return value.toString(16).padStart(8, '0')
}

/** A machine whose processes come and go. */
export interface TestMachine {
  readonly process: Process
  readonly memory: MemoryDisk
  readonly disk: FaultyDisk
  readonly cache: PageCache
}

export function onMachine<T>(body: (machine: TestMachine) => Blocking<T>, options: RunInKernelOptions = {}): T {
  return runInKernel(function* (process) {
    const memory = new MemoryDisk()
    const disk = new FaultyDisk(memory)
    const cache = new PageCache(process.kernel, process.host, disk)
    return yield* body({ process, memory, disk, cache })
  }, options)
}

/** Small files, so that there are several of them. */
export function smallConfig(changes: Partial<MessageStoreConfig> = {}): MessageStoreConfig {
  const small = {
    mappedFileSizeCommitLog: 64 * 1024,
    mappedFileSizeConsumeQueue: 100 * 20,
    maxHashSlotNum: 100,
    maxIndexNum: 400,
  }
  return Object.assign(new MessageStoreConfig(), small, changes)
}

export function* startStore(
  machine: TestMachine,
  changes: Partial<MessageStoreConfig> = {},
  process: Process = machine.process,
): Blocking<DefaultMessageStore> {
  const store = new DefaultMessageStore(process, machine.cache, smallConfig(changes))
  if (!(yield* store.load())) throw new Error('the store could not be loaded')
  yield* store.start()
  return store
}

/** Starts a process of its own for the store and has it do something there; the process lives on. */
export function* inNewProcess<T>(
  machine: TestMachine,
  body: (process: Process) => Blocking<T>,
): Blocking<[T, Process]> {
  const { kernel, host } = machine.process
  const process = kernel.createProcess({ name: 'broker', host })
  const outcome: { value?: T } = {}
  const thread = process.spawn('main', function* () {
    outcome.value = yield* body(process)
  })
  yield* thread.join()
  return [outcome.value as T, process]
}
