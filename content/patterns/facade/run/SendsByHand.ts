import { MQBrokerException } from '../../../../engine/client/exception/MQBrokerException'
import { MQClientException } from '../../../../engine/client/exception/MQClientException'
import type { ClientEnvironment } from '../../../../engine/client/ClientEnvironment'
import { topicRouteData2TopicPublishInfo } from '../../../../engine/client/impl/factory/topicRouteData2TopicPublishInfo'
import { Validators } from '../../../../engine/client/Validators'
import type { Message } from '../../../../engine/common/message/Message'
import { MessageClientIDSetter } from '../../../../engine/common/message/MessageClientIDSetter'
import { MessageDecoder } from '../../../../engine/common/message/MessageDecoder'
import type { MessageQueue } from '../../../../engine/common/message/MessageQueue'
import { MixAll } from '../../../../engine/common/MixAll'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import type { Process } from '../../../../engine/kernel/Process'
import { RemotingException } from '../../../../engine/remoting/exception/RemotingException'
import { NettyClientConfig } from '../../../../engine/remoting/netty/NettyClientConfig'
import { NettyRemotingClient } from '../../../../engine/remoting/netty/NettyRemotingClient'
import { GetRouteInfoRequestHeader } from '../../../../engine/remoting/protocol/header/GetRouteInfoRequestHeader'
import { SendMessageRequestHeader } from '../../../../engine/remoting/protocol/header/SendMessageRequestHeader'
import { SendMessageRequestHeaderV2 } from '../../../../engine/remoting/protocol/header/SendMessageRequestHeaderV2'
import { RemotingCommand } from '../../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../../engine/remoting/protocol/ResponseCode'
import { TopicRouteData } from '../../../../engine/remoting/protocol/route/TopicRouteData'

/** What a caller without the facade may think of, or forget. */
export interface HandCare {
  /** Keeps the route instead of asking for it before each message. */
  readonly keepsRoute: boolean
  /** How often a message is tried. */
  readonly tries: number
  /** Takes another broker for another try. */
  readonly changesBroker: boolean
}

const TIMEOUT_MILLIS = 3000

/** What a caller would have to write if there were no DefaultMQProducer: this, and the heartbeats, and much that is not here. */
export class SendsByHand {
  private readonly process: Process
  private readonly client: NettyRemotingClient
  private readonly care: HandCare
  private readonly routes: Map<string, TopicRouteData>
  private next: number

  constructor(process: Process, environment: ClientEnvironment, namesrvAddr: string, care: HandCare) {
    this.process = process
    this.client = new NettyRemotingClient(process, environment.wire, new NettyClientConfig())
    this.client.updateNameServerAddressList([namesrvAddr])
    this.client.start()
    this.care = care
    this.routes = new Map()
    this.next = 0
  }

  /** @returns where the message is */
  *send(group: string, msg: Message): Blocking<string> {
    Validators.checkMessage(msg, 4 * 1024 * 1024)
    const end = this.process.currentTimeMillis() + TIMEOUT_MILLIS
    const route = yield* this.routeOf(msg.topic)
    MessageClientIDSetter.setUniqID(msg)
    let lastBroker = ''
    let failure: unknown = null
    for (let times = 0; times < this.care.tries; times++) {
      const queue = this.choose(msg.topic, route, lastBroker)
      lastBroker = queue.brokerName
      const left = end - this.process.currentTimeMillis()
      if (left <= 0) break
      try {
        return yield* this.tryOnce(group, msg, queue, addressOf(route, queue.brokerName), left)
      } catch (error) {
        if (!(error instanceof RemotingException)) throw error
        failure = error
      }
    }
    throw failure ?? new MQClientException('no time is left')
  }

  private *routeOf(topic: string): Blocking<TopicRouteData> {
    const known = this.routes.get(topic)
    if (known !== undefined && this.care.keepsRoute) return known
    const header = new GetRouteInfoRequestHeader()
    header.topic = topic
    const request = RemotingCommand.createRequestCommand(RequestCode.GET_ROUTEINFO_BY_TOPIC, header)
    const response = yield* this.client.invokeSync(null, request, TIMEOUT_MILLIS)
    if (response.code !== ResponseCode.SUCCESS || response.body === null) throw new MQClientException(`no route for ${topic}`, response.code)
    const route = TopicRouteData.decode(response.body)
    this.routes.set(topic, route)
    return route
  }

  private choose(topic: string, route: TopicRouteData, lastBroker: string): MessageQueue {
    const queues = topicRouteData2TopicPublishInfo(topic, route).messageQueueList
    const others = this.care.changesBroker ? queues.filter(({ brokerName }) => brokerName !== lastBroker) : queues
    const choice = others.length > 0 ? others : queues
    if (choice.length === 0) throw new MQClientException(`the topic ${topic} has no queue to write to`)
    return choice[this.next++ % choice.length]!
  }

  private *tryOnce(
    group: string, msg: Message, queue: MessageQueue, address: string, timeout: number,
  ): Blocking<string> {
    const header = new SendMessageRequestHeader()
    header.producerGroup = group
    header.topic = msg.topic
    header.defaultTopic = 'TBW102'
    header.defaultTopicQueueNums = 4
    header.queueId = queue.queueId
    header.sysFlag = 0
    header.bornTimestamp = this.process.currentTimeMillis()
    header.flag = msg.flag
    header.properties = MessageDecoder.messageProperties2String(msg.properties)
    header.reconsumeTimes = 0
    header.unitMode = false
    header.batch = false
    header.bname = queue.brokerName
    const short = SendMessageRequestHeaderV2.createSendMessageRequestHeaderV2(header)
    const request = RemotingCommand.createRequestCommand(RequestCode.SEND_MESSAGE_V2, short)
    request.body = msg.body
    const response = yield* this.client.invokeSync(address, request, timeout)
    if (response.code !== ResponseCode.SUCCESS) throw new MQBrokerException(response.code, response.remark ?? '', address)
    return `${queue.brokerName} ${queue.queueId}`
  }
}

function addressOf(route: TopicRouteData, brokerName: string): string {
  const broker = route.brokerDatas.find((each) => each.brokerName === brokerName)
  const address = broker?.brokerAddrs.get(MixAll.MASTER_ID)
  if (address === undefined) throw new MQClientException(`the broker ${brokerName} does not exist`)
  return address
}
