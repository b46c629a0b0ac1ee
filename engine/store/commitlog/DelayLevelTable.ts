import { IllegalArgumentException } from '../../kernel/errors'

const UNIT_MILLIS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** What the delay levels 1, 2, … mean, such as `1s 5s 1m`. Original: DefaultMessageStore#parseDelayLevel */
export class DelayLevelTable {
  readonly maxDelayLevel: number
  private readonly millis: readonly number[]

  /** @throws IllegalArgumentException for a level without a unit or a number */
  constructor(messageDelayLevel: string) {
    this.millis = messageDelayLevel.split(' ').map((level) => {
      const unit = UNIT_MILLIS[level.slice(-1)]
      const count = Number(level.slice(0, -1))
      if (unit === undefined || !Number.isInteger(count)) {
        throw new IllegalArgumentException(`'${level}' is no delay level: a number and one of s, m, h, d is`)
      }
      return unit * count
    })
    this.maxDelayLevel = this.millis.length
  }

  /** When a message of that level is due (ms since 1970); a level that doesn't exist means a second. */
  computeDeliverTimestamp(delayLevel: number, storeTimestamp: number): number {
    return storeTimestamp + (this.millis[delayLevel - 1] ?? 1000)
  }
}
