import type { KVTable } from '../../remoting/protocol/body/KVTable'

/** What a name server answers to a registration. Original: protocol.namesrv.RegisterBrokerResult. */
export interface RegisterBrokerResult {
  readonly haServerAddr: string | null
  readonly masterAddr: string | null
  /** The topics that are ordered. */
  readonly kvTable: KVTable | null
}
