import { expect, test } from 'vitest'
import { DefaultMQPushConsumer } from '../../../engine/client/consumer/DefaultMQPushConsumer'
import { MessageListenerConcurrently } from '../../../engine/client/consumer/listener/MessageListenerConcurrently'
import type { MessageExt } from '../../../engine/common/message/MessageExt'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { NettyClientConfig } from '../../../engine/remoting/netty/NettyClientConfig'
import { NettyRemotingClient } from '../../../engine/remoting/netty/NettyRemotingClient'
import { ConsumeMessageDirectlyResult } from '../../../engine/remoting/protocol/body/ConsumeMessageDirectlyResult'
import { ConsumerRunningInfo } from '../../../engine/remoting/protocol/body/ConsumerRunningInfo'
import { ConsumeMessageDirectlyResultRequestHeader } from '../../../engine/remoting/protocol/header/ConsumeMessageDirectlyResultRequestHeader'
import { GetConsumerRunningInfoRequestHeader } from '../../../engine/remoting/protocol/header/GetConsumerRunningInfoRequestHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { messageTo, withCluster } from '../support/withCluster'

const BROKER_ADDR = '10.0.0.21:10911'

class Listener extends MessageListenerConcurrently {
  readonly bodies: string[]
  millis: number

  constructor() {
    super()
    this.bodies = []
    this.millis = 0
  }

  *consumeMessage([msg]: readonly MessageExt[]): Blocking<'CONSUME_SUCCESS'> {
    yield* sleep(this.millis)
    this.bodies.push(decodeUtf8(msg!.body!))
    return 'CONSUME_SUCCESS'
  }
}

test('an operator asks a consumer through its broker: how far it is, and what its listener makes of a message', () => {
  withCluster(function* (cluster) {
    const { process, wire, environment, settings, brokers } = cluster
    const producer = cluster.producer()
    yield* producer.start()
    const sent = yield* producer.send(messageTo('T', 'hello'), 3000)
    const consumer = Object.assign(new DefaultMQPushConsumer(process, environment, 'CG'), settings)
    const listener = new Listener()
    consumer.registerMessageListener(listener)
    yield* consumer.subscribe('T', '*')
    yield* consumer.start()
    yield* sleep(3000)
    listener.bodies.length = 0
    const operator = new NettyRemotingClient(process, wire, new NettyClientConfig())
    const ask = (code: number, header: object): Blocking<RemotingCommand> => {
      return operator.invokeSync(BROKER_ADDR, RemotingCommand.createRequestCommand(code, header), 20_000)
    }
    const [clientId] = brokers[0]!.getConsumerManager().getConsumerGroupInfo('CG')!.getAllClientId()

    const question = Object.assign(new GetConsumerRunningInfoRequestHeader(), { consumerGroup: 'CG', clientId })
    const info = ConsumerRunningInfo.decode((yield* ask(RequestCode.GET_CONSUMER_RUNNING_INFO, question)).body!)
    expect(info.mqTable.filter(([mq]) => mq.topic === 'T')).toHaveLength(4)
    question.clientId = 'nobody'
    expect((yield* ask(RequestCode.GET_CONSUMER_RUNNING_INFO, question)).code).toBe(ResponseCode.SYSTEM_ERROR)

    const order = Object.assign(new ConsumeMessageDirectlyResultRequestHeader(), {
      consumerGroup: 'CG', clientId, msgId: sent.offsetMsgId, topic: 'T',
    })
    const directly = yield* ask(RequestCode.CONSUME_MESSAGE_DIRECTLY, order)
    expect(ConsumeMessageDirectlyResult.decode(directly.body!)).toMatchObject({ consumeResult: 'CR_SUCCESS' })
    expect(listener.bodies).toEqual(['hello'])
    listener.millis = 15_000
    expect((yield* ask(RequestCode.CONSUME_MESSAGE_DIRECTLY, order)).code).toBe(ResponseCode.CONSUME_MSG_TIMEOUT)
  })
})
