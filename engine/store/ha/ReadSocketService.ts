import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { InterruptedException } from '../../kernel/errors'
import { currentTimeMillis } from '../../kernel/Process'
import { ConnectionResetError } from '../../ports/Wire'
import { ByteQueue } from './ByteQueue'
import type { DefaultHAConnection } from './DefaultHAConnection'
import { decodeReport, REPORT_HEADER_SIZE } from './haWire'
import { traceReplication } from './traceReplication'

const SELECT_MILLIS = 1000

/**
 * The master's ear: hears how far a slave is. A slave that says nothing for too long is given up.
 * Original: DefaultHAConnection.ReadSocketService.
 */
export class ReadSocketService extends ServiceThread {
  private readonly haConnection: DefaultHAConnection
  private readonly received: ByteQueue
  private lastReadTimestamp: number

  constructor(haConnection: DefaultHAConnection) {
    super(haConnection.haService.store.process)
    this.haConnection = haConnection
    this.received = new ByteQueue()
    this.lastReadTimestamp = this.process.currentTimeMillis()
  }

  getServiceName(): string {
    return 'ReadSocketService'
  }

  *run(): Blocking<void> {
    try {
      while (!this.isStopped() && (yield* this.processReadEvent()) && !this.isExpired()) {
        // Reads one piece of the stream in each round.
      }
    } catch (error) {
      if (!(error instanceof ConnectionResetError || error instanceof InterruptedException)) throw error
    }
    this.haConnection.ended()
  }

  /** False when the slave has hung up. Original: ReadSocketService#processReadEvent */
  private *processReadEvent(): Blocking<boolean> {
    const { connection } = this.haConnection
    if (!(yield* connection.select(SELECT_MILLIS))) return true
    const bytes = yield* connection.read()
    if (bytes === null) return false
    this.lastReadTimestamp = currentTimeMillis()
    this.received.push(bytes)
    this.takeNewestReport()
    return true
  }

  /** Of several reports only the last one counts; the bytes after it belong to the next. */
  private takeNewestReport(): void {
    const older = Math.floor(this.received.length / REPORT_HEADER_SIZE) - 1
    if (older < 0) return
    this.received.skip(older * REPORT_HEADER_SIZE)
    const offset = decodeReport(this.received.peek(REPORT_HEADER_SIZE)!)
    this.received.skip(REPORT_HEADER_SIZE)
    traceReplication(this.process, this.haConnection.connection, 'received', { type: 'ha-ack', offset, length: 0 })
    this.haConnection.reported(offset)
  }

  private isExpired(): boolean {
    const { haHousekeepingInterval } = this.haConnection.haService.store.messageStoreConfig
    return currentTimeMillis() - this.lastReadTimestamp > haHousekeepingInterval
  }
}
