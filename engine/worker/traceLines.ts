import type { Trace } from '../trace/Trace'

/** A stretch of what a run reports of itself. */
export interface TraceLines {
  readonly lines: string
  /** The event with which the next stretch begins, or null if this was the last. */
  readonly next: number | null
}

/**
 * What happens in a run from one event of its trace on, as JSON lines, as the headless runner writes them: slice, time in µs, and the
 * event, bytes in hex.
 */
export function traceLines(trace: Trace, from: number, count: number): TraceLines {
  const to = Math.min(trace.length, from + count)
  const lines = trace.domain(from, to).map(({ event, data }) => {
    const line = { slice: trace.slice(event), time: trace.time(event), ...data }
    return `${JSON.stringify(line, (_, value: unknown) => (value instanceof Uint8Array ? inHex(value) : value))}\n`
  })
  return { lines: lines.join(''), next: to < trace.length ? to : null }
}

function inHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
