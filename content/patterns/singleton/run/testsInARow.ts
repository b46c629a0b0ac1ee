import { DefaultMQProducer } from '../../../../engine/client/producer/DefaultMQProducer'
import { Message } from '../../../../engine/common/message/Message'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import type { Process } from '../../../../engine/kernel/Process'
import { encodeUtf8 } from '../../../../engine/kernel/Utf8'
import { answerTo, type CallAnswer } from '../../stage/answerTo'
import { NAME_SERVER, Stage, STAGE_TOPIC } from '../../stage/Stage'
import { ClientInstances } from './ClientInstances'
import { HandedProducer } from './HandedProducer'

/** How tests get at client instances. */
export type TestIsolation = 'singleton' | 'process-each' | 'passed-in'

/** `forgets`: the test that does not shut its producer down. `cleans`: the same test, which does. */
export type TestName = 'forgets' | 'cleans'

export interface TestsInARowInput {
  readonly isolation: TestIsolation
  readonly order: readonly TestName[]
}

export interface TestsInARowResult {
  readonly tests: ReadonlyArray<{ readonly name: TestName; readonly answer: CallAnswer }>
}

/** Runs two tests of the same producer group one after the other, as a test runner does. */
export function runTestsInARow({ isolation, order }: TestsInARowInput): TestsInARowResult {
  const stage = new Stage()
  const common = stage.createProcess('tests', '10.0.0.31')
  const tests = order.map((name, index) => {
    const process = isolation === 'process-each' ? stage.createProcess(`tests-${index}`, '10.0.0.31') : common
    const answer = stage.run(process, () => answerTo(() => testNamed(name, createProducer(stage, process, isolation))))
    return { name, answer }
  })
  return { tests }
}

function* testNamed(name: TestName, producer: DefaultMQProducer): Blocking<void> {
  yield* producer.start()
  yield* producer.send(new Message(STAGE_TOPIC, encodeUtf8('{"orderId":1001}')))
  if (name === 'cleans') yield* producer.shutdown()
}

function createProducer(stage: Stage, process: Process, isolation: TestIsolation): DefaultMQProducer {
  const group = 'order-service'
  const producer = isolation === 'passed-in'
    // Made by the test for itself: nothing that another test has done can be in it.
    ? new HandedProducer(process, stage.environment, group, new ClientInstances())
    : new DefaultMQProducer(process, stage.environment, group)
  return Object.assign(producer, { namesrvAddr: NAME_SERVER, clientIP: process.host, instanceName: 'test' })
}
