import type { JsonFields } from '../JsonFields'

/** How many queues a topic has on one broker, and what may be done with them. Original: protocol.route.QueueData. */
export class QueueData {
  brokerName: string
  readQueueNums: number
  writeQueueNums: number
  /** See PermName. */
  perm: number
  topicSysFlag: number

  constructor(brokerName = '', readQueueNums = 0, writeQueueNums = 0, perm = 0, topicSysFlag = 0) {
    this.brokerName = brokerName
    this.readQueueNums = readQueueNums
    this.writeQueueNums = writeQueueNums
    this.perm = perm
    this.topicSysFlag = topicSysFlag
  }

  /** @throws JsonFieldError */
  static fromJson(fields: JsonFields): QueueData {
    const brokerName = fields.text('brokerName') ?? ''
    const [read, write] = [fields.int('readQueueNums') ?? 0, fields.int('writeQueueNums') ?? 0]
    return new QueueData(brokerName, read, write, fields.int('perm') ?? 0, fields.int('topicSysFlag') ?? 0)
  }

  clone(): QueueData {
    return new QueueData(this.brokerName, this.readQueueNums, this.writeQueueNums, this.perm, this.topicSysFlag)
  }

  equals(other: QueueData | null): boolean {
    if (other === null || this.brokerName !== other.brokerName) return false
    const sameQueues = this.readQueueNums === other.readQueueNums && this.writeQueueNums === other.writeQueueNums
    return sameQueues && this.perm === other.perm && this.topicSysFlag === other.topicSysFlag
  }
}
