import type { JsonFields } from './JsonFields'

/**
 * The version of a broker's tables, by which others see that something has changed.
 * Original: org.apache.rocketmq.remoting.protocol.DataVersion.
 */
export class DataVersion {
  stateVersion: number
  timestamp: number
  counter: number

  constructor(timestamp = 0) {
    this.stateVersion = 0
    this.timestamp = timestamp
    this.counter = 0
  }

  /** @throws JsonFieldError */
  static fromJson(fields: JsonFields | null): DataVersion {
    const version = new DataVersion(fields?.long('timestamp') ?? 0)
    version.stateVersion = fields?.long('stateVersion') ?? 0
    version.counter = fields?.long('counter') ?? 0
    return version
  }

  /** Original: DataVersion#nextVersion(long) */
  nextVersion(now: number, stateVersion = 0): void {
    this.timestamp = now
    this.stateVersion = stateVersion
    this.counter++
  }

  assignNewOne(other: DataVersion): void {
    this.timestamp = other.timestamp
    this.stateVersion = other.stateVersion
    this.counter = other.counter
  }

  equals(other: DataVersion | null): boolean {
    if (other === null || this.stateVersion !== other.stateVersion) return false
    return this.timestamp === other.timestamp && this.counter === other.counter
  }
}
