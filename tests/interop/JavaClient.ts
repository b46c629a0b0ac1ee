import { createInterface } from 'node:readline'
import type { JavaOptions } from './JavaProcess'
import { JavaProcess, pause } from './JavaProcess'
import type { KnownMessage } from './KnownMessage'

const ANSWER = 'answer '
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
export class JavaClient {
  private readonly process: JavaProcess
  private readonly waiting: Array<(line: string) => void>

  constructor(options: JavaOptions) {
    this.process = new JavaProcess('client', options)
    this.waiting = []
    createInterface({ input: this.process.child.stdout }).on('line', (line) => {
      if (line.startsWith(ANSWER)) this.waiting.shift()?.(line.slice(ANSWER.length))
    })
    this.process.child.on('exit', () => this.waiting.splice(0).forEach((tell) => tell('{"error":"the client has ended"}')))
  }

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

  async stop(): Promise<void> {
    this.process.child.stdin.end()
    await this.process.stop()
  }

  /** @throws Error with what the client threw */
  private async ask(...request: ReadonlyArray<string | number>): Promise<unknown> {
    const line = await new Promise<string>((resolve) => {
      this.waiting.push(resolve)
      this.process.child.stdin.write(`${request.join('\t')}\n`)
    })
    const answer = JSON.parse(line) as unknown
    if (typeof answer === 'object' && answer !== null && 'error' in answer) {
      throw new Error(`${request.join(' ')}: ${String(answer.error)}`)
    }
    return answer
  }
}
