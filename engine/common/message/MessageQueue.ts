import { javaHashCode } from '../../kernel/java/javaHashCode'

/** One queue of a topic on one broker. Original: org.apache.rocketmq.common.message.MessageQueue. */
export class MessageQueue {
  topic: string
  brokerName: string
  queueId: number

  constructor(topic: string, brokerName: string, queueId: number) {
    this.topic = topic
    this.brokerName = brokerName
    this.queueId = queueId
  }

  getTopic(): string {
    return this.topic
  }

  setTopic(topic: string): void {
    this.topic = topic
  }

  getBrokerName(): string {
    return this.brokerName
  }

  getQueueId(): number {
    return this.queueId
  }

  equals(other: MessageQueue | null): boolean {
    if (other === null) return false
    return this.topic === other.topic && this.brokerName === other.brokerName && this.queueId === other.queueId
  }

  /** By topic, then broker, then number. */
  compareTo(other: MessageQueue): number {
    if (this.topic !== other.topic) return this.topic < other.topic ? -1 : 1
    if (this.brokerName !== other.brokerName) return this.brokerName < other.brokerName ? -1 : 1
    return this.queueId - other.queueId
  }

  /** Original: MessageQueue#hashCode, which decides on the order of sets of queues. */
  hashCode(): number {
    const hash = Math.imul(31, 31 + javaHashCode(this.brokerName)) + this.queueId
    return (Math.imul(31, hash) + javaHashCode(this.topic)) | 0
  }

  /** Equal queues have equal keys. */
  key(): string {
    return `${this.topic}@${this.brokerName}@${this.queueId}`
  }

  toString(): string {
    return `MessageQueue [topic=${this.topic}, brokerName=${this.brokerName}, queueId=${this.queueId}]`
  }
}
