import { NumberFormatException, parseLong } from '../../kernel/java/javaParse'
import { javaSplit } from '../../kernel/java/javaSplit'

const UNIT_MILLIS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * What the delay levels 1, 2, … mean, such as `1s 5s 1m`. Parsing stops at the first entry that isn't one, but that
 * entry still counts as a level, as in the original. Original: DefaultMessageStore#parseDelayLevel
 */
export class DelayLevelTable {
  readonly maxDelayLevel: number
  /** Are all entries levels? A broker does not start otherwise. */
  readonly isWhole: boolean
  private readonly millis: readonly number[]

  constructor(messageDelayLevel: string) {
    const levels = javaSplit(messageDelayLevel, ' ')
    const millis = levels.map(millisOf)
    const firstWrong = millis.indexOf(null)
    const right = firstWrong < 0 ? millis : millis.slice(0, firstWrong)
    this.millis = right.map((each) => each!)
    this.isWhole = firstWrong < 0
    // An entry without any letter fails before it is counted.
    this.maxDelayLevel = firstWrong < 0 || levels[firstWrong] === '' ? right.length : right.length + 1
  }

  /** When a message of that level is due (ms since 1970); a level that doesn't exist means a second. */
  computeDeliverTimestamp(delayLevel: number, storeTimestamp: number): number {
    return storeTimestamp + (this.millis[delayLevel - 1] ?? 1000)
  }
}

/** Null unless it is a number and one of s, m, h, d. */
function millisOf(level: string): number | null {
  const unit = UNIT_MILLIS[level.slice(-1)]
  try {
    const count = parseLong(level.slice(0, -1))
    return unit === undefined ? null : unit * count
  } catch (error) {
    if (error instanceof NumberFormatException) return null
    throw error
  }
}
