import { MixAll } from '../../common/MixAll'
import type { Blocking } from '../../kernel/Blocking'
import { CountDownLatch } from '../../kernel/concurrent/CountDownLatch'
import { ThreadPoolExecutor } from '../../kernel/concurrent/ThreadPoolExecutor'
import { crc32 } from '../../kernel/java/crc32'
import type { Process } from '../../kernel/Process'
import { decodeUtf8 } from '../../kernel/Utf8'
import type { Wire } from '../../ports/Wire'
import { RemotingException } from '../../remoting/exception/RemotingException'
import { NettyClientConfig } from '../../remoting/netty/NettyClientConfig'
import { NettyRemotingClient } from '../../remoting/netty/NettyRemotingClient'
import { BrokerMemberGroup } from '../../remoting/protocol/body/BrokerMemberGroup'
import { ConsumerOffsetSerializeWrapper } from '../../remoting/protocol/body/ConsumerOffsetSerializeWrapper'
import { KVTable } from '../../remoting/protocol/body/KVTable'
import { RegisterBrokerBody } from '../../remoting/protocol/body/RegisterBrokerBody'
import { SubscriptionGroupWrapper } from '../../remoting/protocol/body/SubscriptionGroupWrapper'
import { TopicConfigSerializeWrapper } from '../../remoting/protocol/body/TopicConfigSerializeWrapper'
import { GetBrokerMemberGroupRequestHeader } from '../../remoting/protocol/header/GetBrokerMemberGroupRequestHeader'
import { GetRouteInfoRequestHeader } from '../../remoting/protocol/header/GetRouteInfoRequestHeader'
import { RegisterBrokerRequestHeader } from '../../remoting/protocol/header/RegisterBrokerRequestHeader'
import { RegisterBrokerResponseHeader } from '../../remoting/protocol/header/RegisterBrokerResponseHeader'
import { UnRegisterBrokerRequestHeader } from '../../remoting/protocol/header/UnRegisterBrokerRequestHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { TopicRouteData } from '../../remoting/protocol/route/TopicRouteData'
import { TimerCheckpoint } from '../../store/timer/TimerCheckpoint'
import type { RegisterBrokerResult } from './RegisterBrokerResult'

const UNREGISTER_TIMEOUT_MILLIS = 3000
const SYNC_TIMEOUT_MILLIS = 3000
const OUTER_THREADS = 4
const OUTER_QUEUE_CAPACITY = 32

/** Who a broker is, as name servers know it. */
export interface BrokerIdentity {
  readonly clusterName: string
  readonly brokerAddr: string
  readonly brokerName: string
  readonly brokerId: number
  readonly haServerAddr: string
  readonly enableActingMaster: boolean
}

/** What a broker says to name servers, and a slave to its master. Original: org.apache.rocketmq.broker.out.BrokerOuterAPI. */
export class BrokerOuterAPI {
  private readonly remotingClient: NettyRemotingClient
  private readonly brokerOuterExecutor: ThreadPoolExecutor

  constructor(process: Process, wire: Wire) {
    this.remotingClient = new NettyRemotingClient(process, wire, new NettyClientConfig())
    this.brokerOuterExecutor = new ThreadPoolExecutor(process, {
      threadNamePrefix: 'brokerOutApi_thread_',
      corePoolSize: OUTER_THREADS,
      queueCapacity: OUTER_QUEUE_CAPACITY,
    })
  }

  getRemotingClient(): NettyRemotingClient {
    return this.remotingClient
  }

  start(): void {
    this.remotingClient.start()
  }

  *shutdown(): Blocking<void> {
    yield* this.remotingClient.shutdown()
    this.brokerOuterExecutor.shutdown()
  }

  /** `addresses`: separated by `;`. */
  updateNameServerAddressList(addresses: string): void {
    this.remotingClient.updateNameServerAddressList(addresses.split(';').filter((address) => address !== ''))
  }

