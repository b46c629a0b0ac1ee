import { MQClientException } from '../../../../engine/client/exception/MQClientException'
import type { SendResult } from '../../../../engine/client/producer/SendResult'
import type { Message } from '../../../../engine/common/message/Message'
import { ServiceState } from '../../../../engine/common/ServiceState'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import type { ProducerParts } from './ProducerParts'

/** A producer whose start is to be written: the ways of doing it differ in when the state is set, and in nothing else. */
abstract class OrderedProducer {
  protected readonly parts: ProducerParts
  protected state: ServiceState

  constructor(parts: ProducerParts) {
    this.parts = parts
    this.state = ServiceState.CREATE_JUST
  }

  abstract start(): Blocking<void>

  getServiceState(): ServiceState {
    return this.state
  }

  *send(msg: Message): Blocking<SendResult> {
    if (this.state !== ServiceState.RUNNING) throw new MQClientException(`the producer is not running: ${this.state}`)
    return yield* this.parts.send(msg)
  }

  protected refuseUnlessNew(): void {
    if (this.state !== ServiceState.CREATE_JUST) throw new MQClientException(`a start was tried before: ${this.state}`)
  }

  protected *work(): Blocking<void> {
    const { parts } = this
    if (!(yield* parts.register())) throw new MQClientException('the producer group has been created before, name another')
    yield* parts.begin()
  }
}

/** RocketMQ's way: the failure is written down before anything is tried. */
export class FailedFirst extends OrderedProducer {
  *start(): Blocking<void> {
    this.refuseUnlessNew()
    this.state = ServiceState.START_FAILED
    yield* this.work()
    this.state = ServiceState.RUNNING
  }
}

/** The hopeful way. */
export class RunningFirst extends OrderedProducer {
  *start(): Blocking<void> {
    this.refuseUnlessNew()
    this.state = ServiceState.RUNNING
    yield* this.work()
  }
}

/** Without a state for what has failed. */
export class RunningLast extends OrderedProducer {
  *start(): Blocking<void> {
    this.refuseUnlessNew()
    yield* this.work()
    this.state = ServiceState.RUNNING
  }
}

/** The failure is written down when it happens. */
export class FailedInCatch extends OrderedProducer {
  *start(): Blocking<void> {
    this.refuseUnlessNew()
    try {
      yield* this.work()
    } catch (error) {
      this.state = ServiceState.START_FAILED
      throw error
    }
    this.state = ServiceState.RUNNING
  }
}
