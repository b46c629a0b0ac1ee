import { bisectRight } from 'd3-array'
import type { Cursor, RunModel } from '../../../engine/worker/protocol'

/** How a run that goes by itself spends the time of those who watch, in ms. */
const FLIGHT = 420
const PAUSE = 260
const SHORTEST = 30

/** Virtual time as a function of the time since the beginning, without the waiting. */
export interface Warp {
  /** In ms; the whole of it. */
  readonly length: number
  /** The event and the virtual time (µs) after so many ms. */
  at(millis: number): { readonly event: Cursor; readonly time: number }
}

interface Stop {
  readonly event: Cursor
  readonly time: number
  readonly millis: number
}

/**
 * Stretches what is too fast to be seen and shortens what is too long to be waited for: a frame takes its 0.4 s whether it
 * needed 200 µs or 2 s, and half a minute of silence is a short pause.
 */
export function warpOf(model: RunModel, from: Cursor = 0): Warp {
  const moments = new Map<Cursor, number>()
  for (const { kind, event, time, endEvent, endTime } of model.items) {
    if (kind !== 'frame' || event < from) continue
    moments.set(event, time)
    if (endEvent !== null && endTime !== null) moments.set(endEvent, endTime)
  }
  for (const { event, time, kind } of model.marks) {
    if (event >= from && (kind === 'process' || kind === 'fault')) moments.set(event, time)
  }
  const stops: Stop[] = []
  let millis = 0
  for (const [event, time] of [...moments].sort(([one], [other]) => one - other)) {
    const before = stops.at(-1)
    if (before !== undefined) millis += lengthOf(time - before.time)
    stops.push({ event, time, millis })
  }
  const starts = stops.map((stop) => stop.millis)
  return {
    length: millis + PAUSE,
    at(now) {
      const index = bisectRight(starts, now) - 1
      const stop = stops[index]
      if (stop === undefined) return { event: from, time: 0 }
      const next = stops[index + 1] ?? { ...stop, millis: stop.millis + PAUSE }
      const part = next.millis === stop.millis ? 0 : Math.min(1, (now - stop.millis) / (next.millis - stop.millis))
      return { event: stop.event, time: stop.time + (next.time - stop.time) * part }
    },
  }
}

/** Of a stretch of virtual time, in ms of those who watch. */
function lengthOf(micros: number): number {
  if (micros < 20) return SHORTEST
  if (micros < 2000) return Math.max(SHORTEST, (micros / 200) * FLIGHT)
  return PAUSE
}
