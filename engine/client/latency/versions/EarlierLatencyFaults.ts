import { currentTimeMillis } from '../../../kernel/Process'
import { ThreadLocalIndex } from '../../common/ThreadLocalIndex'

interface EarlierFault {
  readonly name: string
  /** Of the last send, in ms. */
  readonly latency: number
  /** From when on the broker is considered again, in ms since 1970. */
  readonly startTimestamp: number
}

/**
 * What producers up to 5.1.3 knew of brokers. Each send overwrites what the one before has left, so that a quick one ends a pause at
 * once; and whether a broker can be reached at all is not asked.
 */
export class EarlierLatencyFaults {
  private readonly faults: Map<string, EarlierFault>
  private readonly turn: ThreadLocalIndex

  constructor() {
    this.faults = new Map()
    this.turn = new ThreadLocalIndex()
  }

  /** Times in ms. */
  update(name: string, latency: number, pause: number): void {
    this.faults.set(name, { name, latency, startTimestamp: currentTimeMillis() + pause })
  }

  isAvailable(name: string): boolean {
    const fault = this.faults.get(name)
    return fault === undefined || isOver(fault)
  }

  remove(name: string): void {
    this.faults.delete(name)
  }

  /** In turn, one of the better half of the brokers that were sent to; null if there was none. */
  pickOneAtLeast(): string | null {
    const sorted = [...this.faults.values()].sort(byQuality)
    const half = Math.max(1, Math.floor(sorted.length / 2))
    return sorted.length === 0 ? null : sorted[this.turn.incrementAndGet() % half]!.name
  }
}

function isOver({ startTimestamp }: EarlierFault): boolean {
  return currentTimeMillis() >= startTimestamp
}

/** The available ones first, then the quick ones, then those that are considered again sooner. */
function byQuality(one: EarlierFault, other: EarlierFault): number {
  if (isOver(one) !== isOver(other)) return isOver(one) ? -1 : 1
  return one.latency - other.latency || one.startTimestamp - other.startTimestamp
}
