import type sqlite3InitModule from '@sqlite.org/sqlite-wasm'
import { runWithHost } from '../../../engine/adapters/host/runWithHost'
import { OpfsDisk } from '../../../engine/adapters/opfs/OpfsDisk'
import { MessageExtBrokerInner } from '../../../engine/common/message/MessageExtBrokerInner'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { Kernel } from '../../../engine/kernel/Kernel'
import { sleep } from '../../../engine/kernel/sleep'
import { MessageStoreConfig } from '../../../engine/store/config/MessageStoreConfig'
import { DefaultMessageStore } from '../../../engine/store/DefaultMessageStore'
import { PageCache } from '../../../engine/store/pagecache/PageCache'

const MIB = 1024 * 1024
const BODY_BYTES = 1024
/** What a message with such a body takes in the log: the peers write as much. */
const RECORD_BYTES = 1126
const DIRECTORY = 'bench'
const PULL_BATCH = 32
const WARM_PASSES = 9
const HOST = '10.0.0.1'

/** `flushEvery`: after so many messages everything must be on the disk. */
export interface OpfsTask {
  readonly name: 'store' | 'raw' | 'indexedDb' | 'sqlite' | 'recovery' | 'read' | 'copy'
  readonly count: number
  readonly flushEvery: number
  /** Of our store's page cache. */
  readonly maxCleanPages: number
}

export interface Figures {
  readonly seconds: number
  /** What was written, or read. */
  readonly bytes: number
  /** The most memory that the page cache had, in bytes; 0 without one. */
  readonly pageCacheBytes: number
}

/** A message with a body of 1 KiB, through the whole of our store: log, queue, and flushing. */
export async function appendToStore(task: OpfsTask): Promise<Figures> {
  let figures: Figures | null = null
  const disk = await freshDisk()
  await onKernel(disk, task, function* (store, cache) {
    yield* start(store)
    yield* fill(store, cache, 1000, 1000)
    const from = store.getMaxPhyOffset()
    const begin = performance.now()
    const pages = yield* fill(store, cache, task.count, task.flushEvery)
    const seconds = (performance.now() - begin) / 1000
    figures = { seconds, bytes: store.getMaxPhyOffset() - from, pageCacheBytes: pages * 4096 }
  })
  disk.closeAll()
  return figures!
}

/** A store of so many messages whose process dies; how long its successor needs until it knows where the log ends. */
export async function recoverStore(task: OpfsTask): Promise<Figures> {
  const disk = await freshDisk()
  let bytes = 0
  await onKernel(disk, task, function* (store, cache) {
    yield* start(store)
    yield* fill(store, cache, task.count, task.flushEvery)
    yield* cache.sync()
    bytes = store.getMaxPhyOffset()
  })
  disk.closeAll()
  const successor = new OpfsDisk(await (await navigator.storage.getDirectory()).getDirectoryHandle(DIRECTORY))
  let figures: Figures | null = null
  await onKernel(successor, task, function* (store, cache) {
    const begin = performance.now()
    const isLoaded = yield* store.load()
    const seconds = (performance.now() - begin) / 1000
    if (!isLoaded || store.getMaxPhyOffset() !== bytes) throw new Error(`only ${store.getMaxPhyOffset()} of ${bytes} bytes`)
    figures = { seconds, bytes, pageCacheBytes: cache.residentPages() * 4096 }
  })
  successor.closeAll()
  return figures!
}

/** Messages that are in the page cache, pulled as a broker does for a consumer, and copied into one answer for each pull. */
export async function readStore(task: OpfsTask): Promise<Figures> {
  let figures: Figures | null = null
  const disk = await freshDisk()
  await onKernel(disk, task, function* (store, cache) {
    yield* start(store)
    yield* fill(store, cache, task.count, task.flushEvery)
    // A broker reads all day: what is compiled only after a while is compiled by then.
    for (let pass = 0; pass < WARM_PASSES; pass++) pullAll(store)
    const begin = performance.now()
    const bytes = pullAll(store)
    figures = { seconds: (performance.now() - begin) / 1000, bytes, pageCacheBytes: cache.residentPages() * 4096 }
  })
  disk.closeAll()
  return figures!
}

