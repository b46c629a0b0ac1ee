import type { LanguageCode } from '../LanguageCode'

/** A client that is connected with a broker. Original: org.apache.rocketmq.remoting.protocol.body.Connection. */
export interface ClientConnection {
  readonly clientId: string
  /** `host:port` */
  readonly clientAddr: string
  /** Null for a language that 5.3.2 does not know. */
  readonly language: LanguageCode | null
  readonly version: number
}
