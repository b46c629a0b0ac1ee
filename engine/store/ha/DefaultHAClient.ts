import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { currentTimeMillis } from '../../kernel/Process'
import type { Connection, Wire } from '../../ports/Wire'
import { ConnectionClosedError, ConnectionRefusedError, ConnectionResetError, ConnectTimeoutError } from '../../ports/Wire'
import { ByteQueue } from './ByteQueue'
import type { HAClient } from './HAClient'
import { assertTransition, HAConnectionState } from './HAConnectionState'
import { decodeTransferHeader, encodeReport, TRANSFER_HEADER_SIZE } from './haWire'
import type { ReplicatedStore } from './ReplicatedStore'
import { traceReplication } from './traceReplication'

const SELECT_MILLIS = 1000
const CONNECT_TIMEOUT_MILLIS = 1000 * 5
const RETRY_MILLIS = 1000 * 5

/**
 * The slave: connects to its master, reports where its commit log ends, appends what the master sends, and reports again. It
 * builds its consume queues and its index itself, as the master does. Original: store.ha.DefaultHAClient.
 */
export class DefaultHAClient extends ServiceThread implements HAClient {
  private readonly store: ReplicatedStore
  private readonly wire: Wire
  private masterHaAddress: string | null
  private connection: Connection | null
  private received: ByteQueue
  private currentState: HAConnectionState
  private currentReportedOffset: number
  private lastReadTimestamp: number
  private lastWriteTimestamp: number

  constructor(store: ReplicatedStore, wire: Wire) {
    super(store.process)
    this.store = store
    this.wire = wire
    this.masterHaAddress = null
    this.connection = null
    this.received = new ByteQueue()
    this.currentState = HAConnectionState.READY
    this.currentReportedOffset = 0
    this.lastReadTimestamp = this.process.currentTimeMillis()
    this.lastWriteTimestamp = this.process.currentTimeMillis()
  }

  getServiceName(): string {
    return 'DefaultHAClient'
  }

  updateHaMasterAddress(address: string | null): void {
    this.masterHaAddress = address
  }

  getHaMasterAddress(): string | null {
    return this.masterHaAddress
  }

  getLastReadTimestamp(): number {
    return this.lastReadTimestamp
  }

  getLastWriteTimestamp(): number {
    return this.lastWriteTimestamp
  }

  getCurrentState(): HAConnectionState {
    return this.currentState
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      if (this.currentState === HAConnectionState.READY) {
        if (!(yield* this.connectMaster())) yield* this.waitForRunning(RETRY_MILLIS)
      } else if (yield* this.transferFromMaster()) {
        if (this.isMasterSilent()) this.closeMaster()
      } else {
        this.closeMaster()
        yield* this.waitForRunning(RETRY_MILLIS)
      }
    }
    this.closeMaster()
  }

  /** Original: DefaultHAClient#connectMaster */
  private *connectMaster(): Blocking<boolean> {
    if (this.masterHaAddress !== null) {
      try {
        this.connection = yield* this.wire.connect(this.process, this.masterHaAddress, CONNECT_TIMEOUT_MILLIS)
        // The slave may have been shut down meanwhile.
        if (this.isStopped()) return false
        this.changeCurrentState(HAConnectionState.TRANSFER)
      } catch (error) {
        if (!(error instanceof ConnectionRefusedError || error instanceof ConnectTimeoutError)) throw error
      }
    }
    this.currentReportedOffset = this.store.getCommitLog().getMaxOffset()
    this.lastReadTimestamp = currentTimeMillis()
    return this.connection !== null
  }

  /** False when this connection has nothing more to give. Original: DefaultHAClient#transferFromMaster */
  private *transferFromMaster(): Blocking<boolean> {
    const { connection } = this
    if (connection === null) return false
    try {
      if (this.isTimeToReportOffset()) this.reportSlaveMaxOffset(connection)
      if (yield* connection.select(SELECT_MILLIS)) {
        const bytes = yield* connection.read()
        if (bytes === null) return false
        this.received.push(bytes)
        if (!(yield* this.dispatchReadRequest(connection))) return false
        this.lastReadTimestamp = currentTimeMillis()
      }
      this.reportIfGrown(connection)
      return true
    } catch (error) {
      if (error instanceof ConnectionResetError || error instanceof ConnectionClosedError) return false
      throw error
    }
  }

  /**
   * Writes every stretch that is complete. False when one doesn't begin where the log ends: the two logs are no longer
   * one. Original: DefaultHAClient#dispatchReadRequest
   */
  private *dispatchReadRequest(connection: Connection): Blocking<boolean> {
    for (;;) {
      const header = this.received.peek(TRANSFER_HEADER_SIZE)
      if (header === null) return true
      const { phyOffset, bodySize } = decodeTransferHeader(header)
      const slavePhyOffset = this.store.getCommitLog().getMaxOffset()
      if (bodySize < 0 || (slavePhyOffset !== 0 && slavePhyOffset !== phyOffset)) return false
      const transfer = this.received.peek(TRANSFER_HEADER_SIZE + bodySize)
      if (transfer === null) return true
      this.received.skip(transfer.length)
      const said = { type: 'ha-transfer', offset: phyOffset, length: bodySize } as const
      traceReplication(this.process, connection, 'received', said)
      yield* this.store.getCommitLog().appendData(phyOffset, transfer.subarray(TRANSFER_HEADER_SIZE))
      this.reportIfGrown(connection)
    }
  }

  private isTimeToReportOffset(): boolean {
    const interval = currentTimeMillis() - this.lastWriteTimestamp
    return interval > this.store.messageStoreConfig.haSendHeartbeatInterval
  }

  /** Original: DefaultHAClient#reportSlaveMaxOffsetPlus. @throws ConnectionClosedError */
  private reportIfGrown(connection: Connection): void {
    const currentPhyOffset = this.store.getCommitLog().getMaxOffset()
    if (currentPhyOffset <= this.currentReportedOffset) return
    assert(currentPhyOffset > this.currentReportedOffset, 'receipts go forward', currentPhyOffset)
    this.currentReportedOffset = currentPhyOffset
    this.reportSlaveMaxOffset(connection)
  }

  private reportSlaveMaxOffset(connection: Connection): void {
    const offset = this.currentReportedOffset
    const end = this.store.getCommitLog().getMaxOffset()
    assert(offset <= end, 'a slave reports what it has', offset, end)
    connection.send(encodeReport(offset))
    this.lastWriteTimestamp = currentTimeMillis()
    traceReplication(this.process, connection, 'sent', { type: 'ha-ack', offset, length: 0 })
  }

  private isMasterSilent(): boolean {
    return currentTimeMillis() - this.lastReadTimestamp > this.store.messageStoreConfig.haHousekeepingInterval
  }

  /** Drops half a stretch: after the next connect the master starts again where this log ends. */
  private closeMaster(): void {
    this.connection?.close()
    this.connection = null
    this.received = new ByteQueue()
    if (this.currentState === HAConnectionState.TRANSFER) this.changeCurrentState(HAConnectionState.READY)
  }

  override *shutdown(): Blocking<void> {
    this.changeCurrentState(HAConnectionState.SHUTDOWN)
    yield* super.shutdown()
  }

  private changeCurrentState(state: HAConnectionState): void {
    const { kernel, name } = this.process
    const from = this.currentState
    assertTransition(from, state)
    this.currentState = state
    if (!kernel.wants('state-changed')) return
    kernel.emit({ type: 'state-changed', process: name, className: 'DefaultHAClient', name, from, to: state })
  }
}
