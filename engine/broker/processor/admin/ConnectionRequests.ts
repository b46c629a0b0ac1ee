import type { Blocking } from '../../../kernel/Blocking'
import { notNull } from '../../../kernel/java/notNull'
import { isBlank } from '../../../kernel/java/javaTrim'
import { encodeUtf8 } from '../../../kernel/Utf8'
import type { ClientConnection } from '../../../remoting/protocol/body/ClientConnection'
import { ConsumerConnection } from '../../../remoting/protocol/body/ConsumerConnection'
import { queueTableText } from '../../../remoting/protocol/body/queueTable'
import { toFastJson } from '../../../remoting/protocol/FastJson'
import { GetConsumerConnectionListRequestHeader } from '../../../remoting/protocol/header/GetConsumerConnectionListRequestHeader'
import { GetConsumerStatusRequestHeader } from '../../../remoting/protocol/header/GetConsumerStatusRequestHeader'
import { GetProducerConnectionListRequestHeader } from '../../../remoting/protocol/header/GetProducerConnectionListRequestHeader'
import type { RemotingCommand } from '../../../remoting/protocol/RemotingCommand'
import { RemotingSerializable } from '../../../remoting/protocol/RemotingSerializable'
import { ResponseCode } from '../../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../../BrokerController'
import type { ClientChannelInfo } from '../../client/ClientChannelInfo'
import { answered, answeredWithOldRemark, refusal } from '../answers'

/** The clients that are connected with the broker, for operators. Original: methods of AdminBrokerProcessor */
export class ConnectionRequests {
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.brokerController = brokerController
  }

  /** Original: AdminBrokerProcessor#getConsumerConnectionList */
  getConsumerConnectionList(request: RemotingCommand): RemotingCommand {
    const { consumerGroup } = request.decodeCommandCustomHeader(GetConsumerConnectionListRequestHeader)
    const info = this.brokerController.getConsumerManager().getConsumerGroupInfo(consumerGroup ?? '')
    if (info === null) return refusal(ResponseCode.CONSUMER_NOT_ONLINE, `the group ${consumerGroup} has no consumer here`)
    const body = new ConsumerConnection()
    body.consumeFromWhere = info.consumeFromWhere
    body.consumeType = info.consumeType
    body.messageModel = info.messageModel
    body.connectionSet = [...info.getChannelInfoTable().values()].map(connectionOf)
    for (const [topic, subscription] of info.getSubscriptionTable()) body.subscriptionTable.set(topic, subscription)
    return answered(body.encode())
  }

  /** Original: AdminBrokerProcessor#getProducerConnectionList */
  getProducerConnectionList(request: RemotingCommand): RemotingCommand {
    const { producerGroup } = request.decodeCommandCustomHeader(GetProducerConnectionListRequestHeader)
    const channels = this.brokerController.getProducerManager().getGroupChannelTable().get(producerGroup ?? '')
    if (channels === undefined) return refusal(ResponseCode.SYSTEM_ERROR, `the group ${producerGroup} has no producer here`)
    return answered(RemotingSerializable.encode({ connectionSet: [...channels.values()].map(connectionOf) }))
  }

  /** Original: AdminBrokerProcessor#getAllProducerInfo, ProducerManager#getProducerTable */
  getAllProducerInfo(): RemotingCommand {
    const data = new Map<string, object[]>()
    for (const [group, channels] of this.brokerController.getProducerManager().getGroupChannelTable()) {
      data.set(group, [...channels.values()].map(producerInfoOf))
    }
    return answered(RemotingSerializable.encode({ data }))
  }

  /**
   * Asks one member of a group, or each of them, how far it is. One that does not answer is left out.
   * Original: AdminBrokerProcessor#getConsumerStatus, Broker2Client#getConsumeStatus
   */
  *getConsumerStatus(request: RemotingCommand): Blocking<RemotingCommand> {
    const { topic, group, clientAddr } = request.decodeCommandCustomHeader(GetConsumerStatusRequestHeader)
    const info = notNull(this.brokerController.getConsumerManager().getConsumerGroupInfo(group ?? ''), 'the group')
    const wanted = [...info.getChannelInfoTable().values()].filter(({ clientId }) => {
      return isBlank(clientAddr ?? '') || clientId === clientAddr
    })
    const parts = new Map<string, string>()
    for (const { channel, clientId } of wanted) {
      const status = yield* this.brokerController.getBroker2Client().getConsumerStatus(channel, topic ?? '', group ?? '')
      if (status !== null) parts.set(clientId, queueTableText(status.messageQueueTable))
    }
    const consumerTable = [...parts].map(([clientId, table]) => `${toFastJson(clientId)}:${table}`).join(',')
    return answeredWithOldRemark(encodeUtf8(`{"consumerTable":{${consumerTable}},"messageQueueTable":{}}`))
  }
}

function connectionOf({ channel, clientId, language, version }: ClientChannelInfo): ClientConnection {
  return { clientId, clientAddr: channel.remoteAddress, language, version }
}

/** Original: org.apache.rocketmq.remoting.protocol.body.ProducerInfo. The address stands there as Java prints it. */
function producerInfoOf({ channel, clientId, language, version, lastUpdateTimestamp }: ClientChannelInfo): object {
  return { clientId, remoteIP: `/${channel.remoteAddress}`, language, version, lastUpdateTimestamp }
}
