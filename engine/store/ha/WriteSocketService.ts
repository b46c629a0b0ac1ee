import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { currentTimeMillis } from '../../kernel/Process'
import { yieldNow } from '../../kernel/sleep'
import { ConnectionClosedError } from '../../ports/Wire'
import type { SelectMappedBufferResult } from '../logfile/SelectMappedBufferResult'
import type { DefaultHAConnection } from './DefaultHAConnection'
import { encodeTransferHeader } from './haWire'
import { traceReplication } from './traceReplication'

/** The least time by which an asynchronous slave lags behind: nothing wakes this thread when messages arrive. */
const IDLE_MILLIS = 100

/**
 * The master's mouth: sends a slave the commit log as it grows, in stretches that need not be
 * whole records. Original: DefaultHAConnection.WriteSocketService.
 */
export class WriteSocketService extends ServiceThread {
  private readonly haConnection: DefaultHAConnection
  private nextTransferFromWhere: number
  private lastWriteTimestamp: number

  constructor(haConnection: DefaultHAConnection) {
    super(haConnection.haService.store.process)
    this.haConnection = haConnection
    this.nextTransferFromWhere = -1
    this.lastWriteTimestamp = this.process.currentTimeMillis()
  }

  getServiceName(): string {
    return 'WriteSocketService'
  }

  getNextTransferFromWhere(): number {
    return this.nextTransferFromWhere
  }

  *run(): Blocking<void> {
    try {
      while (!this.isStopped()) {
        if (this.haConnection.slaveRequestOffset === -1) yield* this.waitForRunning(Infinity)
        else yield* this.transferSome()
      }
    } catch (error) {
      if (!(error instanceof ConnectionClosedError)) throw error
    }
    this.haConnection.haService.getWaitNotifyObject().removeFromWaitingThreadTable()
    this.haConnection.ended()
  }

  private *transferSome(): Blocking<void> {
    const { store } = this.haConnection.haService
    if (this.nextTransferFromWhere === -1) this.nextTransferFromWhere = this.firstOffset()
    if (this.isTimeForHeartbeat()) this.transferData(null, 0)
    const stretch = store.getCommitLog().getData(this.nextTransferFromWhere)
    if (stretch === null) {
      yield* this.haConnection.haService.getWaitNotifyObject().allWaitForRunning(IDLE_MILLIS)
      return
    }
    this.transferData(stretch, Math.min(stretch.size, store.messageStoreConfig.haTransferBatchSize))
    yield* yieldNow()
  }

  /**
   * Where the slave's log ends. An empty slave begins with the last file, so as not to copy what will soon be deleted.
   */
  private firstOffset(): number {
    const { slaveRequestOffset, haService } = this.haConnection
    if (slaveRequestOffset !== 0) return slaveRequestOffset
    const masterOffset = haService.store.getCommitLog().getMaxOffset()
    return Math.max(0, masterOffset - (masterOffset % haService.store.messageStoreConfig.mappedFileSizeCommitLog))
  }

  private isTimeForHeartbeat(): boolean {
    const { haSendHeartbeatInterval } = this.haConnection.haService.store.messageStoreConfig
    return currentTimeMillis() - this.lastWriteTimestamp > haSendHeartbeatInterval
  }

  /**
   * Sends a stretch of the log after its header; a header alone is a heartbeat. Original: WriteSocketService#transferData
   * @throws ConnectionClosedError
   */
  private transferData(stretch: SelectMappedBufferResult | null, bodySize: number): void {
    const { connection } = this.haConnection
    const phyOffset = this.nextTransferFromWhere
    connection.send(encodeTransferHeader({ phyOffset, bodySize }))
    if (stretch !== null) connection.send(stretch.get(0, bodySize))
    const { store } = this.haConnection.haService
    const end = store.getCommitLog().getMaxOffset()
    assert(bodySize <= store.messageStoreConfig.haTransferBatchSize, 'a stretch is not larger than allowed', bodySize)
    assert(stretch === null || stretch.startOffset === phyOffset, 'a stretch begins where the last one ended', phyOffset)
    assert(stretch === null || phyOffset + bodySize <= end, 'a slave gets what its master has', phyOffset + bodySize, end)
    this.nextTransferFromWhere += bodySize
    this.lastWriteTimestamp = currentTimeMillis()
    traceReplication(this.process, connection, 'sent', { type: 'ha-transfer', offset: phyOffset, length: bodySize })
  }
}
