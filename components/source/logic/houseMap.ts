/** A room of the engine on the map. */
export interface MapRoom {
  readonly name: string
  readonly files: number
  /** Rooms that it imports, by how many imports. */
  readonly imports: ReadonlyArray<readonly [room: string, count: number]>
  readonly importedBy: readonly string[]
  /** From the top, 0 the first. */
  readonly row: number
  /** Of its middle, in percent of the width. */
  readonly x: number
}

export interface MapArrow {
  readonly from: string
  readonly to: string
}

export interface HouseMap {
  readonly rooms: readonly MapRoom[]
  readonly arrows: readonly MapArrow[]
  readonly rows: number
}

type Edges = ReadonlyMap<string, ReadonlyMap<string, number>>

/**
 * The rooms in rows, so that each stands above all that it imports, and the arrows that do not follow from others.
 * @param imports by file the files that it imports, all as `engine/store/…`
 */
export function houseMap(imports: ReadonlyMap<string, readonly string[]>): HouseMap {
  const counts = countImports(imports)
  const below = withoutBacklash(counts)
  const heights = heightsOf(below)
  const rows = Math.max(...heights.values()) + 1
  const names = [...heights.keys()]
  const arrows = names.flatMap((from) => {
    return [...below.get(from)!.keys()].filter((to) => !isReached(below, from, to)).map((to) => ({ from, to }))
  })
  const places = placesOf(names, heights, arrows, rows)
  const files = new Map<string, number>()
  for (const file of imports.keys()) files.set(roomOf(file), (files.get(roomOf(file)) ?? 0) + 1)
  const rooms = names.map((name): MapRoom => ({
    name,
    files: files.get(name) ?? 0,
    imports: [...counts.get(name)!].sort(([, one], [, other]) => other - one),
    importedBy: names.filter((other) => counts.get(other)!.has(name)),
    row: rows - 1 - heights.get(name)!,
    x: places.get(name)!,
  }))
  return { rooms: rooms.sort((one, other) => one.row - other.row || one.x - other.x), arrows, rows }
}

/** `engine/store/ha/HAService.ts` → `store` */
export function roomOf(file: string): string {
  return file.split('/')[1]!
}

function countImports(imports: ReadonlyMap<string, readonly string[]>): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>()
  for (const [file, targets] of imports) {
    const own = counts.get(roomOf(file)) ?? new Map<string, number>()
    counts.set(roomOf(file), own)
    for (const target of targets.map(roomOf)) if (target !== roomOf(file)) own.set(target, (own.get(target) ?? 0) + 1)
  }
  return counts
}

/** Of two rooms that import each other, the one that does so more often stands above the other. */
function withoutBacklash(counts: Edges): Edges {
  return new Map([...counts].map(([from, targets]) => {
    return [from, new Map([...targets].filter(([to, count]) => count > (counts.get(to)?.get(from) ?? 0)))]
  }))
}

/** How high a room stands: one more than the highest of those below it. */
function heightsOf(below: Edges): Map<string, number> {
  const heights = new Map<string, number>()
  const heightOf = (room: string): number => {
    const known = heights.get(room)
    if (known !== undefined) return known
    const height = Math.max(-1, ...[...(below.get(room)?.keys() ?? [])].map(heightOf)) + 1
    heights.set(room, height)
    return height
  }
  for (const room of [...below.keys()].sort()) heightOf(room)
  return heights
}

/** Does another way lead there? */
function isReached(below: Edges, from: string, to: string): boolean {
  const others = [...below.get(from)!.keys()].filter((each) => each !== to)
  const seen = new Set<string>()
  for (let next = others.pop(); next !== undefined; next = others.pop()) {
    if (next === to) return true
    if (!seen.has(next)) others.push(...below.get(next)!.keys())
    seen.add(next)
  }
  return false
}

/** From the bottom up, each room near the middle of what it imports. */
function placesOf(
  names: readonly string[], heights: ReadonlyMap<string, number>, arrows: readonly MapArrow[], rows: number,
): Map<string, number> {
  const places = new Map<string, number>()
  for (let height = 0; height < rows; height++) {
    const row = names.filter((name) => heights.get(name) === height)
    const wished = new Map(row.map((name) => [name, middleOf(name, arrows, places)]))
    row.sort((one, other) => wished.get(one)! - wished.get(other)! || one.localeCompare(other, 'en'))
    row.forEach((name, index) => places.set(name, ((index + 0.5) / row.length) * 100))
  }
  return places
}

function middleOf(name: string, arrows: readonly MapArrow[], places: ReadonlyMap<string, number>): number {
  const targets = arrows.filter(({ from }) => from === name).map(({ to }) => places.get(to)!)
  return targets.length === 0 ? 50 : targets.reduce((sum, x) => sum + x, 0) / targets.length
}
