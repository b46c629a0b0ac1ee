import { assert } from '../../kernel/assert'
import type { OwnQueue, OwnRecovery, OwnState } from './ownProtocol'
import type { OwnSession } from './OwnSession'

type Page = Pick<OwnState, 'queues' | 'log' | 'recovery' | 'version'>

const EMPTY_LOG = { from: 0, flushed: 0, committed: 0, wrote: 0 }

/** What was last known of a broker: it can't be asked while it is down. */
export class StateBook {
  version: number
  recovery: OwnRecovery | null
  /** When it was last written down that the machine is alive, by the world's clock. */
  aliveAt: number
  private queues: readonly OwnQueue[]
  private log: OwnState['log']
  private toldVersion: number

  constructor() {
    this.version = 0
    this.recovery = null
    this.aliveAt = -Infinity
    this.queues = []
    this.log = EMPTY_LOG
    this.toldVersion = -1
  }

  /** Is there anything that nobody has been told of? */
  get hasNews(): boolean {
    return this.version !== this.toldVersion
  }

  /** Asks a broker that is running. */
  ask(session: OwnSession | null): void {
    const broker = session?.broker.broker
    const store = session?.store
    if (!broker || !store) return
    const log = store.getCommitLog()
    this.log = {
      from: Math.max(0, log.getMinOffset()),
      flushed: log.getFlushedWhere(),
      committed: log.getMaxOffset(),
      wrote: log.getMappedFileQueue().getMaxWrotePosition(),
    }
    const { flushed, committed, wrote } = this.log
    assert(flushed <= committed, 'flushed ≤ committed', flushed, committed)
    assert(committed <= wrote, 'committed ≤ wrote', committed, wrote)
    const manager = broker.getTopicConfigManager()
    const all = [...manager.getTopicConfigTable().values()]
    const topics = all.filter(({ topicName }) => !manager.isSystemTopic(topicName))
    this.queues = topics.flatMap(({ topicName: topic, readQueueNums, writeQueueNums }) => {
      return Array.from({ length: Math.max(readQueueNums, writeQueueNums) }, (_, queueId) => {
        const queue = store.getQueueStore().getConsumeQueue(topic, queueId)
        const minOffset = queue?.getMinOffsetInQueue() ?? 0
        return { topic, queueId, minOffset, maxOffset: queue?.getMaxOffsetInQueue() ?? 0 }
      })
    })
  }

  /** Of the log there is no more than what was safe, as far as anybody knows. */
  losePower(): void {
    const { from, flushed } = this.log
    this.log = { from, flushed, committed: flushed, wrote: flushed }
  }

  /** The disk is empty. */
  forget(): void {
    this.queues = []
    this.log = EMPTY_LOG
    this.recovery = null
    this.version++
  }

  /** For the page, which has been told then. */
  page(): Page {
    this.toldVersion = this.version
    return { queues: this.queues, log: this.log, recovery: this.recovery, version: this.version }
  }
}
