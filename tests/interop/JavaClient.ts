import { AskedProgram } from './AskedProgram'
import { pause } from './JavaProcess'
import type { KnownMessage } from './KnownMessage'

/** A broker opens its port before it has registered. */
const ROUTE_MILLIS = 30_000

/** What RocketMQ's own producer says of a message. */
export interface JavaSendResult {
  readonly status: string
  readonly queueId: number
  readonly queueOffset: number
  readonly uniqueId: string
}

/** RocketMQ's own client in a process of its own; see java/InteropClient.java. */
export class JavaClient extends AskedProgram {
  /** Waits until the name server knows the topic. */
  async queues(topic: string): Promise<number> {
    for (const end = Date.now() + ROUTE_MILLIS; ; await pause(500)) {
      try {
        return (await this.ask('queues', topic)) as number
      } catch (error) {
        if (Date.now() > end) throw error
      }
    }
  }

  async read(topic: string, queueId: number): Promise<KnownMessage[]> {
    return (await this.ask('read', topic, queueId)) as KnownMessage[]
  }

  async byKey(topic: string, key: string): Promise<KnownMessage[]> {
    return (await this.ask('key', topic, key)) as KnownMessage[]
  }

  async byUniqueId(topic: string, id: string): Promise<KnownMessage> {
    return (await this.ask('id', topic, id)) as KnownMessage
  }

  async offsetByTime(topic: string, queueId: number, millis: number): Promise<number> {
    return (await this.ask('time', topic, queueId, millis)) as number
  }

  /** `queueId` -1: wherever the producer likes. */
  async send(topic: string, queueId: number, keys: string, tags: string, body: string): Promise<JavaSendResult> {
    return (await this.ask('send', topic, queueId, keys, tags, body)) as JavaSendResult
  }

  async batch(topic: string, count: number, body: string): Promise<JavaSendResult> {
    return (await this.ask('batch', topic, count, body)) as JavaSendResult
  }
}
