import type { Blocking } from '../../../kernel/Blocking'
import { javaSplit } from '../../../kernel/java/javaSplit'
import { decodeUtf8, encodeUtf8 } from '../../../kernel/Utf8'
import type { Configuration } from '../../../remoting/Configuration'
import { string2Properties } from '../../../remoting/Properties'
import { toFastJson } from '../../../remoting/protocol/FastJson'
import { GetBrokerConfigResponseHeader } from '../../../remoting/protocol/header/GetBrokerConfigResponseHeader'
import { RemotingCommand } from '../../../remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../../remoting/protocol/ResponseCode'
import type { BrokerController } from '../../BrokerController'
import { answered, refusal } from '../answers'

/** Settings that can never be changed from outside, whatever configBlackList says. Original: AdminBrokerProcessor#initConfigBlackList */
const NEVER_CHANGED = ['brokerConfigPath', 'rocketmqHome', 'configBlackList']

/** Shows operators the broker's settings, and changes them while it runs. Original: methods of AdminBrokerProcessor */
export class BrokerConfigRequests {
  private readonly brokerController: BrokerController
  private readonly configuration: Configuration
  private readonly configBlackList: ReadonlySet<string>

  constructor(brokerController: BrokerController, configuration: Configuration) {
    this.brokerController = brokerController
    this.configuration = configuration
    this.configBlackList = new Set([...NEVER_CHANGED, ...javaSplit(brokerController.brokerConfig.configBlackList, ';')])
  }

  /** One that must not be changed keeps all others from being changed, too. Original: AdminBrokerProcessor#updateBrokerConfig */
  *updateBrokerConfig(request: RemotingCommand): Blocking<RemotingCommand> {
    if (request.body === null) return answered()
    const properties = string2Properties(decodeUtf8(request.body))
    if (properties === null) return refusal(ResponseCode.SYSTEM_ERROR, 'the settings can not be read')
    const forbidden = [...properties.keys()].find((name) => this.configBlackList.has(name))
    if (forbidden !== undefined) return refusal(ResponseCode.NO_PERMISSION, `the setting ${forbidden} can not be changed`)
    yield* this.configuration.update(properties)
    // What the broker permits as a whole the name servers know as what its topics permit.
    if (properties.has('brokerPermission')) {
      this.brokerController.getTopicConfigManager().touch()
      yield* this.brokerController.registerBrokerAll(false)
    }
    return answered()
  }

  /** Original: AdminBrokerProcessor#getBrokerConfig */
  *getBrokerConfig(): Blocking<RemotingCommand> {
    const response = RemotingCommand.createResponseCommand(GetBrokerConfigResponseHeader)
    response.body = encodeUtf8(yield* this.configuration.getAllConfigsFormatString())
    response.readCustomHeader<GetBrokerConfigResponseHeader>()!.version = toFastJson(this.configuration.dataVersion)
    response.code = ResponseCode.SUCCESS
    response.remark = null
    return response
  }
}
