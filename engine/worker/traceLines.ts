import type { Trace } from '../trace/Trace'
import { traceLine } from '../trace/traceLine'

/** A stretch of what a run reports of itself. */
export interface TraceLines {
  readonly lines: string
  /** The event with which the next stretch begins, or null if this was the last. */
  readonly next: number | null
}

/** What happens in a run from one event of its trace on, as JSON lines. */
export function traceLines(trace: Trace, from: number, count: number): TraceLines {
  const to = Math.min(trace.length, from + count)
  const lines = trace.domain(from, to).map(({ event, data }) => `${traceLine(trace.slice(event), trace.time(event), data)}\n`)
  return { lines: lines.join(''), next: to < trace.length ? to : null }
}
