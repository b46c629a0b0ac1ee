import type { Cursor, RunModel } from '../../../engine/worker/protocol'
import type { EventRange } from '../../stepper/logic/range'

/** How far the first and the last event are from the edges, in px. */
export const EDGE = 10

/**
 * Maps events to px and back. Every event is equally wide: in virtual time nearly all of a run is waiting. A straight line is all that
 * it takes; d3's scales would be a sixth of what a lesson's page loads.
 */
export interface EventScale {
  (event: Cursor): number
  invert(x: number): number
  /** The first and the last event. */
  domain(): readonly [from: Cursor, to: Cursor]
  /** Where they are, in px. */
  range(): readonly [left: number, right: number]
}

export function eventScale({ from, to }: EventRange, width: number): EventScale {
  const [left, right] = [EDGE, Math.max(EDGE + 1, width - EDGE)]
  const perEvent = (right - left) / Math.max(1, to - from)
  return Object.assign((event: Cursor) => left + (event - from) * perEvent, {
    invert: (x: number) => from + (x - left) / perEvent,
    domain: () => [from, to] as const,
    range: () => [left, right] as const,
  })
}

/** The event at a place, within the run. */
export function eventAt(scale: EventScale, x: number, events: number): Cursor {
  const [from, to] = scale.domain()
  const event = Math.round(scale.invert(x))
  return Math.max(0, Math.min(events - 1, Math.max(from, Math.min(to, event))))
}

/** Where the cursor is drawn: at an edge when it is outside of the range. */
export function cursorX(scale: EventScale, cursor: Cursor): number {
  const [left, right] = scale.range()
  return Math.max(left - EDGE / 2, Math.min(right + EDGE / 2, scale(cursor)))
}

/** A twentieth of the range, for a large step on the timeline. */
export function pageOf(range: EventRange): number {
  return Math.max(1, Math.round((range.to - range.from) / 20))
}

/** A stretch of the timeline in which virtual time passes and next to nothing happens. */
export interface Gap {
  readonly event: Cursor
  /** In µs. */
  readonly micros: number
}

/** The longest waits in the range, in order; those whose labels would lie over each other are left out. */
export function gapsOf(model: RunModel, scale: EventScale, labelWidth: number): Gap[] {
  const [from, to] = scale.domain()
  const gaps: Gap[] = []
  let before: { readonly event: number; readonly time: number } | null = null
  for (const { event, time } of model.marks) {
    if (before !== null && event >= from && event <= to && time - before.time >= 1_000_000) {
      gaps.push({ event, micros: time - before.time })
    }
    before = { event, time }
  }
  const chosen: Gap[] = []
  for (const gap of gaps.sort((one, other) => other.micros - one.micros)) {
    const isFree = chosen.every((other) => Math.abs(scale(other.event) - scale(gap.event)) > labelWidth)
    if (isFree) chosen.push(gap)
  }
  return chosen.sort((one, other) => one.event - other.event)
}
