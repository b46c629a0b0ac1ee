import type { Channel } from '../../remoting/netty/Channel'
import type { LanguageCode } from '../../remoting/protocol/LanguageCode'
import { CURRENT_VERSION } from '../../remoting/protocol/MQVersion'

/** A client at the other end of a connection. Original: org.apache.rocketmq.broker.client.ClientChannelInfo. */
export class ClientChannelInfo {
  readonly channel: Channel
  readonly clientId: string
  /** In which language the client is written, and its version; null for a language that 5.3.2 does not know. */
  readonly language: LanguageCode | null
  readonly version: number
  /** Of the last heartbeat, in ms since 1970. */
  lastUpdateTimestamp: number

  constructor(
    channel: Channel, clientId: string, now: number, language: LanguageCode | null = 'JAVA', version: number = CURRENT_VERSION,
  ) {
    this.channel = channel
    this.clientId = clientId
    this.language = language
    this.version = version
    this.lastUpdateTimestamp = now
  }
}
