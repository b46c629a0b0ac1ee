import { MixAll } from '../../common/MixAll'
import type { Blocking } from '../../kernel/Blocking'
import { crc32 } from '../../kernel/java/crc32'
import { RemotingCommandException } from '../../remoting/exception/RemotingCommandException'
import type { Channel } from '../../remoting/netty/Channel'
import { RegisterBrokerBody } from '../../remoting/protocol/body/RegisterBrokerBody'
import { TopicConfigSerializeWrapper } from '../../remoting/protocol/body/TopicConfigSerializeWrapper'
import { RegisterBrokerRequestHeader } from '../../remoting/protocol/header/RegisterBrokerRequestHeader'
import { RegisterBrokerResponseHeader } from '../../remoting/protocol/header/RegisterBrokerResponseHeader'
import { MQVersion } from '../../remoting/protocol/MQVersion'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import type { KVConfigManager } from '../kvconfig/KVConfigManager'
import type { NamesrvConfig } from '../NamesrvConfig'
import type { RegisterBrokerRequest } from '../routeinfo/RegisterBrokerRequest'
import type { RouteInfoManager } from '../routeinfo/RouteInfoManager'
import { fail, required, succeed } from './responses'

/** The content of a registration's body. */
interface Registration {
  readonly topicConfigWrapper: TopicConfigSerializeWrapper
  /** Null from a broker too old to send the list. */
  readonly filterServerList: readonly string[] | null
}

/** Reads the registration of a broker and answers it. Original: DefaultRequestProcessor#registerBroker */
export class BrokerRegistrationRequests {
  private readonly namesrvConfig: NamesrvConfig
  private readonly kvConfigManager: KVConfigManager
  private readonly routeInfoManager: RouteInfoManager

  constructor(namesrvConfig: NamesrvConfig, kvConfigManager: KVConfigManager, routeInfoManager: RouteInfoManager) {
    this.namesrvConfig = namesrvConfig
    this.kvConfigManager = kvConfigManager
    this.routeInfoManager = routeInfoManager
  }

  *registerBroker(channel: Channel, request: RemotingCommand): Blocking<RemotingCommand> {
    const responseHeader = new RegisterBrokerResponseHeader()
    const response = RemotingCommand.createResponseCommand(null)
    response.writeCustomHeader(responseHeader)
    const requestHeader = request.decodeCommandCustomHeader(RegisterBrokerRequestHeader)
    if (!checksum(request, requestHeader)) return fail(response, ResponseCode.SYSTEM_ERROR, 'the crc32 does not match')
    const result = yield* this.routeInfoManager.registerBroker(registrationOf(channel, request, requestHeader))
    if (result === null) {
      return fail(response, ResponseCode.SYSTEM_ERROR, 'a single topic, of a broker that is not registered yet')
    }
    responseHeader.haServerAddr = result.haServerAddr
    responseHeader.masterAddr = result.masterAddr
    if (!this.namesrvConfig.returnOrderTopicConfigToBroker) return succeed(response)
    return succeed(response, yield* this.kvConfigManager.getKVListByNamespace(MixAll.ORDER_TOPIC_CONFIG))
  }
}

/** A checksum of 0 means that there is none. */
function checksum({ body }: RemotingCommand, { bodyCrc32 }: RegisterBrokerRequestHeader): boolean {
  if (bodyCrc32 === null || bodyCrc32 === 0) return true
  return body !== null && crc32(body) === bodyCrc32
}

function registrationOf(
  channel: Channel,
  request: RemotingCommand,
  header: RegisterBrokerRequestHeader,
): RegisterBrokerRequest {
  return {
    clusterName: required(header.clusterName, 'clusterName'),
    brokerAddr: required(header.brokerAddr, 'brokerAddr'),
    brokerName: required(header.brokerName, 'brokerName'),
    brokerId: required(header.brokerId, 'brokerId'),
    haServerAddr: header.haServerAddr,
    zoneName: request.getExtField(MixAll.ZONE_NAME),
    heartbeatTimeoutMillis: header.heartbeatTimeoutMillis,
    enableActingMaster: header.enableActingMaster,
    ...readBody(request, header),
    channel,
  }
}

/** Without a body the broker has no topics, in their version 0. */
function readBody(request: RemotingCommand, { compressed }: RegisterBrokerRequestHeader): Registration {
  const { body, version } = request
  const isOld = version < MQVersion.V3_0_11
  if (body === null) {
    return { topicConfigWrapper: new TopicConfigSerializeWrapper(), filterServerList: isOld ? null : [] }
  }
  // The broker of this version compresses and says that it has not, so no name server has ever read a compressed body.
  if (compressed) throw new RemotingCommandException('a compressed registration')
  try {
    if (isOld) return { topicConfigWrapper: TopicConfigSerializeWrapper.decode(body), filterServerList: null }
    const { topicConfigSerializeWrapper, filterServerList } = RegisterBrokerBody.decode(body)
    return { topicConfigWrapper: topicConfigSerializeWrapper, filterServerList }
  } catch (error) {
    throw new RemotingCommandException('the body of the registration is unreadable', error)
  }
}
