import type { Blocking } from '../../kernel/Blocking'
import { javaSplit } from '../../kernel/java/javaSplit'
import { decodeUtf8, encodeUtf8 } from '../../kernel/Utf8'
import type { Configuration } from '../../remoting/Configuration'
import type { ChannelHandlerContext, NettyRequestProcessor } from '../../remoting/netty/NettyRequestProcessor'
import { string2Properties } from '../../remoting/Properties'
import type { TopicList } from '../../remoting/protocol/body/TopicList'
import { DataVersion } from '../../remoting/protocol/DataVersion'
import { AddWritePermOfBrokerRequestHeader } from '../../remoting/protocol/header/AddWritePermOfBrokerRequestHeader'
import { AddWritePermOfBrokerResponseHeader } from '../../remoting/protocol/header/AddWritePermOfBrokerResponseHeader'
import { BrokerHeartbeatRequestHeader } from '../../remoting/protocol/header/BrokerHeartbeatRequestHeader'
import { DeleteKVConfigRequestHeader } from '../../remoting/protocol/header/DeleteKVConfigRequestHeader'
import { DeleteTopicFromNamesrvRequestHeader } from '../../remoting/protocol/header/DeleteTopicFromNamesrvRequestHeader'
import { GetBrokerMemberGroupRequestHeader } from '../../remoting/protocol/header/GetBrokerMemberGroupRequestHeader'
import { GetKVConfigRequestHeader } from '../../remoting/protocol/header/GetKVConfigRequestHeader'
import { GetKVConfigResponseHeader } from '../../remoting/protocol/header/GetKVConfigResponseHeader'
import { GetKVListByNamespaceRequestHeader } from '../../remoting/protocol/header/GetKVListByNamespaceRequestHeader'
import { GetTopicsByClusterRequestHeader } from '../../remoting/protocol/header/GetTopicsByClusterRequestHeader'
import { PutKVConfigRequestHeader } from '../../remoting/protocol/header/PutKVConfigRequestHeader'
import { QueryDataVersionRequestHeader } from '../../remoting/protocol/header/QueryDataVersionRequestHeader'
import { QueryDataVersionResponseHeader } from '../../remoting/protocol/header/QueryDataVersionResponseHeader'
import { RegisterTopicRequestHeader } from '../../remoting/protocol/header/RegisterTopicRequestHeader'
import { UnRegisterBrokerRequestHeader } from '../../remoting/protocol/header/UnRegisterBrokerRequestHeader'
import { WipeWritePermOfBrokerRequestHeader } from '../../remoting/protocol/header/WipeWritePermOfBrokerRequestHeader'
import { WipeWritePermOfBrokerResponseHeader } from '../../remoting/protocol/header/WipeWritePermOfBrokerResponseHeader'
import { RemotingCommand } from '../../remoting/protocol/RemotingCommand'
import { RemotingSerializable } from '../../remoting/protocol/RemotingSerializable'
import { RequestCode } from '../../remoting/protocol/RequestCode'
import { ResponseCode } from '../../remoting/protocol/ResponseCode'
import { TopicRouteData } from '../../remoting/protocol/route/TopicRouteData'
import type { KVConfigManager } from '../kvconfig/KVConfigManager'
import type { NamesrvConfig } from '../NamesrvConfig'
import type { RouteInfoManager } from '../routeinfo/RouteInfoManager'
import { BrokerRegistrationRequests } from './BrokerRegistrationRequests'
import { fail, required, succeed } from './responses'

/** Settings that can never be changed from outside, whatever configBlackList says. */
const ALWAYS_BLACK_LISTED = ['configBlackList', 'configStorePath', 'kvConfigPath', 'rocketmqHome']

/**
 * Answers brokers and operators: all requests but questions for routes.
 * Original: org.apache.rocketmq.namesrv.processor.DefaultRequestProcessor.
 */
export class DefaultRequestProcessor implements NettyRequestProcessor {
  private readonly namesrvConfig: NamesrvConfig
  private readonly configuration: Configuration
  private readonly kvConfigManager: KVConfigManager
  private readonly routeInfoManager: RouteInfoManager
  private readonly registrations: BrokerRegistrationRequests
  private readonly configBlackList: ReadonlySet<string>

