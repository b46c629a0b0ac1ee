import { MixAll } from '../../../common/MixAll'
import type { Process } from '../../../kernel/Process'
import type { RPCHook } from '../../../remoting/netty/RPCHook'
import type { ClientConfig } from '../../ClientConfig'
import type { ClientEnvironment } from '../../ClientEnvironment'
import { DefaultMQProducer } from '../../producer/DefaultMQProducer'
import type { MQClientInstance } from '../factory/MQClientInstance'
import { MQClientManager } from '../MQClientManager'

/** The client instance of a consumer, which it may share with others. */
export function clientInstanceOf(
  process: Process, config: ClientConfig, environment: ClientEnvironment, rpcHook: RPCHook | null,
): MQClientInstance {
  const createInnerProducer = (): DefaultMQProducer =>
    new DefaultMQProducer(process, environment, MixAll.CLIENT_INNER_PRODUCER_GROUP)
  return MQClientManager.getInstance().getOrCreateMQClientInstance(config, environment, rpcHook, createInnerProducer)
}