/** @returns the bytes of all records */
function pullAll(store: DefaultMessageStore): number {
  let bytes = 0
  for (let offset = 0, end = store.getMaxOffsetInQueue('Bench', 0); offset < end; ) {
    const result = store.getMessage('readers', 'Bench', 0, offset, PULL_BATCH, null)
    if (result?.status !== 'FOUND') throw new Error(`message ${offset}: ${result?.status}`)
    const answer = new Uint8Array(result.getBufferTotalSize())
    let position = 0
    for (const record of result.messageMapedList) {
      answer.set(record.view(0, record.size), position)
      position += record.size
    }
    bytes += position
    offset = result.nextBeginOffset
  }
  return bytes
}

function* start(store: DefaultMessageStore): Blocking<void> {
  if (!(yield* store.load())) throw new Error('the store does not load')
  yield* store.start()
}

/** @returns the most pages that were in memory */
function* fill(store: DefaultMessageStore, cache: PageCache, count: number, flushEvery: number): Blocking<number> {
  const queue = store.getCommitLog().getMappedFileQueue()
  const body = new Uint8Array(BODY_BYTES).fill(120)
  let pages = 0
  for (let index = 1; index <= count; index++) {
    const result = yield* store.putMessage(messageOf(body))
    if (!result.isOk()) throw new Error(`message ${index}: ${result.putMessageStatus}`)
    if (index % flushEvery !== 0 && index !== count) continue
    pages = Math.max(pages, cache.residentPages())
    while (queue.howMuchFallBehind() > 0) yield* queue.flush(0)
    // Time for the dispatcher, which is a part of the price.
    while (store.dispatchBehindBytes() > 0) yield* sleep(1)
    // In virtual time they come at 100,000 a second, so that the queues' own flushing has its turn, every second.
    yield* sleep(flushEvery / 100)
  }
  yield* store.getQueueStore().flushAll()
  return pages
}

function messageOf(body: Uint8Array): MessageExtBrokerInner {
  const message = new MessageExtBrokerInner()
  message.topic = 'Bench'
  message.queueId = 0
  message.bornTimestamp = 1_700_000_000_000
  message.bornHost = '10.0.0.2:54321'
  message.storeHost = `${HOST}:10911`
  message.body = body
  message.propertiesString = ''
  return message
}

async function onKernel(
  disk: OpfsDisk,
  task: OpfsTask,
  body: (store: DefaultMessageStore, cache: PageCache) => Blocking<void>,
): Promise<void> {
  const kernel = new Kernel({ seed: 1 })
  const process = kernel.createProcess({ name: 'broker', host: HOST })
  const cache = new PageCache(kernel, HOST, disk, task.maxCleanPages)
  const config = Object.assign(new MessageStoreConfig(), {
    mappedFileSizeCommitLog: 64 * MIB,
    // The intervals are ours: the store's own thread would flush after half a second of virtual time.
    flushIntervalCommitLog: 86_400_000,
    maxHashSlotNum: 50_000,
    maxIndexNum: 200_000,
  })
  let problem: unknown = null
  kernel.onUncaught = (_thread, error) => (problem = error)
  const main = process.spawn('main', () => body(new DefaultMessageStore(process, cache, config), cache))
  await runWithHost(kernel, { until: () => !main.isAlive || problem !== null })
  if (problem !== null) throw problem
}

async function freshDirectory(): Promise<FileSystemDirectoryHandle> {
  const top = await navigator.storage.getDirectory()
  await top.removeEntry(DIRECTORY, { recursive: true }).catch(() => undefined)
  return await top.getDirectoryHandle(DIRECTORY, { create: true })
}

async function freshDisk(): Promise<OpfsDisk> {
  return new OpfsDisk(await freshDirectory())
}

