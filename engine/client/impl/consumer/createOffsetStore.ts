import type { Disk } from '../../../ports/Disk'
import type { MessageModel } from '../../../remoting/protocol/body/HeartbeatData'
import { LocalFileOffsetStore } from '../../consumer/store/LocalFileOffsetStore'
import type { OffsetStore } from '../../consumer/store/OffsetStore'
import { RemoteBrokerOffsetStore } from '../../consumer/store/RemoteBrokerOffsetStore'
import type { MQClientInstance } from '../factory/MQClientInstance'

/** The store that goes with a message model: what a group shares is kept at the brokers. */
export function createOffsetStore(
  model: MessageModel, disk: Disk, factory: MQClientInstance, group: string,
): OffsetStore {
  switch (model) {
    case 'BROADCASTING':
      return new LocalFileOffsetStore(disk, factory.clientId, group)
    case 'CLUSTERING':
      return new RemoteBrokerOffsetStore(factory, group)
  }
}
