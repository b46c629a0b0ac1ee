import type { ClientEnvironment } from '../../../../engine/client/ClientEnvironment'
import type { MQClientInstance } from '../../../../engine/client/impl/factory/MQClientInstance'
import { DefaultMQProducerImpl } from '../../../../engine/client/impl/producer/DefaultMQProducerImpl'
import { DefaultMQProducer } from '../../../../engine/client/producer/DefaultMQProducer'
import type { SendResult } from '../../../../engine/client/producer/SendResult'
import type { Message } from '../../../../engine/common/message/Message'
import { MixAll } from '../../../../engine/common/MixAll'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import type { Process } from '../../../../engine/kernel/Process'
import type { ClientInstances } from './ClientInstances'

/** A producer that does not look for the table of client instances: it is handed one. */
export class HandedProducer extends DefaultMQProducer {
  private readonly impl: HandedProducerImpl
  private readonly createInner: () => DefaultMQProducer

  /**
   * @param isInnerHanded does the producer inside the client instance get the table as well? If not, it looks for the one that the
   *   whole process has, as it does in RocketMQ.
   */
  constructor(
    process: Process, environment: ClientEnvironment, group: string, instances: ClientInstances, isInnerHanded = true,
  ) {
    super(process, environment, group)
    this.impl = new HandedProducerImpl(process, this, environment, instances)
    this.createInner = () => {
      return new HandedProducer(process, environment, MixAll.CLIENT_INNER_PRODUCER_GROUP, instances)
    }
    if (!isInnerHanded) this.createInner = () => super.createInnerProducer()
  }

  override getDefaultMQProducerImpl(): DefaultMQProducerImpl {
    return this.impl
  }

  override createInnerProducer(): DefaultMQProducer {
    return this.createInner()
  }

  override *start(): Blocking<void> {
    yield* this.impl.start()
  }

  override *shutdown(): Blocking<void> {
    yield* this.impl.shutdown()
  }

  override *send(msg: Message): Blocking<SendResult> {
    return yield* this.impl.send(msg, this.sendMsgTimeout)
  }
}

/** All that differs from RocketMQ's producer is where the client instance comes from. */
class HandedProducerImpl extends DefaultMQProducerImpl {
  private readonly instances: ClientInstances
  private readonly surroundings: ClientEnvironment

  constructor(
    process: Process, producer: DefaultMQProducer, environment: ClientEnvironment, instances: ClientInstances,
  ) {
    super(process, producer, environment, null)
    this.instances = instances
    this.surroundings = environment
  }

  protected override getOrCreateFactory(): MQClientInstance {
    return this.instances.getOrCreate(this.defaultMQProducer, this.surroundings)
  }
}
