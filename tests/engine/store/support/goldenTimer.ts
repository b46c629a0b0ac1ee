import { readFileSync } from 'node:fs'
import path from 'node:path'

/** What the timer of a real broker has left, in hexadecimal digits. */
interface GoldenTimer {
  /** The records, in the order of the log. */
  readonly timerlog: readonly string[]
  /** The slots in use, by their number. */
  readonly timerwheel: Readonly<Record<string, string>>
  readonly timercheck: string
  readonly timermetrics: string
}

export function goldenTimer(): GoldenTimer {
  return JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../../golden/timer-full.json'), 'utf8')) as GoldenTimer
}