/** Peer (a): the same bytes, one write after the other, to one file. */
export async function appendRaw({ count, flushEvery }: OpfsTask): Promise<Figures> {
  const file = await (await freshDirectory()).getFileHandle('raw', { create: true })
  const access = await file.createSyncAccessHandle()
  const record = new Uint8Array(RECORD_BYTES).fill(120)
  const begin = performance.now()
  for (let index = 1; index <= count; index++) {
    access.write(record, { at: (index - 1) * RECORD_BYTES })
    if (index % flushEvery === 0 || index === count) access.flush()
  }
  const seconds = (performance.now() - begin) / 1000
  access.close()
  return { seconds, bytes: count * RECORD_BYTES, pageCacheBytes: 0 }
}

/** A peer of reading: as many bytes, in as many pieces, from one piece of memory. */
export function copyPlainly({ count }: OpfsTask): Promise<Figures> {
  const source = new Uint8Array(count * RECORD_BYTES).fill(120)
  const begin = performance.now()
  for (let first = 0; first < count; first += PULL_BATCH) {
    const end = Math.min(count, first + PULL_BATCH)
    const answer = new Uint8Array((end - first) * RECORD_BYTES)
    for (let index = first; index < end; index++) {
      const record = source.subarray(index * RECORD_BYTES, (index + 1) * RECORD_BYTES)
      answer.set(record, (index - first) * RECORD_BYTES)
    }
  }
  return Promise.resolve({ seconds: (performance.now() - begin) / 1000, bytes: source.length, pageCacheBytes: 0 })
}

/** Peer (b): IndexedDB, a transaction for each interval. */
export async function appendToIndexedDb({ count, flushEvery }: OpfsTask): Promise<Figures> {
  await answerOf(indexedDB.deleteDatabase(DIRECTORY))
  const opening = indexedDB.open(DIRECTORY, 1)
  opening.onupgradeneeded = (): unknown => opening.result.createObjectStore('log')
  const database = await answerOf(opening)
  const record = new Uint8Array(RECORD_BYTES).fill(120)
  const begin = performance.now()
  for (let from = 0; from < count; from += flushEvery) {
    const transaction = database.transaction('log', 'readwrite', { durability: 'strict' })
    const log = transaction.objectStore('log')
    for (let index = from; index < Math.min(count, from + flushEvery); index++) log.put(record, index)
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve
      transaction.onabort = (): void => reject(transaction.error as Error)
    })
  }
  const seconds = (performance.now() - begin) / 1000
  database.close()
  return { seconds, bytes: count * RECORD_BYTES, pageCacheBytes: 0 }
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = (): void => resolve(request.result)
    request.onerror = (): void => reject(request.error as Error)
  })
}

/** Peer (c): SQLite on OPFS, by its fastest way of storing files, a transaction for each interval. */
export async function appendToSqlite({ count, flushEvery }: OpfsTask): Promise<Figures> {
  const { default: init } = (await import(new URL('/sqlite/index.mjs', location.href).href)) as {
    default: typeof sqlite3InitModule
  }
  const sqlite = await init()
  const pool = await sqlite.installOpfsSAHPoolVfs({ directory: '/bench-sqlite', clearOnInit: true })
  const database = new pool.OpfsSAHPoolDb('/bench.db')
  database.exec('PRAGMA synchronous=FULL; CREATE TABLE log (position INTEGER PRIMARY KEY, record BLOB)')
  const insert = database.prepare('INSERT INTO log VALUES (?, ?)')
  const record = new Uint8Array(RECORD_BYTES).fill(120)
  const begin = performance.now()
  for (let from = 0; from < count; from += flushEvery) {
    database.exec('BEGIN')
    for (let index = from; index < Math.min(count, from + flushEvery); index++) insert.bind([index, record]).stepReset()
    database.exec('COMMIT')
  }
  const seconds = (performance.now() - begin) / 1000
  insert.finalize()
  database.close()
  await pool.removeVfs()
  return { seconds, bytes: count * RECORD_BYTES, pageCacheBytes: 0 }
}