  /**
   * Registers with all name servers at once and waits for their answers; silent ones are left out.
   * Original: BrokerOuterAPI#registerBrokerAll
   */
  *registerBrokerAll(
    broker: BrokerIdentity,
    topicConfigWrapper: TopicConfigSerializeWrapper,
    timeoutMillis: number,
  ): Blocking<RegisterBrokerResult[]> {
    const body = new RegisterBrokerBody()
    body.topicConfigSerializeWrapper = topicConfigWrapper
    const bytes = body.encode()
    const requestHeader = this.registrationOf(broker, bytes)
    const nameServers = this.remotingClient.getNameServerAddressList()
    const results: RegisterBrokerResult[] = []
    const countDownLatch = new CountDownLatch(nameServers.length, 'answers of the name servers')
    for (const namesrvAddr of nameServers) {
      const registration = this.registerBroker(namesrvAddr, requestHeader, bytes, timeoutMillis)
      this.brokerOuterExecutor.execute(() => this.collect(registration, results, countDownLatch))
    }
    yield* countDownLatch.await(timeoutMillis)
    return results
  }

  private registrationOf(broker: BrokerIdentity, body: Uint8Array): RegisterBrokerRequestHeader {
    const header = new RegisterBrokerRequestHeader()
    header.brokerName = broker.brokerName
    header.brokerAddr = broker.brokerAddr
    header.clusterName = broker.clusterName
    header.haServerAddr = broker.haServerAddr
    header.brokerId = broker.brokerId
    header.enableActingMaster = broker.enableActingMaster
    header.compressed = false
    header.bodyCrc32 = crc32(body)
    return header
  }

  private *collect(
    registration: Blocking<RegisterBrokerResult | null>,
    results: RegisterBrokerResult[],
    countDownLatch: CountDownLatch,
  ): Blocking<void> {
    try {
      const result = yield* registration
      if (result !== null) results.push(result)
    } catch (error) {
      // It will be asked again in half a minute.
      if (!(error instanceof RemotingException)) throw error
    } finally {
      countDownLatch.countDown()
    }
  }

  /** Null when the name server refuses. Original: BrokerOuterAPI#registerBroker */
  private *registerBroker(
    namesrvAddr: string,
    header: RegisterBrokerRequestHeader,
    body: Uint8Array,
    timeoutMillis: number,
  ): Blocking<RegisterBrokerResult | null> {
    const request = RemotingCommand.createRequestCommand(RequestCode.REGISTER_BROKER, header)
    request.body = body
    const response = yield* this.remotingClient.invokeSync(namesrvAddr, request, timeoutMillis)
    if (response.code !== ResponseCode.SUCCESS) return null
    const { haServerAddr, masterAddr } = response.decodeCommandCustomHeader(RegisterBrokerResponseHeader)
    return { haServerAddr, masterAddr, kvTable: response.body === null ? null : KVTable.decode(response.body) }
  }

  /** Says good-bye to one name server after the other. Original: BrokerOuterAPI#unregisterBrokerAll */
  *unregisterBrokerAll(broker: BrokerIdentity): Blocking<void> {
    for (const namesrvAddr of this.remotingClient.getNameServerAddressList()) {
      const header = new UnRegisterBrokerRequestHeader()
      header.brokerName = broker.brokerName
      header.brokerAddr = broker.brokerAddr
      header.clusterName = broker.clusterName
      header.brokerId = broker.brokerId
      const request = RemotingCommand.createRequestCommand(RequestCode.UNREGISTER_BROKER, header)
      try {
        yield* this.remotingClient.invokeSync(namesrvAddr, request, UNREGISTER_TIMEOUT_MILLIS)
      } catch (error) {
        // A name server that can't be told will find out.
        if (!(error instanceof RemotingException)) throw error
      }
    }
  }

