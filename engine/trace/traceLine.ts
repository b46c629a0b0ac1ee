import type { TraceEvent } from './events'

/** One event of a run as a line of JSON, without the line's end: slice, time in µs, and the event, bytes in hex. */
export function traceLine(slice: number, time: number, event: TraceEvent): string {
  const asText = (_: string, value: unknown): unknown => (value instanceof Uint8Array ? inHex(value) : value)
  return JSON.stringify({ slice, time, ...event }, asText)
}

function inHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
