import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { CountDownLatch } from '../../kernel/concurrent/CountDownLatch'
import { LinkedBlockingQueue } from '../../kernel/concurrent/LinkedBlockingQueue'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { InterruptedException } from '../../kernel/errors'
import type { Process } from '../../kernel/Process'
import { sleep } from '../../kernel/sleep'
import { DiskFullError, DiskIoError } from '../../ports/Disk'
import type { PageCache } from '../pagecache/PageCache'
import { DefaultMappedFile } from './DefaultMappedFile'
import type { MappedFile } from './MappedFile'
import type { TransientStorePool } from './TransientStorePool'

const WAIT_TIMEOUT_MILLIS = 1000 * 5

interface AllocateRequest {
  readonly filePath: string
  readonly fileSize: number
  readonly countDownLatch: CountDownLatch
  mappedFile: MappedFile | null
}

/**
 * Creates the commit log's files ahead of time, so that the writer that fills a file finds the next one ready. A request for
 * the next file also requests the one after it. (The original keeps its requests in a priority queue, larger files first and
 * then in the order of their names; with the one size of a commit log that is the order in which they come.)
 * Original: org.apache.rocketmq.store.AllocateMappedFileService.
 */
export class AllocateMappedFileService extends ServiceThread {
  private readonly cache: PageCache
  private transientStorePool: TransientStorePool | null
  private readonly requestTable: Map<string, AllocateRequest>
  private readonly requestQueue: LinkedBlockingQueue<AllocateRequest>
  private hasException: boolean

  constructor(process: Process, cache: PageCache) {
    super(process)
    this.cache = cache
    this.transientStorePool = null
    this.requestTable = new Map()
    this.requestQueue = new LinkedBlockingQueue(Infinity, 'a file to create')
    this.hasException = false
  }

  /** From now on new files are written to memory of this pool first. */
  useTransientStorePool(pool: TransientStorePool): void {
    this.transientStorePool = pool
  }

  getServiceName(): string {
    return 'AllocateMappedFileService'
  }

  /**
   * The next file, as soon as it is there; the one after it is created meanwhile.
   * Original: AllocateMappedFileService#putRequestAndReturnMappedFile
   * @returns null when it is not there within 5 s, or when the last attempt to create a file has failed
   */
  *putRequestAndReturnMappedFile(
    nextFilePath: string,
    nextNextFilePath: string,
    fileSize: number,
  ): Blocking<MappedFile | null> {
    const request = this.request(nextFilePath, fileSize)
    this.request(nextNextFilePath, fileSize)
    if (this.hasException) return null
    const isThere = yield* request.countDownLatch.await(WAIT_TIMEOUT_MILLIS)
    if (!isThere) return null
    this.requestTable.delete(nextFilePath)
    assert(request.mappedFile?.getFileName() === nextFilePath, 'one gets the file that one has asked for', nextFilePath)
    assert(request.mappedFile.getWrotePosition() === 0, 'a new file is empty', request.mappedFile.getWrotePosition())
    return request.mappedFile
  }

  private request(filePath: string, fileSize: number): AllocateRequest {
    const known = this.requestTable.get(filePath)
    if (known !== undefined) return known
    const countDownLatch = new CountDownLatch(1, `creation of ${filePath}`)
    const request: AllocateRequest = { filePath, fileSize, countDownLatch, mappedFile: null }
    this.requestTable.set(filePath, request)
    this.requestQueue.offer(request)
    return request
  }

  *run(): Blocking<void> {
    while (!this.isStopped() && (yield* this.mmapOperation())) {
      // Each round creates one file.
    }
  }

  /** @returns false when the thread was interrupted and must end. Original: AllocateMappedFileService#mmapOperation */
  private *mmapOperation(): Blocking<boolean> {
    let request: AllocateRequest | null = null
    try {
      request = yield* this.requestQueue.take()
      if (this.requestTable.get(request.filePath) !== request) return true
      const { filePath, fileSize } = request
      assert(request.mappedFile === null, 'a file is created once', filePath)
      request.mappedFile = yield* DefaultMappedFile.open(this.cache, filePath, fileSize, this.transientStorePool)
      this.hasException = false
      request.countDownLatch.countDown()
      return true
    } catch (error) {
      this.hasException = true
      if (error instanceof InterruptedException) return false
      if (!(error instanceof DiskFullError || error instanceof DiskIoError)) throw error
      if (request !== null) yield* this.tryAgainLater(request)
      return true
    }
  }

  /** There may be room in a millisecond: the request goes to the end of the queue, again and again. */
  private *tryAgainLater(request: AllocateRequest): Blocking<void> {
    this.requestQueue.offer(request)
    try {
      yield* sleep(1)
    } catch (error) {
      // The service is being stopped, which the next round sees.
      if (!(error instanceof InterruptedException)) throw error
    }
  }

  /** Files that were created ahead and never used are deleted. Original: AllocateMappedFileService#shutdown */
  override *shutdown(): Blocking<void> {
    yield* super.shutdown(true)
    for (const { mappedFile } of this.requestTable.values()) if (mappedFile !== null) yield* mappedFile.destroy()
    this.requestTable.clear()
  }
}
