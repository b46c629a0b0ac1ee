import { MQClientException } from '../../../../engine/client/exception/MQClientException'
import type { SendResult } from '../../../../engine/client/producer/SendResult'
import type { Message } from '../../../../engine/common/message/Message'
import { ServiceState } from '../../../../engine/common/ServiceState'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { Thread } from '../../../../engine/kernel/Thread'
import type { ProducerParts } from './ProducerParts'

/** What a producer in one of its states does when it is called. */
interface ProducerState {
  readonly name: ServiceState
  start(producer: ProducerWithStates): Blocking<void>
  shutdown(producer: ProducerWithStates): Blocking<void>
  send(producer: ProducerWithStates, msg: Message): Blocking<SendResult>
}

/**
 * DefaultMQProducerImpl's machine once more, with an object for each state: the producer does not ask in which state it is, it hands
 * each call to the object that stands for it. There is no switch; which state follows is said by the state before it.
 */
export class ProducerWithStates {
  readonly parts: ProducerParts
  private state: ProducerState

  constructor(parts: ProducerParts) {
    this.parts = parts
    this.state = CREATE_JUST
  }

  getServiceState(): ServiceState {
    return this.state.name
  }

  become(next: ProducerState): void {
    const { process } = Thread.currentThread()
    const from = this.state.name
    this.state = next
    // As the engine's own objects with a state do, so that a change can be seen in the run.
    process.kernel.emit({ type: 'state-changed', process: process.name, className: 'ProducerWithStates', name: '', from, to: next.name })
  }

  *start(): Blocking<void> {
    yield* this.state.start(this)
  }

  *shutdown(): Blocking<void> {
    yield* this.state.shutdown(this)
  }

  *send(msg: Message): Blocking<SendResult> {
    return yield* this.state.send(this, msg)
  }
}

/** What most states answer: a start and a send are refused, and there is nothing to shut down. */
class Refusing implements ProducerState {
  readonly name: ServiceState

  constructor(name: ServiceState) {
    this.name = name
  }

  *start({ parts }: ProducerWithStates): Blocking<void> {
    throw new MQClientException(`producer ${parts.settings.producerGroup} can't be started: its state is ${this.name}`)
  }

  *shutdown(_producer: ProducerWithStates): Blocking<void> {}

  *send({ parts }: ProducerWithStates, _msg: Message): Blocking<SendResult> {
    throw new MQClientException(`producer ${parts.settings.producerGroup} is not running: ${this.name}`)
  }
}

class CreateJust extends Refusing {
  override *start(producer: ProducerWithStates): Blocking<void> {
    const { parts } = producer
    producer.become(START_FAILED)
    parts.check()
    if (!(yield* parts.register())) {
      producer.become(CREATE_JUST)
      throw new MQClientException(`the producer group ${parts.settings.producerGroup} has been created before, name another`)
    }
    yield* parts.begin()
    producer.become(RUNNING)
    yield* parts.greet()
  }
}

class Running extends Refusing {
  override *shutdown(producer: ProducerWithStates): Blocking<void> {
    yield* producer.parts.end()
    producer.become(SHUTDOWN_ALREADY)
  }

  override *send(producer: ProducerWithStates, msg: Message): Blocking<SendResult> {
    return yield* producer.parts.send(msg)
  }
}

/** The states remember nothing of a producer, so that one of each is enough for all. */
const CREATE_JUST: ProducerState = new CreateJust(ServiceState.CREATE_JUST)
const START_FAILED: ProducerState = new Refusing(ServiceState.START_FAILED)
const RUNNING: ProducerState = new Running(ServiceState.RUNNING)
const SHUTDOWN_ALREADY: ProducerState = new Refusing(ServiceState.SHUTDOWN_ALREADY)
