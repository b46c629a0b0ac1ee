import type { NodeInfo, Role } from '../../../engine/worker/protocol'

/** A place on the map, in percent of its width and height. */
export interface MapPoint {
  readonly x: number
  readonly y: number
}

type Span = readonly [from: number, to: number]

/** Who asks stands on the left, who knows above, who keeps on the right. */
const REGIONS: Readonly<Record<Role, { readonly x: Span; readonly y: Span }>> = {
  producer: { x: [16, 16], y: [34, 86] },
  namesrv: { x: [36, 64], y: [15, 15] },
  broker: { x: [82, 82], y: [38, 86] },
  consumer: { x: [27, 73], y: [84, 84] },
}

/** Above consumers the others move up, and what a broker holds for them needs room. */
const WITH_CONSUMERS: Readonly<Record<Role, { readonly x: Span; readonly y: Span }>> = {
  ...REGIONS,
  producer: { x: [14, 14], y: [32, 58] },
  broker: { x: [75, 75], y: [32, 58] },
}

/** More consumers than this get the whole width, and more than {@link MOST_IN_A_ROW} two rows. */
const MOST_IN_THE_MIDDLE = 3
const MOST_IN_A_ROW = 4
const WHOLE_WIDTH: Span = [13, 87]
const TWO_ROWS: Span = [74, 92]

/** Spreads the nodes of each role over the role's region. */
export function placeNodes(nodes: readonly NodeInfo[]): ReadonlyMap<string, MapPoint> {
  const places = new Map<string, MapPoint>()
  const hasConsumers = nodes.some(({ role }) => role === 'consumer')
  for (const [role, region] of Object.entries(hasConsumers ? WITH_CONSUMERS : REGIONS)) {
    const own = nodes.filter((node) => node.role === role)
    if (role === 'consumer' && own.length > MOST_IN_THE_MIDDLE) {
      placeMany(own, region.y, places)
      continue
    }
    for (const [index, { name }] of own.entries()) {
      const part = own.length === 1 ? 0.5 : index / (own.length - 1)
      places.set(name, { x: between(region.x, part), y: between(region.y, part) })
    }
  }
  return places
}

/** From left to right, and in two rows from top to bottom as well. */
function placeMany(own: readonly NodeInfo[], y: Span, places: Map<string, MapPoint>): void {
  const rows = own.length > MOST_IN_A_ROW ? 2 : 1
  const columns = Math.ceil(own.length / rows)
  for (const [index, { name }] of own.entries()) {
    const row = index % rows
    const x = between(WHOLE_WIDTH, Math.floor(index / rows) / (columns - 1))
    places.set(name, { x, y: rows === 1 ? y[0] : TWO_ROWS[row]! })
  }
}

function between([from, to]: Span, part: number): number {
  return from + (to - from) * part
}

/** A point on the way from one place to another; 0 is the start. Requests and answers keep to their own side. */
export function pointOn(from: MapPoint, to: MapPoint, fraction: number, side = 1.6): MapPoint {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.hypot(dx, dy) || 1
  const [offX, offY] = [(-dy / length) * side, (dx / length) * side]
  // A frame is seen between the two signs, not behind them.
  const part = 0.16 + 0.68 * fraction
  return { x: from.x + dx * part + offX, y: from.y + dy * part + offY }
}
