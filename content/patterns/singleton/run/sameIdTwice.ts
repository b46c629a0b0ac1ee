import { DefaultMQPushConsumer } from '../../../../engine/client/consumer/DefaultMQPushConsumer'
import { ConsumeConcurrentlyStatus } from '../../../../engine/client/consumer/listener/ConsumeConcurrentlyStatus'
import { MessageListenerConcurrently } from '../../../../engine/client/consumer/listener/MessageListenerConcurrently'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { MemoryDisk } from '../../../../engine/ports/memory/MemoryDisk'
import { NAME_SERVER, Stage, STAGE_TOPIC } from '../../stage/Stage'

export interface SameIdTwiceInput {
  /** `DEFAULT`, or the name that both processes give. */
  readonly instanceName: string
}

export interface SameIdTwiceResult {
  readonly clientIds: readonly string[]
  /** The queues of each consumer, such as `broker-a 0`. */
  readonly queues: readonly (readonly string[])[]
  readonly unattended: readonly string[]
}

const HOST = '10.0.0.31'
/** Two rebalances, and a little. */
const SETTLED_MILLIS = 45_000

class ListensToAll extends MessageListenerConcurrently {
  *consumeMessage(): Blocking<ConsumeConcurrentlyStatus> {
    return ConsumeConcurrentlyStatus.CONSUME_SUCCESS
  }
}

/** Starts two consumers of one group in two processes of one machine: with client ids of their own, or with the same. */
export function runSameIdTwice({ instanceName }: SameIdTwiceInput): SameIdTwiceResult {
  const stage = new Stage()
  const consumers = ['billing', 'billing-2'].map((name) => {
    const process = stage.createProcess(name, HOST)
    const consumer = new DefaultMQPushConsumer(process, { ...stage.environment, disk: new MemoryDisk() }, 'billing')
    Object.assign(consumer, { namesrvAddr: NAME_SERVER, clientIP: HOST, instanceName })
    consumer.registerMessageListener(new ListensToAll())
    stage.run(process, function* () {
      yield* consumer.subscribe(STAGE_TOPIC, '*')
      yield* consumer.start()
    })
    return consumer
  })
  stage.pass(SETTLED_MILLIS)
  const queues = consumers.map((consumer) => {
    const table = consumer.getDefaultMQPushConsumerImpl().getRebalanceImpl().getProcessQueueTable()
    const own = [...table.keys()].filter(({ topic }) => topic === STAGE_TOPIC)
    return own.map(({ brokerName, queueId }) => `${brokerName} ${queueId}`).sort()
  })
  const all = ['broker-a', 'broker-b'].flatMap((broker) => [0, 1, 2, 3].map((queue) => `${broker} ${queue}`))
  const clientIds = consumers.map((consumer) => consumer.buildMQClientId())
  return { clientIds, queues, unattended: all.filter((queue) => !queues.flat().includes(queue)) }
}
