import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import type { DispatchRequest } from '../../store/dispatch/DispatchRequest'

/** What the records of a commit log say, as far as queues and index must agree with it. In the order of the log. */
export class LogRecords {
  /** `topic-queueId` → its number. */
  private readonly queueNumbers: Map<string, number>
  private readonly counts: Map<string, { readonly queues: Set<number>; messages: number }>
  readonly offsets: number[]
  readonly sizes: number[]
  readonly tagsCodes: number[]
  readonly queueOffsets: number[]
  /** The number of its queue, or -1 if it is in none. */
  readonly queues: number[]
  /** Of the last record, in ms since 1970; 0 when there is none. */
  lastStoreTimestamp: number

  constructor() {
    this.queueNumbers = new Map()
    this.counts = new Map()
    this.offsets = []
    this.sizes = []
    this.tagsCodes = []
    this.queueOffsets = []
    this.queues = []
    this.lastStoreTimestamp = 0
  }

  add(request: DispatchRequest): void {
    const { topic, queueId, sysFlag } = request
    const count = this.counts.get(topic) ?? { queues: new Set(), messages: 0 }
    count.queues.add(queueId)
    count.messages++
    this.counts.set(topic, count)
    this.offsets.push(request.commitLogOffset)
    this.sizes.push(request.msgSize)
    this.tagsCodes.push(request.tagsCode)
    this.queueOffsets.push(request.consumeQueueOffset)
    this.queues.push(isForConsumers(sysFlag) ? this.numberOf(`${topic}-${queueId}`) : -1)
    this.lastStoreTimestamp = request.storeTimestamp
  }

  get length(): number {
    return this.offsets.length
  }

  /** By topic, sorted. */
  topics(): Array<{ topic: string; queues: number; messages: number }> {
    return [...this.counts]
      .map(([topic, { queues, messages }]) => ({ topic, queues: queues.size, messages }))
      .sort((a, b) => (a.topic < b.topic ? -1 : 1))
  }

  queueKeys(): IterableIterator<string> {
    return this.queueNumbers.keys()
  }

  /** -1 if the log has nothing for this queue. */
  queueNumber(key: string): number {
    return this.queueNumbers.get(key) ?? -1
  }

  /** The number of the record that begins here; -1 when none does. */
  indexOf(offset: number): number {
    let low = 0
    let high = this.offsets.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.offsets[middle]! < offset) low = middle + 1
      else high = middle
    }
    return this.offsets[low] === offset ? low : -1
  }

  private numberOf(key: string): number {
    const known = this.queueNumbers.get(key) ?? this.queueNumbers.size
    this.queueNumbers.set(key, known)
    return known
  }
}

/** Half messages and rolled back ones have no place in a queue. */
function isForConsumers(sysFlag: number): boolean {
  const type = MessageSysFlag.getTransactionValue(sysFlag)
  return type === MessageSysFlag.TRANSACTION_NOT_TYPE || type === MessageSysFlag.TRANSACTION_COMMIT_TYPE
}
