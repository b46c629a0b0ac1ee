import { LocalTransactionState } from '../client/producer/LocalTransactionState'
import type { TransactionListener } from '../client/producer/TransactionListener'
import type { Message } from '../common/message/Message'
import type { MessageExt } from '../common/message/MessageExt'
import type { Blocking } from '../kernel/Blocking'
import type { Process } from '../kernel/Process'
import { sleep } from '../kernel/sleep'
import type { ApplicationDatabase, LocalOutcome } from './ApplicationDatabase'
import type { TransactionSpec, TransactionStep } from './Scenario'

const STATES: Readonly<Record<LocalOutcome | 'unknown', LocalTransactionState>> = {
  commit: LocalTransactionState.COMMIT_MESSAGE,
  rollback: LocalTransactionState.ROLLBACK_MESSAGE,
  unknown: LocalTransactionState.UNKNOW,
}

/** From the moment at which the database knows to the one at which the application knows that it does. */
const ANSWER_MILLIS = 1

/** The application's own part of its transactions, as the scenario tells it: it ends in a database, and there it is looked up. */
export class ApplicationTransactions implements TransactionListener {
  private readonly process: Process
  private readonly database: ApplicationDatabase
  private readonly spec: TransactionSpec

  constructor(process: Process, database: ApplicationDatabase, spec: TransactionSpec) {
    this.process = process
    this.database = database
    this.spec = spec
  }

  /** `arg` is the step of the program. */
  *executeLocalTransaction(msg: Message, arg: unknown): Blocking<LocalTransactionState> {
    const step = arg as TransactionStep
    const keys = msg.getKeys() ?? ''
    if (step.isAwaited) {
      yield* this.work(keys, step)
      return this.stateOf(keys, 'unknown')
    }
    this.process.spawn('application', () => this.work(keys, step))
    return LocalTransactionState.UNKNOW
  }

  /** Any member of the group may be asked, and none of them knows more than the database. */
  *checkLocalTransaction(msg: MessageExt): Blocking<LocalTransactionState> {
    const keys = msg.getKeys() ?? ''
    const state = this.stateOf(keys, this.spec.missing)
    this.tell('checked', keys, state)
    return state
  }

  private *work(keys: string, { millis, outcome }: TransactionStep): Blocking<void> {
    if (millis > 0) yield* sleep(millis, 'the application does its own part')
    if (outcome !== 'unknown') this.database.write(keys, outcome)
    this.tell('executed', keys, STATES[outcome])
    yield* sleep(ANSWER_MILLIS, 'what the database answers')
  }

  private stateOf(keys: string, missing: 'unknown' | 'rollback'): LocalTransactionState {
    return STATES[this.database.read(keys) ?? missing]
  }

  private tell(what: 'executed' | 'checked', keys: string, state: LocalTransactionState): void {
    this.process.kernel.emit({ type: 'local-transaction', process: this.process.name, what, keys, state })
  }
}
