import type { ClientEnvironment } from '../../../../engine/client/ClientEnvironment'
import { DefaultMQProducer } from '../../../../engine/client/producer/DefaultMQProducer'
import type { Message } from '../../../../engine/common/message/Message'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import type { Process } from '../../../../engine/kernel/Process'

/** The same caller with the facade: this is all of it. */
export class WithFacade {
  private readonly producer: DefaultMQProducer

  constructor(process: Process, environment: ClientEnvironment, namesrvAddr: string, group: string) {
    this.producer = new DefaultMQProducer(process, environment, group)
    this.producer.namesrvAddr = namesrvAddr
    this.producer.clientIP = process.host
  }

  *start(): Blocking<void> {
    yield* this.producer.start()
  }

  /** @returns where the message is */
  *send(msg: Message): Blocking<string> {
    const { messageQueue } = yield* this.producer.send(msg)
    return `${messageQueue.brokerName} ${messageQueue.queueId}`
  }
}