  constructor(
    namesrvConfig: NamesrvConfig,
    configuration: Configuration,
    kvConfigManager: KVConfigManager,
    routeInfoManager: RouteInfoManager,
  ) {
    this.namesrvConfig = namesrvConfig
    this.configuration = configuration
    this.kvConfigManager = kvConfigManager
    this.routeInfoManager = routeInfoManager
    this.registrations = new BrokerRegistrationRequests(namesrvConfig, kvConfigManager, routeInfoManager)
    this.configBlackList = new Set([...ALWAYS_BLACK_LISTED, ...javaSplit(namesrvConfig.configBlackList, ';')])
  }

  rejectRequest(): boolean {
    return false
  }

  *processRequest({ channel }: ChannelHandlerContext, request: RemotingCommand): Blocking<RemotingCommand> {
    switch (request.code) {
      case RequestCode.PUT_KV_CONFIG:
        return yield* this.putKVConfig(request)
      case RequestCode.GET_KV_CONFIG:
        return yield* this.getKVConfig(request)
      case RequestCode.DELETE_KV_CONFIG:
        return yield* this.deleteKVConfig(request)
      case RequestCode.GET_KVLIST_BY_NAMESPACE:
        return yield* this.getKVListByNamespace(request)
      case RequestCode.QUERY_DATA_VERSION:
        return this.queryBrokerTopicConfig(request)
      case RequestCode.REGISTER_BROKER:
        return yield* this.registrations.registerBroker(channel, request)
      case RequestCode.UNREGISTER_BROKER:
        return this.unregisterBroker(request)
      case RequestCode.BROKER_HEARTBEAT:
        return this.brokerHeartbeat(request)
      case RequestCode.GET_BROKER_MEMBER_GROUP:
        return yield* this.getBrokerMemberGroup(request)
      case RequestCode.GET_BROKER_CLUSTER_INFO:
        return this.getBrokerClusterInfo()
      case RequestCode.WIPE_WRITE_PERM_OF_BROKER:
        return yield* this.wipeWritePermOfBroker(request)
      case RequestCode.ADD_WRITE_PERM_OF_BROKER:
        return yield* this.addWritePermOfBroker(request)
      case RequestCode.DELETE_TOPIC_IN_NAMESRV:
        return yield* this.deleteTopicInNamesrv(request)
      case RequestCode.REGISTER_TOPIC_IN_NAMESRV:
        return yield* this.registerTopicToNamesrv(request)
      case RequestCode.UPDATE_NAMESRV_CONFIG:
        return yield* this.updateConfig(request)
      case RequestCode.GET_NAMESRV_CONFIG:
        return yield* this.getConfig()
      default:
        return yield* this.processListRequest(request)
    }
  }

  private *processListRequest(request: RemotingCommand): Blocking<RemotingCommand> {
    const { enableAllTopicList, enableTopicList } = this.namesrvConfig
    switch (request.code) {
      case RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER:
        return yield* this.topicList(enableAllTopicList, (manager) => manager.getAllTopicList())
      case RequestCode.GET_TOPICS_BY_CLUSTER: {
        const { cluster } = request.decodeCommandCustomHeader(GetTopicsByClusterRequestHeader)
        return yield* this.topicList(enableTopicList, (manager) => manager.getTopicsByCluster(cluster ?? ''))
      }
      case RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_NS:
        return yield* this.topicList(true, (manager) => manager.getSystemTopicList())
      case RequestCode.GET_UNIT_TOPIC_LIST:
        return yield* this.topicList(enableTopicList, (manager) => manager.getUnitTopics())
      case RequestCode.GET_HAS_UNIT_SUB_TOPIC_LIST:
        return yield* this.topicList(enableTopicList, (manager) => manager.getHasUnitSubTopicList())
      case RequestCode.GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST:
        return yield* this.topicList(enableTopicList, (manager) => manager.getHasUnitSubUnUnitTopicList())
      default: {
        const remark = `request code ${request.code} is not supported`
        return RemotingCommand.createResponseCommandWithCode(ResponseCode.REQUEST_CODE_NOT_SUPPORTED, remark)
      }
    }
  }

