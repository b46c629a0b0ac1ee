import { DefaultMQProducer } from '../../../../engine/client/producer/DefaultMQProducer'
import { Message } from '../../../../engine/common/message/Message'
import { sleep } from '../../../../engine/kernel/sleep'
import { encodeUtf8 } from '../../../../engine/kernel/Utf8'
import { NAME_SERVER, Stage, STAGE_TOPIC } from '../../stage/Stage'

export interface SlowBrokerInput {
  /** The producer's `sendLatencyEnable`. */
  readonly isEnabled: boolean
  readonly seed: number
}

export interface SlowBrokerResult {
  /** Of each message: its broker, and how long its caller waited, in µs. */
  readonly sends: ReadonlyArray<{ readonly broker: string; readonly micros: number }>
}

const HOST = '10.0.0.31'
const MESSAGES = 40
/** There and back. */
const SLOW_MICROS = 400_000

/** Sends messages while one of two brokers answers late. */
export function runSlowBroker({ isEnabled, seed }: SlowBrokerInput): SlowBrokerResult {
  const stage = new Stage({ seed })
  const process = stage.createProcess('order-service', HOST)
  stage.slowDown(HOST, '10.0.0.21', SLOW_MICROS)
  const sends = stage.run(process, function* () {
    const producer = new DefaultMQProducer(process, stage.environment, 'order-service')
    Object.assign(producer, { namesrvAddr: NAME_SERVER, clientIP: HOST })
    producer.getDefaultMQProducerImpl().mqFaultStrategy.sendLatencyFaultEnable = isEnabled
    yield* producer.start()
    const all: Array<SlowBrokerResult['sends'][number]> = []
    for (let index = 0; index < MESSAGES; index++) {
      const from = stage.kernel.now
      const { messageQueue } = yield* producer.send(new Message(STAGE_TOPIC, encodeUtf8(`{"orderId":${index}}`)))
      all.push({ broker: messageQueue.brokerName, micros: stage.kernel.now - from })
      yield* sleep(50)
    }
    return all
  })
  return { sends }
}
