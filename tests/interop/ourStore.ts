import { runWithHost } from '../../engine/adapters/host/runWithHost'
import { applyConfig } from '../../engine/cluster/applyConfig'
import { MessageDecoder } from '../../engine/common/message/MessageDecoder'
import type { MessageExt } from '../../engine/common/message/MessageExt'
import type { Blocking } from '../../engine/kernel/Blocking'
import { Kernel } from '../../engine/kernel/Kernel'
import { BoundaryType } from '../../engine/common/BoundaryType'
import { MemoryDisk } from '../../engine/ports/memory/MemoryDisk'
import { PakoCompressor } from '../../engine/adapters/zlib/PakoCompressor'
import { readZipDirectory } from '../../engine/adapters/zip/readZipDirectory'
import { unzipEntry } from '../../engine/adapters/zip/unzipEntry'
import { MessageStoreConfig } from '../../engine/store/config/MessageStoreConfig'
import { DefaultMessageStore } from '../../engine/store/DefaultMessageStore'
import type { SelectMappedBufferResult } from '../../engine/store/logfile/SelectMappedBufferResult'
import { PageCache } from '../../engine/store/pagecache/PageCache'
import type { FoundSizes } from '../../engine/worker/archive/examineStore'
import { examineStore } from '../../engine/worker/archive/examineStore'
import { importStore } from '../../engine/worker/archive/importStore'
import { atOnce } from '../../engine/worker/archive/Steps'
import type { StoreCheck } from '../../engine/worker/owncluster/ownProtocol'
import type { KnownMessage } from './KnownMessage'

const COMPRESSED = 1
const MAX = 64

/** What our own store finds in a directory. */
export interface OurReading {
  readonly messages: readonly KnownMessage[]
  byKey(topic: string, key: string): KnownMessage[]
  offsetByTime(topic: string, queueId: number, millis: number): number
}

/** Starts on a store directory packed by ourselves as it is, as RocketMQ does, and reads every queue. */
export async function startOn(zip: Uint8Array, sizes: FoundSizes): Promise<OurReading> {
  return await inKernel(function* (kernel) {
    const disk = new MemoryDisk()
    for (const entry of readZipDirectory(zip)) {
      const file = yield* disk.open(entry.path, true)
      atOnce(unzipEntry(zip, entry, (bytes) => file.write(file.size(), bytes)))
    }
    return yield* readStore(kernel, disk, sizes)
  })
}

/** Brings a zip into the page as a user does, starts on it, and reads every queue. */
export async function importAndStart(zip: Uint8Array): Promise<OurReading & { readonly check: StoreCheck }> {
  return await inKernel(function* (kernel) {
    const disk = new MemoryDisk()
    const store = atOnce(examineStore(zip))
    const { check, sizes } = store
    yield* importStore(store, disk, 'store')
    return { ...(yield* readStore(kernel, disk, sizes)), check }
  })
}

function* readStore(kernel: Kernel, disk: MemoryDisk, sizes: FoundSizes): Blocking<OurReading> {
  const known = Object.entries(sizes).filter(([, size]) => size !== null)
  const config = applyConfig(new MessageStoreConfig(), Object.fromEntries(known), 'store')
  const process = kernel.createProcess({ name: 'broker', host: '10.0.0.21' })
  const store = new DefaultMessageStore(process, new PageCache(kernel, process.host, disk), config)
  let isLoaded = false
  const main = process.spawn('main', function* () {
    isLoaded = yield* store.load()
    if (isLoaded) yield* store.start()
  })
  yield* main.join()
  if (!isLoaded) throw new Error('our own store does not open it')
  return reading(store)
}

function reading(store: DefaultMessageStore): OurReading {
  return {
    messages: [...readAll(store)],
    byKey(topic, key) {
      const { messageMapedList } = store.queryMessage(topic, key, MAX, 0, Number.MAX_SAFE_INTEGER)
      // A query gives everything that has the key's hash; clients look again, and at the unique ids too.
      return messageMapedList.map(known).filter((found) => found.topic === topic && found.keys.split(' ').includes(key))
    },
    offsetByTime: (topic, queueId, millis) => store.getOffsetInQueueByTime(topic, queueId, millis, BoundaryType.LOWER),
  }
}

function* readAll(store: DefaultMessageStore): Iterable<KnownMessage> {
  for (const [topic, queues] of store.getQueueStore().getConsumeQueueTable()) {
    for (const queueId of queues.keys()) {
      const end = store.getMaxOffsetInQueue(topic, queueId)
      for (let offset = store.getMinOffsetInQueue(topic, queueId); offset < end; ) {
        const result = store.getMessage('interop', topic, queueId, offset, 32, null)
        if (result === null || result.messageMapedList.length === 0) throw new Error(`${topic} ${queueId} ends at ${offset}`)
        for (const record of result.messageMapedList) yield known(record)
        offset = result.nextBeginOffset
      }
    }
  }
}

function known(record: SelectMappedBufferResult): KnownMessage {
  const message = MessageDecoder.decode(record.get(0, record.size))
  if (message === null) throw new Error(`no message at ${record.startOffset}`)
  return {
    topic: message.topic,
    queueId: message.queueId,
    queueOffset: message.queueOffset,
    physicalOffset: message.commitLogOffset,
    storeMillis: message.storeTimestamp,
    uniqueId: message.getProperty('UNIQ_KEY') ?? '',
    keys: message.getKeys() ?? '',
    tags: message.getTags() ?? '',
    body: Buffer.from(bodyOf(message)).toString('base64'),
  }
}

function bodyOf(message: MessageExt): Uint8Array {
  const body = message.body ?? new Uint8Array(0)
  return (message.sysFlag & COMPRESSED) === 0 ? body : new PakoCompressor().decompress(body)
}

/** Runs `body` as a thread of a kernel whose clocks show the real time at its start. */
export async function inKernel<T>(body: (kernel: Kernel) => Blocking<T>): Promise<T> {
  const kernel = new Kernel({ seed: 1, epochMillis: Date.now() })
  const outcome: { value?: T; error?: unknown } = {}
  const main = kernel.createProcess({ name: 'main', host: 'nowhere' }).spawn('main', function* () {
    try {
      outcome.value = yield* body(kernel)
    } catch (error) {
      outcome.error = error
    }
  })
  kernel.onUncaught = (_thread, error) => (outcome.error ??= error)
  await runWithHost(kernel, { until: () => !main.isAlive, time: 3_600_000_000 })
  if (outcome.error !== undefined) throw outcome.error
  if (main.isAlive) throw new Error('it took too long')
  return outcome.value as T
}