  private *topicList(
    isEnabled: boolean,
    query: (manager: RouteInfoManager) => Blocking<TopicList>,
  ): Blocking<RemotingCommand> {
    const response = RemotingCommand.createResponseCommand()
    if (!isEnabled) return fail(response, ResponseCode.SYSTEM_ERROR, 'disable')
    return succeed(response, (yield* query(this.routeInfoManager)).encode())
  }

  private *putKVConfig(request: RemotingCommand): Blocking<RemotingCommand> {
    const response = RemotingCommand.createResponseCommand()
    const { namespace, key, value } = request.decodeCommandCustomHeader(PutKVConfigRequestHeader)
    if (namespace === null || key === null) {
      return fail(response, ResponseCode.SYSTEM_ERROR, 'the namespace or the key is missing')
    }
    yield* this.kvConfigManager.putKVConfig(namespace, key, required(value, 'value'))
    return succeed(response)
  }

  private *getKVConfig(request: RemotingCommand): Blocking<RemotingCommand> {
    const responseHeader = new GetKVConfigResponseHeader()
    const response = RemotingCommand.createResponseCommand()
    response.writeCustomHeader(responseHeader)
    const { namespace, key } = request.decodeCommandCustomHeader(GetKVConfigRequestHeader)
    responseHeader.value = yield* this.kvConfigManager.getKVConfig(namespace ?? '', key ?? '')
    if (responseHeader.value !== null) return succeed(response)
    return fail(response, ResponseCode.QUERY_NOT_FOUND, `nothing under key ${key} in namespace ${namespace}`)
  }

  private *deleteKVConfig(request: RemotingCommand): Blocking<RemotingCommand> {
    const { namespace, key } = request.decodeCommandCustomHeader(DeleteKVConfigRequestHeader)
    yield* this.kvConfigManager.deleteKVConfig(namespace ?? '', key ?? '')
    return succeed(RemotingCommand.createResponseCommand())
  }

  private *getKVListByNamespace(request: RemotingCommand): Blocking<RemotingCommand> {
    const response = RemotingCommand.createResponseCommand()
    const { namespace } = request.decodeCommandCustomHeader(GetKVListByNamespaceRequestHeader)
    const body = yield* this.kvConfigManager.getKVListByNamespace(namespace ?? '')
    if (body !== null) return succeed(response, body)
    return fail(response, ResponseCode.QUERY_NOT_FOUND, `nothing in namespace ${namespace}`)
  }

  /** A broker asks whether its topics are news here. That is a sign of life as well. */
  private queryBrokerTopicConfig(request: RemotingCommand): RemotingCommand {
    const responseHeader = new QueryDataVersionResponseHeader()
    const response = RemotingCommand.createResponseCommand()
    response.writeCustomHeader(responseHeader)
    const { clusterName, brokerAddr } = request.decodeCommandCustomHeader(QueryDataVersionRequestHeader)
    const broker = [required(clusterName, 'clusterName'), required(brokerAddr, 'brokerAddr')] as const
    const theirs = request.body === null ? null : DataVersion.fromJson(RemotingSerializable.decode(request.body))
    responseHeader.changed = this.routeInfoManager.isBrokerTopicConfigChanged(...broker, theirs)
    this.routeInfoManager.updateBrokerInfoUpdateTimestamp(...broker)
    const ours = this.routeInfoManager.queryBrokerTopicConfig(...broker)
    return succeed(response, ours === null ? null : RemotingSerializable.encode(ours))
  }

  /** Answers before anything is done: the batch service un-registers the broker later. */
  private unregisterBroker(request: RemotingCommand): RemotingCommand {
    const response = RemotingCommand.createResponseCommand()
    const header = request.decodeCommandCustomHeader(UnRegisterBrokerRequestHeader)
    required(header.clusterName, 'clusterName')
    required(header.brokerName, 'brokerName')
    required(header.brokerAddr, 'brokerAddr')
    if (this.routeInfoManager.submitUnRegisterBrokerRequest(header)) return succeed(response)
    return fail(response, ResponseCode.SYSTEM_ERROR, null)
  }