  /**
   * The brokers of this name by id, as one name server knows them; null when it refuses.
   * Original: BrokerOuterAPI#syncBrokerMemberGroup
   * @throws RemotingException
   */
  *syncBrokerMemberGroup(clusterName: string, brokerName: string): Blocking<BrokerMemberGroup | null> {
    const header = Object.assign(new GetBrokerMemberGroupRequestHeader(), { clusterName, brokerName })
    const request = RemotingCommand.createRequestCommand(RequestCode.GET_BROKER_MEMBER_GROUP, header)
    const response = yield* this.remotingClient.invokeSync(null, request, SYNC_TIMEOUT_MILLIS)
    if (response.code !== ResponseCode.SUCCESS || response.body === null) return null
    return BrokerMemberGroup.decodeResponseBody(response.body)
  }

  /**
   * Where a topic is; null, and the code of the answer, when the name server does not say.
   * Original: BrokerOuterAPI#getTopicRouteInfoFromNameServer
   * @throws RemotingException
   */
  *getTopicRouteInfoFromNameServer(
    topic: string, timeoutMillis: number,
  ): Blocking<{ readonly code: number; readonly route: TopicRouteData | null }> {
    const header = Object.assign(new GetRouteInfoRequestHeader(), { topic })
    const request = RemotingCommand.createRequestCommand(RequestCode.GET_ROUTEINFO_BY_TOPIC, header)
    const { code, body } = yield* this.remotingClient.invokeSync(null, request, timeoutMillis)
    return { code, route: code === ResponseCode.SUCCESS && body !== null ? TopicRouteData.decode(body) : null }
  }

  /**
   * The topics of another broker; null when it refuses. Original: BrokerOuterAPI#getAllTopicConfig
   * @throws RemotingException
   */
  *getAllTopicConfig(addr: string): Blocking<TopicConfigSerializeWrapper | null> {
    const body = yield* this.getAll(RequestCode.GET_ALL_TOPIC_CONFIG, MixAll.brokerVIPChannel(true, addr))
    return body === null ? null : TopicConfigSerializeWrapper.decode(body)
  }

  /** How far its groups have come. @throws RemotingException */
  *getAllConsumerOffset(addr: string): Blocking<ConsumerOffsetSerializeWrapper | null> {
    const body = yield* this.getAll(RequestCode.GET_ALL_CONSUMER_OFFSET, addr)
    return body === null ? null : ConsumerOffsetSerializeWrapper.decode(body)
  }

  /** How far the delivery of its delayed messages has come, as JSON. @throws RemotingException */
  *getAllDelayOffset(addr: string): Blocking<string | null> {
    const body = yield* this.getAll(RequestCode.GET_ALL_DELAY_OFFSET, addr)
    return body === null ? null : decodeUtf8(body)
  }

  /** How far its timing wheel has come. Original: BrokerOuterAPI#getTimerCheckPoint. @throws RemotingException */
  *getTimerCheckPoint(addr: string): Blocking<TimerCheckpoint | null> {
    const body = yield* this.getAll(RequestCode.GET_TIMER_CHECK_POINT, addr)
    return body === null ? null : TimerCheckpoint.decode(body)
  }

  /** How many messages wait on it, as JSON. Original: BrokerOuterAPI#getTimerMetrics. @throws RemotingException */
  *getTimerMetrics(addr: string): Blocking<string | null> {
    const body = yield* this.getAll(RequestCode.GET_TIMER_METRICS, addr)
    return body === null ? null : decodeUtf8(body)
  }

  /** Its groups. @throws RemotingException */
  *getAllSubscriptionGroupConfig(addr: string): Blocking<SubscriptionGroupWrapper | null> {
    const body = yield* this.getAll(RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG, addr)
    return body === null ? null : SubscriptionGroupWrapper.decode(body)
  }

  private *getAll(code: number, addr: string): Blocking<Uint8Array | null> {
    const request = RemotingCommand.createRequestCommand(code, null)
    const response = yield* this.remotingClient.invokeSync(addr, request, SYNC_TIMEOUT_MILLIS)
    return response.code === ResponseCode.SUCCESS ? response.body : null
  }
}
