import type { Message } from '../../common/message/Message'
import type { Process } from '../../kernel/Process'
import type { Blocking } from '../../kernel/Blocking'
import type { RPCHook } from '../../remoting/netty/RPCHook'
import type { ClientEnvironment } from '../ClientEnvironment'
import { MQClientException } from '../exception/MQClientException'
import { EndTransactionTraceHookImpl } from '../trace/hook/EndTransactionTraceHookImpl'
import type { TraceDispatcher } from '../trace/TraceDispatcher'
import { DefaultMQProducer } from './DefaultMQProducer'
import type { TransactionListener } from './TransactionListener'
import type { TransactionSendResult } from './TransactionSendResult'

/**
 * A producer whose messages are delivered only if the application's own transaction succeeds: the message is stored first where
 * nobody reads it, then the application does its part, then the broker is told. If it is not told, it asks.
 * Original: org.apache.rocketmq.client.producer.TransactionMQProducer.
 */
export class TransactionMQProducer extends DefaultMQProducer {
  transactionListener: TransactionListener | null
  /** Of the pool in which brokers' questions are answered. */
  checkThreadPoolMinSize: number
  /** Questions that can wait; more are dropped, and asked again. */
  checkRequestHoldMax: number

  constructor(process: Process, environment: ClientEnvironment, producerGroup: string, rpcHook: RPCHook | null = null) {
    super(process, environment, producerGroup, rpcHook)
    this.transactionListener = null
    this.checkThreadPoolMinSize = 1
    this.checkRequestHoldMax = 2000
  }

  override *start(): Blocking<void> {
    this.getDefaultMQProducerImpl().initTransactionEnv(this)
    yield* super.start()
  }

  override *shutdown(): Blocking<void> {
    yield* super.shutdown()
    this.getDefaultMQProducerImpl().destroyTransactionEnv()
  }

  protected override registerTraceHooks(traceDispatcher: TraceDispatcher): void {
    super.registerTraceHooks(traceDispatcher)
    const impl = this.getDefaultMQProducerImpl()
    const { clientId } = impl.getFactory()
    impl.registerEndTransactionHook(new EndTransactionTraceHookImpl(traceDispatcher, clientId))
  }

  /**
   * Sends a message as part of a transaction; `arg` is for the listener.
   * Original: TransactionMQProducer#sendMessageInTransaction
   * @throws MQClientException without a listener, and when the half message is not stored
   */
  *sendMessageInTransaction(msg: Message, arg: unknown): Blocking<TransactionSendResult> {
    const { transactionListener } = this
    if (transactionListener === null) throw new MQClientException('there is no TransactionListener')
    msg.topic = this.withNamespace(msg.topic)
    return yield* this.getDefaultMQProducerImpl().sendMessageInTransaction(msg, transactionListener, arg)
  }
}
