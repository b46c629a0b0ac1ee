import type { Blocking } from '../../kernel/Blocking'
import type { Connection } from '../../ports/Wire'
import type { HAConnection } from './HAConnection'
import { assertTransition, HAConnectionState } from './HAConnectionState'
import { ReadSocketService } from './ReadSocketService'
import type { ReplicatedStore } from './ReplicatedStore'
import type { WaitNotifyObject } from './WaitNotifyObject'
import { WriteSocketService } from './WriteSocketService'

/** What a connection tells the keeper of the list of connections. */
export interface HAConnectionOwner {
  readonly store: ReplicatedStore
  getWaitNotifyObject(): WaitNotifyObject
  notifyTransferSome(offset: number): void
  removeConnection(connection: HAConnection): void
}

/**
 * One slave, with a thread that hears what it says and one that sends it the commit log. When either thread ends, the
 * other one does too. Original: org.apache.rocketmq.store.ha.DefaultHAConnection.
 */
export class DefaultHAConnection implements HAConnection {
  readonly haService: HAConnectionOwner
  readonly connection: Connection
  /** Where the slave wants to begin, or -1 before its first report. */
  slaveRequestOffset: number
  private slaveAckOffset: number
  private currentState: HAConnectionState
  private readonly readSocketService: ReadSocketService
  private readonly writeSocketService: WriteSocketService

  constructor(haService: HAConnectionOwner, connection: Connection) {
    this.haService = haService
    this.connection = connection
    this.slaveRequestOffset = -1
    this.slaveAckOffset = -1
    this.currentState = HAConnectionState.TRANSFER
    this.readSocketService = new ReadSocketService(this)
    this.writeSocketService = new WriteSocketService(this)
  }

  start(): void {
    this.readSocketService.start()
    this.writeSocketService.start()
  }

  *shutdown(): Blocking<void> {
    this.changeCurrentState(HAConnectionState.SHUTDOWN)
    yield* this.writeSocketService.shutdown(true)
    yield* this.readSocketService.shutdown(true)
    this.connection.close()
  }

  /** One of the two threads has ended. */
  ended(): void {
    this.changeCurrentState(HAConnectionState.SHUTDOWN)
    for (const service of [this.readSocketService, this.writeSocketService]) {
      service.makeStop()
      service.wakeup()
    }
    this.haService.removeConnection(this)
    this.connection.close()
  }

  /** Called by both threads when they end, and by the shutdown of the store. */
  private changeCurrentState(state: HAConnectionState): void {
    if (this.currentState === state) return
    assertTransition(this.currentState, state)
    this.currentState = state
  }

  /** The slave has said where its log ends. */
  reported(offset: number): void {
    this.slaveAckOffset = offset
    if (this.slaveRequestOffset < 0) {
      this.slaveRequestOffset = offset
      this.writeSocketService.wakeup()
    }
    this.haService.notifyTransferSome(offset)
  }

  getClientAddress(): string {
    return this.connection.remoteAddress
  }

  getCurrentState(): HAConnectionState {
    return this.currentState
  }

  getSlaveAckOffset(): number {
    return this.slaveAckOffset
  }

  getTransferFromWhere(): number {
    return this.writeSocketService.getNextTransferFromWhere()
  }
}
