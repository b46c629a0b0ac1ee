import { PopAckConstants } from '../../common/PopAckConstants'
import type { Blocking } from '../../kernel/Blocking'
import type { BrokerController } from '../BrokerController'
import type { AckMsg } from './AckMsg'
import type { PopCheckPoint } from './PopCheckPoint'
import { buildAckMsg, buildCkMsg, isStored } from './PopMessages'

/**
 * The topic through which checkpoints and acks come back when the time of their messages is over. What is put here waits on the
 * timing wheel until then. Original: reviveTopic in PopMessageProcessor, AckMessageProcessor and ChangeInvisibleTimeProcessor
 */
export class ReviveLog {
  readonly topic: string
  private readonly brokerController: BrokerController

  constructor(brokerController: BrokerController) {
    this.topic = PopAckConstants.buildClusterReviveTopic(brokerController.brokerConfig.brokerClusterName)
    this.brokerController = brokerController
  }

  /** Original: PopMessageProcessor#buildCkMsg. @returns whether it is in the log */
  *putCk(ck: PopCheckPoint, reviveQid: number): Blocking<boolean> {
    const message = buildCkMsg(ck, this.place(reviveQid))
    return isStored((yield* this.brokerController.getMessageStore().putMessage(message)).putMessageStatus)
  }

  /** `deliverTimeMs`: when the messages would be visible again, in ms since 1970. Original: AckMessageProcessor#appendAck */
  *putAck(ack: AckMsg, reviveQid: number, deliverTimeMs: number): Blocking<void> {
    yield* this.brokerController.getMessageStore().putMessage(buildAckMsg(ack, deliverTimeMs, this.place(reviveQid)))
  }

  private place(reviveQid: number) {
    return { reviveTopic: this.topic, reviveQid, storeHost: this.brokerController.getStoreHost() }
  }
}
