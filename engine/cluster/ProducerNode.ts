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
import type { NewProducerStep, ProducerConfig, ProducerSpec, SelectorName } from './Scenario'
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

/** A machine with an application on it that sends messages, with one producer or more. */
export class ProducerNode extends ClusterNode {
  private readonly spec: ProducerSpec
  private readonly environment: ProducerEnvironment
  private readonly producers: DefaultMQProducer[]

  constructor(kernel: Kernel, machine: Machine, spec: ProducerSpec, environment: ProducerEnvironment) {
    super(kernel, machine, spec)
    this.spec = spec
    this.environment = environment
    this.producers = []
  }

  get address(): string {
    return this.spec.host
  }

  protected *main(process: Process): Blocking<void> {
    const { environment, spec } = this
    this.producers.length = 0
    const made = this.createProducer(process)
    const earlier = earlierChoice(spec.choiceOf ?? '5.3.2', process, made)
    // Before it is configured: some settings are the strategy's.
    if (earlier !== null) made.getDefaultMQProducerImpl().mqFaultStrategy = earlier
    const producer = this.configured(made, spec.config, `${this.name}.config`)
    this.changeStatus('running')
    const { selector, createStrategy, orders, outcomes } = environment
    const chosen = createStrategy?.(process) ?? selector
    const program = new ClientProgram(process, producer, spec, chosen, outcomes, (step) => this.oneMore(process, step))
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

  private oneMore(process: Process, { name, producerGroup, config, topics }: NewProducerStep): DefaultMQProducer {
    const producer = new DefaultMQProducer(process, this.environment, producerGroup)
    producer.topics = topics
    return this.configured(producer, config, `${this.name}.${name}.config`)
  }

  private configured<T extends DefaultMQProducer>(producer: T, config: ProducerConfig, path: string): T {
    producer.namesrvAddr = this.environment.namesrvAddr
    producer.clientIP = this.spec.host
    this.producers.push(producer)
    return applyConfig(producer, config, path)
  }

  protected *shutdownProperly(): Blocking<void> {
    for (const producer of this.producers) yield* producer.shutdown()
  }
}
