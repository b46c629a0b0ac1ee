import type { Blocking } from '../../kernel/Blocking'
import type { Connection, Listener, Wire } from '../../ports/Wire'
import { BrokerRole } from '../config/BrokerRole'
import type { GroupCommitRequest } from '../flush/GroupCommitRequest'
import { DefaultHAClient } from './DefaultHAClient'
import type { HAConnectionOwner } from './DefaultHAConnection'
import { DefaultHAConnection } from './DefaultHAConnection'
import { GroupTransferService } from './GroupTransferService'
import type { HAClient } from './HAClient'
import type { HAConnection } from './HAConnection'
import type { HAService } from './HAService'
import type { ReplicatedStore } from './ReplicatedStore'
import { WaitNotifyObject } from './WaitNotifyObject'

/**
 * Replication between a master and its slaves, whose roles are given and never change. Every broker accepts slaves; a
 * slave also looks for its master. Original: org.apache.rocketmq.store.ha.DefaultHAService.
 */
export class DefaultHAService implements HAService, HAConnectionOwner {
  readonly store: ReplicatedStore
  private readonly wire: Wire
  private readonly connectionList: HAConnection[]
  private readonly waitNotifyObject: WaitNotifyObject
  private readonly groupTransferService: GroupTransferService
  private readonly haClient: DefaultHAClient | null
  private listener: Listener | null
  private push2SlaveMaxOffset: number
  private aliveReplicaNumInGroup: number | null

  constructor(store: ReplicatedStore, wire: Wire) {
    const isSlave = store.messageStoreConfig.brokerRole === BrokerRole.SLAVE
    this.store = store
    this.wire = wire
    this.connectionList = []
    this.waitNotifyObject = new WaitNotifyObject('more of the commit log')
    this.groupTransferService = new GroupTransferService(store.process, this)
    this.haClient = isSlave ? new DefaultHAClient(store, wire) : null
    this.listener = null
    this.push2SlaveMaxOffset = 0
    this.aliveReplicaNumInGroup = null
  }

  start(): void {
    const { process, messageStoreConfig } = this.store
    const address = `${process.host}:${messageStoreConfig.haListenPort}`
    this.listener = this.wire.listen(process, address, (connection) => this.accept(connection))
    this.groupTransferService.start()
    this.haClient?.start()
  }

  /** Accepts a slave. Original: DefaultHAService.AcceptSocketService#run */
  private accept(connection: Connection): void {
    const slave = new DefaultHAConnection(this, connection)
    this.connectionList.push(slave)
    slave.start()
  }

  *shutdown(): Blocking<void> {
    if (this.haClient !== null) yield* this.haClient.shutdown()
    this.listener?.close()
    for (const slave of [...this.connectionList]) yield* slave.shutdown()
    yield* this.groupTransferService.shutdown()
  }

  removeConnection(connection: HAConnection): void {
    const index = this.connectionList.indexOf(connection)
    if (index >= 0) this.connectionList.splice(index, 1)
  }

  putRequest(request: GroupCommitRequest): void {
    this.groupTransferService.putRequest(request)
  }

  /** A slave has the commit log up to `offset`. Original: DefaultHAService#notifyTransferSome */
  notifyTransferSome(offset: number): void {
    this.push2SlaveMaxOffset = Math.max(this.push2SlaveMaxOffset, offset)
    this.groupTransferService.notifyTransferSome()
  }

  getWaitNotifyObject(): WaitNotifyObject {
    return this.waitNotifyObject
  }

  getConnectionList(): readonly HAConnection[] {
    return this.connectionList
  }

  getConnectionCount(): number {
    return this.connectionList.length
  }

  getPush2SlaveMaxOffset(): number {
    return this.push2SlaveMaxOffset
  }

  isSlaveOK(masterPutWhere: number): boolean {
    const { haMaxGapNotInSync } = this.store.messageStoreConfig
    return this.connectionList.length > 0 && masterPutWhere - this.push2SlaveMaxOffset < haMaxGapNotInSync
  }

  inSyncReplicasNums(masterPutWhere: number): number {
    const { haMaxGapNotInSync } = this.store.messageStoreConfig
    const slaves = this.connectionList.filter((slave) => masterPutWhere - slave.getSlaveAckOffset() < haMaxGapNotInSync)
    return 1 + slaves.length
  }

  setAliveReplicaNumInGroup(aliveReplicaNums: number): void {
    this.aliveReplicaNumInGroup = aliveReplicaNums
  }

  getAliveReplicaNumInGroup(): number | null {
    return this.aliveReplicaNumInGroup
  }

  updateHaMasterAddress(address: string | null): void {
    this.haClient?.updateHaMasterAddress(address)
  }

  getHAClient(): HAClient | null {
    return this.haClient
  }
}
