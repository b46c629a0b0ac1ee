import type { ClientCall, Cursor, Mark, MarkKind, RunModel } from '../../../engine/worker/protocol'

/** From top to bottom. */
export const LANES = ['calls', 'frames', 'timers', 'states', 'faults'] as const
export type Lane = (typeof LANES)[number]

const LANE_OF: Partial<Record<MarkKind, Lane>> = {
  frame: 'frames', timer: 'timers', state: 'states', fault: 'faults', process: 'faults', error: 'faults',
}

/** A start is no fault, and stands with the states. */
const LANE_OF_TYPE: Readonly<Record<string, Lane>> = {
  'process-started': 'states',
  'connection-refused': 'faults',
  'connection-timed-out': 'faults',
  'connection-reset': 'faults',
}

export function laneOf({ kind, data }: Mark): Lane | null {
  return LANE_OF_TYPE[String(data['type'])] ?? LANE_OF[kind] ?? null
}

/** A sign on a lane. Calls are drawn from {@link CallBar}. */
export interface Sign {
  readonly event: Cursor
  readonly lane: Lane
  readonly node: string
}

export interface CallBar {
  readonly from: Cursor
  readonly to: Cursor
  /** 0 for what the application calls, 1 and more for what is called on the way there. */
  readonly depth: number
  readonly outcome: ClientCall['outcome']
}

export function signsOf(model: RunModel): Sign[] {
  const signs: Sign[] = []
  for (const mark of model.marks) {
    const lane = laneOf(mark)
    if (lane !== null) signs.push({ event: mark.event, lane, node: mark.node })
  }
  return signs
}

/** The calls of the application and, inside of them, what the facade calls first. */
export function barsOf(model: RunModel): CallBar[] {
  const end = model.events - 1
  const outer = model.calls.map(({ from, to, outcome }): CallBar => ({ from, to: to ?? end, depth: 0, outcome }))
  const inner: CallBar[] = []
  let until = -1
  for (const { kind, event, endEvent, from, to, thread } of model.items) {
    // Items are in order and calls of one thread lie within each other: what begins before the last ended is deeper.
    if (kind !== 'call' || thread !== model.mainThread || from === to || event < until) continue
    if (model.lifelines[to]?.isBehindFacade !== true) continue
    until = endEvent ?? end
    inner.push({ from: event, to: until, depth: 1, outcome: 'returned' })
  }
  return [...outer, ...inner]
}

/** The calls of which something lies in the range, cut off at its ends. */
export function barsWithin(bars: readonly CallBar[], from: Cursor, to: Cursor): CallBar[] {
  return bars.filter((bar) => bar.from < to && bar.to > from).map((bar) => (
    { ...bar, from: Math.max(from, bar.from), to: Math.min(to, bar.to) }
  ))
}

/**
 * The signs to be drawn, at most one for each lane, node and column of pixels: thousands of signs on a narrow screen
 * would only be painted over each other.
 */
export function thinned(signs: readonly Sign[], x: (event: Cursor) => number, width: number): Sign[] {
  const seen = new Set<string>()
  return signs.filter(({ event, lane, node }) => {
    const pixel = Math.round(x(event))
    if (pixel < 0 || pixel > width) return false
    const key = `${lane} ${node} ${pixel}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
