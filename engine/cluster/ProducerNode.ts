import { DefaultMQProducer } from '../client/producer/DefaultMQProducer'
import { TransactionMQProducer } from '../client/producer/TransactionMQProducer'
import type { Blocking } from '../kernel/Blocking'
import type { Kernel } from '../kernel/Kernel'
import type { Process } from '../kernel/Process'
import type { Compressor } from '../ports/Compressor'
import type { Wire } from '../ports/Wire'
import type { ApplicationDatabase } from './ApplicationDatabase'
import { ApplicationTransactions } from './ApplicationTransactions'
import { applyConfig } from './applyConfig'
import { ClientProgram } from './ClientProgram'
import { ClusterNode } from './ClusterNode'
import { earlierChoice } from './earlierChoices'
import type { Machine } from './Machine'
import type { Outcomes } from './Outcomes'
import type { ProducerSpec, SelectorName } from './Scenario'
import type { Strategy } from './selectors'
import type { SendOrders } from './SendOrders'

/** What the applications of one cluster have in common. */
export interface ProducerEnvironment {
  readonly wire: Wire
  readonly compressor: Compressor
  readonly namesrvAddr: string
  /** In place of what the scenario says, if not null. */
  readonly selector: SelectorName | null
  /** Makes the application's own strategy, which takes the place of all others; null if there is none. */
  readonly createStrategy: ((process: Process) => Strategy) | null
  /** What is sent after the program, for as long as the process lives; null for nothing. */
  readonly orders: SendOrders | null
  readonly outcomes: Outcomes
  /** Where the applications look up how their transactions have ended. */
  readonly database: ApplicationDatabase
}

/** A machine with an application on it that sends messages. */
export class ProducerNode extends ClusterNode {
  private readonly spec: ProducerSpec
  private readonly environment: ProducerEnvironment
  private producer: DefaultMQProducer | null

  constructor(kernel: Kernel, machine: Machine, spec: ProducerSpec, environment: ProducerEnvironment) {
    super(kernel, machine, spec)
    this.spec = spec
    this.environment = environment
    this.producer = null
  }

  get address(): string {
    return this.spec.host
  }

  protected *main(process: Process): Blocking<void> {
    const { environment, spec } = this
    const producer = this.createProducer(process)
    producer.namesrvAddr = environment.namesrvAddr
    producer.clientIP = spec.host
    const earlier = earlierChoice(spec.choiceOf ?? '5.3.2', process, producer)
    if (earlier !== null) producer.getDefaultMQProducerImpl().mqFaultStrategy = earlier
    applyConfig(producer, spec.config, `${this.name}.config`)
    this.producer = producer
    this.changeStatus('running')
    const { selector, createStrategy, orders, outcomes } = environment
    const chosen = createStrategy?.(process) ?? selector
    const program = new ClientProgram(process, producer, spec.program, chosen, outcomes)
    yield* program.run()
    if (orders !== null) yield* orders.carryOut(program, outcomes)
  }

  private createProducer(process: Process): DefaultMQProducer {
    const { environment, spec } = this
    const { transactions, producerGroup } = spec
    if (transactions === null) return new DefaultMQProducer(process, environment, producerGroup)
    const producer = new TransactionMQProducer(process, environment, producerGroup)
    producer.topics = transactions.topics
    producer.transactionListener = new ApplicationTransactions(process, environment.database, transactions)
    return producer
  }

  protected *shutdownProperly(): Blocking<void> {
    if (this.producer !== null) yield* this.producer.shutdown()
  }
}
