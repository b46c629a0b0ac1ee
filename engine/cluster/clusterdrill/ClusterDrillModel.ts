import { MessageDecoder } from '../../common/message/MessageDecoder'
import { MQClientException } from '../../client/exception/MQClientException'
import type { SendResult } from '../../client/producer/SendResult'
import type { SendStatus } from '../../client/producer/SendStatus'
import { assert } from '../../kernel/assert'
import { RemotingTooMuchRequestException } from '../../remoting/exception/RemotingTooMuchRequestException'
import type { PlannedSend } from './ClusterDrillPlan'

/** What the model knows of one call. */
export interface SentCall {
  readonly send: PlannedSend
  /** Virtual time in µs. */
  readonly begunAt: number
  /** `no answer`: not yet, or never because the producer has died; a oneway send gets none. */
  outcome: 'no answer' | 'acknowledged' | 'failed'
  /** A call must be answered once … */
  answers: number
  /**
   * … and one more time when connecting took longer than its timeout: NettyRemotingClient#invokeAsync of RocketMQ 5.3.2 reports
   * that failure and goes on as if it had not. Only the first answer says so, and nothing is tried again after it.
   */
  isConnectedLate: boolean
  /** In which life of its producer it was made. */
  readonly life: number
}

/** A message that some broker says it has stored. */
export interface Acknowledgement {
  readonly id: number
  readonly send: PlannedSend
  readonly brokerName: string
  /** In the broker's commit log. */
  readonly physicalOffset: number
  readonly queueId: number
  readonly queueOffset: number
  readonly sendStatus: SendStatus
}

export type TransactionEnd = 'committed' | 'rolled back'

/** All messages: how often each was sent, and how each call was answered. */
export class ClusterDrillModel {
  readonly calls: SentCall[]
  readonly acknowledgements: Acknowledgement[]
  /** By the message's number: requests that carried it, each of which a broker may have stored. */
  private readonly attempts: Map<number, number>
  private readonly sends: Map<number, PlannedSend>
  /** Messages of transactions → what brokers were told about them. */
  private readonly ends: Map<number, Set<TransactionEnd>>

  constructor() {
    this.calls = []
    this.acknowledgements = []
    this.attempts = new Map()
    this.sends = new Map()
    this.ends = new Map()
  }

  /** A producer is about to make the call. */
  begun(send: PlannedSend, begunAt: number, life: number): SentCall {
    for (let id = send.id; id < send.id + send.count; id++) {
      assert(!this.sends.has(id), 'each message is sent by one call')
      this.sends.set(id, send)
      this.attempts.set(id, 0)
    }
    const call: SentCall = { send, begunAt, outcome: 'no answer', answers: 0, isConnectedLate: false, life }
    this.calls.push(call)
    return call
  }

  /** The call that sends this message; null when there was none. */
  sendOf(id: number): PlannedSend | null {
    return this.sends.get(id) ?? null
  }

  /** A request that carries the message has left its producer. */
  attempted(id: number): void {
    const before = this.attempts.get(id)
    assert(before !== undefined, 'a message is sent after its call has begun')
    this.attempts.set(id, before + 1)
  }

  attemptsOf(id: number): number {
    return this.attempts.get(id) ?? 0
  }

  /** @returns what the answer says of each message of the call */
  acknowledged(call: SentCall, result: SendResult): Acknowledgement[] {
    assert(this.calls.includes(call), 'an answer belongs to a call that was begun')
    call.outcome = 'acknowledged'
    call.answers++
    const { send } = call
    const { brokerName, queueId } = result.messageQueue
    const places = (result.offsetMsgId ?? '').split(',').map((each) => MessageDecoder.decodeMessageId(each).offset)
    assert(places.length === send.count, 'an answer has one id for each message')
    const each = places.map((physicalOffset, index): Acknowledgement => ({
      id: send.id + index,
      send,
      brokerName,
      physicalOffset,
      queueId,
      queueOffset: result.queueOffset + index,
      sendStatus: result.sendStatus,
    }))
    this.acknowledgements.push(...each)
    return each
  }

  /** A transaction has come to its end; the answer does not say where the half message is. */
  prepared(call: SentCall): void {
    assert(this.calls.includes(call), 'an answer belongs to a call that was begun')
    call.outcome = 'acknowledged'
    call.answers++
  }

  /** A producer tells a broker how a transaction has ended. */
  told(id: number, end: TransactionEnd): void {
    const known = this.ends.get(id)
    if (known === undefined) this.ends.set(id, new Set([end]))
    else known.add(end)
  }

  /** Has any broker been told this? */
  isTold(id: number, end: TransactionEnd): boolean {
    return this.ends.get(id)?.has(end) === true
  }

  failed(call: SentCall, error: unknown): void {
    call.outcome = 'failed'
    call.answers++
    if (call.answers === 1) call.isConnectedLate = isAboutLateConnection(error)
  }
}

/** Asynchronous sends wrap what the remoting client reports. */
function isAboutLateConnection(error: unknown): boolean {
  return error instanceof MQClientException && error.cause instanceof RemotingTooMuchRequestException
}