  private brokerHeartbeat(request: RemotingCommand): RemotingCommand {
    const { clusterName, brokerAddr } = request.decodeCommandCustomHeader(BrokerHeartbeatRequestHeader)
    this.routeInfoManager.updateBrokerInfoUpdateTimestamp(
      required(clusterName, 'clusterName'),
      required(brokerAddr, 'brokerAddr'),
    )
    return succeed(RemotingCommand.createResponseCommand())
  }

  private *getBrokerMemberGroup(request: RemotingCommand): Blocking<RemotingCommand> {
    const { clusterName, brokerName } = request.decodeCommandCustomHeader(GetBrokerMemberGroupRequestHeader)
    const group = yield* this.routeInfoManager.getBrokerMemberGroup(clusterName ?? '', brokerName ?? '')
    return succeed(RemotingCommand.createResponseCommand(), group.encodeResponseBody())
  }

  private getBrokerClusterInfo(): RemotingCommand {
    const body = RemotingSerializable.encode(this.routeInfoManager.getAllClusterInfo())
    return succeed(RemotingCommand.createResponseCommand(), body)
  }

  private *wipeWritePermOfBroker(request: RemotingCommand): Blocking<RemotingCommand> {
    const responseHeader = new WipeWritePermOfBrokerResponseHeader()
    const response = RemotingCommand.createResponseCommand()
    response.writeCustomHeader(responseHeader)
    const { brokerName } = request.decodeCommandCustomHeader(WipeWritePermOfBrokerRequestHeader)
    responseHeader.wipeTopicCount = yield* this.routeInfoManager.wipeWritePermOfBrokerByLock(brokerName ?? '')
    return succeed(response)
  }

  private *addWritePermOfBroker(request: RemotingCommand): Blocking<RemotingCommand> {
    const responseHeader = new AddWritePermOfBrokerResponseHeader()
    const response = RemotingCommand.createResponseCommand()
    response.writeCustomHeader(responseHeader)
    const { brokerName } = request.decodeCommandCustomHeader(AddWritePermOfBrokerRequestHeader)
    responseHeader.addTopicCount = yield* this.routeInfoManager.addWritePermOfBrokerByLock(brokerName ?? '')
    return succeed(response)
  }

  private *registerTopicToNamesrv(request: RemotingCommand): Blocking<RemotingCommand> {
    const topic = required(request.decodeCommandCustomHeader(RegisterTopicRequestHeader).topic, 'topic')
    const queueDatas = request.body === null ? [] : TopicRouteData.decode(request.body).queueDatas
    if (queueDatas.length > 0) yield* this.routeInfoManager.registerTopic(topic, queueDatas)
    return succeed(RemotingCommand.createResponseCommand())
  }

  private *deleteTopicInNamesrv(request: RemotingCommand): Blocking<RemotingCommand> {
    const { topic, clusterName } = request.decodeCommandCustomHeader(DeleteTopicFromNamesrvRequestHeader)
    yield* this.routeInfoManager.deleteTopic(required(topic, 'topic'), clusterName === '' ? null : clusterName)
    return succeed(RemotingCommand.createResponseCommand())
  }

  /** All or nothing: one black-listed setting keeps the others from being changed. */
  private *updateConfig(request: RemotingCommand): Blocking<RemotingCommand> {
    const response = RemotingCommand.createResponseCommand()
    if (request.body === null) return succeed(response)
    const properties = string2Properties(decodeUtf8(request.body))
    if (properties === null) return fail(response, ResponseCode.SYSTEM_ERROR, 'the text is not made of properties')
    for (const name of properties.keys()) {
      if (this.configBlackList.has(name)) return fail(response, ResponseCode.NO_PERMISSION, `${name} is black-listed`)
    }
    yield* this.configuration.update(properties)
    return succeed(response)
  }

  private *getConfig(): Blocking<RemotingCommand> {
    const content = yield* this.configuration.getAllConfigsFormatString()
    return succeed(RemotingCommand.createResponseCommand(), encodeUtf8(content))
  }
}
