import type { Cursor, RunModel } from '../../../engine/worker/protocol'

/** Stops a second. Up to {@link STEPWISE} every statement is seen, above it the run is only crossed. */
export const SPEEDS = [1, 2, 5, 20, 200, 2000] as const
export type Speed = (typeof SPEEDS)[number]
export const STEPWISE = 20

/** Pause between two moments of a fast run, in ms: one frame of a screen. */
const FRAME_MILLIS = 16

const stopsOf = new WeakMap<RunModel, Int32Array>()

/** What nobody would stop for. */
const QUIET = new Set(['disk-write', 'disk-created', 'disk-renamed'])

/** The events at which a run that plays stops on its way, ascending: arrows, arrivals and marks. */
export function stops(model: RunModel): Int32Array {
  const known = stopsOf.get(model)
  if (known !== undefined) return known
  const events = new Set<Cursor>()
  for (const { event, endEvent } of model.items) {
    events.add(event)
    if (endEvent !== null) events.add(endEvent)
  }
  for (const { event, data } of model.marks) if (!QUIET.has(String(data['type']))) events.add(event)
  const sorted = Int32Array.from(events).sort()
  stopsOf.set(model, sorted)
  return sorted
}

/** The first of the ascending events that is greater than the cursor; null at the end. */
export function nextStop(events: Int32Array, cursor: Cursor): Cursor | null {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (events[middle]! <= cursor) low = middle + 1
    else high = middle
  }
  return events[low] ?? null
}

/** How far a fast run goes in one frame, in events. */
export function eventsAFrame(speed: number): number {
  return Math.max(1, Math.round((speed * FRAME_MILLIS) / 1000))
}

/** Pause before the next moment, in ms. */
export function pauseMillis(speed: number): number {
  return speed <= STEPWISE ? 1000 / speed : FRAME_MILLIS
}
