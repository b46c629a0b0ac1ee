import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ScheduledExecutorService } from '../../kernel/concurrent/ScheduledExecutorService'
import { processStatic } from '../../kernel/Process'
import { Thread } from '../../kernel/Thread'
import { swallowing } from '../common/swallowing'
import { ClientErrorCode } from '../exception/MQClientException'
import { RequestTimeoutException } from '../exception/RequestTimeoutException'
import type { RequestResponseFuture } from './RequestResponseFuture'

const FIRST_SCAN_MILLIS = 1000 * 3
const SCAN_PERIOD_MILLIS = 1000

/**
 * The requests of a whole process that wait for their replies: a reply finds its request here, by its correlation id. (The original
 * looks for those whose time is over from the start of the first producer on; here, from the first request.)
 * Original: org.apache.rocketmq.client.producer.RequestFutureHolder.
 */
export class RequestFutureHolder {
  /** Correlation id → request. */
  private readonly requestFutureTable: Map<string, RequestResponseFuture>
  /** The producers that have sent requests and are running. */
  private readonly producerSet: Set<object>
  private scheduledExecutorService: ScheduledExecutorService | null

  private constructor() {
    this.requestFutureTable = new Map()
    this.producerSet = new Set()
    this.scheduledExecutorService = null
  }

  static getInstance(): RequestFutureHolder {
    return processStatic('RequestFutureHolder', () => new RequestFutureHolder())
  }

  put(future: RequestResponseFuture): void {
    assert(!this.requestFutureTable.has(future.correlationId), 'a correlation id is used once')
    this.requestFutureTable.set(future.correlationId, future)
  }

  /** @returns null for a request that has ended, or is not this process's */
  remove(correlationId: string): RequestResponseFuture | null {
    const future = this.requestFutureTable.get(correlationId) ?? null
    this.requestFutureTable.delete(correlationId)
    return future
  }

  /** Original: RequestFutureHolder#startScheduledTask */
  startScheduledTask(producer: object): void {
    this.producerSet.add(producer)
    if (this.scheduledExecutorService !== null) return
    const scheduler = new ScheduledExecutorService(Thread.currentThread().process, 'RequestHouseKeepingService')
    this.scheduledExecutorService = scheduler
    const scan = function* (this: RequestFutureHolder): Blocking<void> {
      this.scanExpiredRequest()
    }
    scheduler.scheduleAtFixedRate('scan requests', scan.bind(this), FIRST_SCAN_MILLIS, SCAN_PERIOD_MILLIS)
  }

  private scanExpiredRequest(): void {
    for (const [correlationId, future] of [...this.requestFutureTable]) {
      if (!future.isTimeout()) continue
      this.requestFutureTable.delete(correlationId)
      const { REQUEST_TIMEOUT_EXCEPTION } = ClientErrorCode
      swallowing(() => future.fail(new RequestTimeoutException(REQUEST_TIMEOUT_EXCEPTION, 'no reply has come in time')))
    }
  }

  /** Nobody looks any more when the last of the producers has gone. Original: RequestFutureHolder#shutdown */
  shutdown(producer: object): void {
    this.producerSet.delete(producer)
    if (this.producerSet.size > 0) return
    this.scheduledExecutorService?.shutdown()
    this.scheduledExecutorService = null
  }
}
