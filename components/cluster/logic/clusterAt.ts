import type { Cursor, DiagramItem, Mark, NodeStatus, RunModel } from '../../../engine/worker/protocol'

/** A frame on its way. */
export interface Flight {
  readonly item: number
  readonly from: string
  readonly to: string
  readonly label: string
  /** 0 when it has just been sent, 1 when it is there. */
  readonly fraction: number
}

export interface DrawnLink {
  readonly from: string
  readonly to: string
  readonly isCut: boolean
  readonly isSlow: boolean
}

/** What the map shows at an event. */
export interface ClusterView {
  readonly statuses: ReadonlyMap<string, NodeStatus>
  readonly links: readonly DrawnLink[]
  readonly flights: readonly Flight[]
}

/** The cluster right after an event, at a time that may be a little later, up to the next event; in µs. */
export function clusterAt(model: RunModel, event: Cursor, time: number): ClusterView {
  const past = marksUpTo(model, event)
  return { statuses: statusesOf(model, past), links: linksOf(model, past), flights: flightsAt(model, event, time) }
}

function marksUpTo(model: RunModel, event: Cursor): readonly Mark[] {
  const end = model.marks.findIndex((mark) => mark.event > event)
  return end < 0 ? model.marks : model.marks.slice(0, end)
}

const STATUS_AFTER: Readonly<Record<string, NodeStatus>> = {
  'process-started': 'running', 'process-exited': 'stopped', 'process-killed': 'killed', 'power-cut': 'without power',
}

/** Nodes of which nothing has been heard are still to be started. */
function statusesOf({ nodes }: RunModel, past: readonly Mark[]): Map<string, NodeStatus> {
  const statuses = new Map<string, NodeStatus>(nodes.map(({ name }) => [name, 'stopped']))
  for (const { node, data } of past) {
    const status = data['type'] === 'node-status' ? (data['to'] as NodeStatus) : STATUS_AFTER[String(data['type'])]
    // A machine without power kills its process as well, and says so afterwards.
    if (status !== undefined && !(status === 'killed' && statuses.get(node) === 'without power')) statuses.set(node, status)
  }
  return statuses
}

/** Connections by the pair of nodes between which they are, and links that somebody has broken. */
function linksOf(model: RunModel, past: readonly Mark[]): DrawnLink[] {
  const nodeAt = addressBook(model)
  const open = new Map<number, string>()
  const broken = new Map<string, { isCut: boolean; isSlow: boolean }>()
  for (const { data } of past) {
    switch (data['type']) {
      case 'connection-opened':
        open.set(Number(data['connection']), pairOf(nodeAt(String(data['from'])), nodeAt(String(data['to']))))
        break
      case 'connection-closed':
      case 'connection-reset':
        open.delete(Number(data['connection']))
        break
      case 'fault':
        noteFault(broken, String(data['what']), String(data['target']))
    }
  }
  const pairs = new Set([...open.values(), ...broken.keys()])
  return [...pairs].sort().flatMap((pair) => {
    const [from = '', to = ''] = pair.split('\n')
    const state = broken.get(pair) ?? { isCut: false, isSlow: false }
    return from === '' || to === '' || from === to ? [] : [{ from, to, ...state }]
  })
}

function noteFault(broken: Map<string, { isCut: boolean; isSlow: boolean }>, what: string, target: string): void {
  const [from, to] = target.split(' → ')
  if (from === undefined || to === undefined) return
  const pair = pairOf(from, to)
  const before = broken.get(pair) ?? { isCut: false, isSlow: false }
  if (what === 'cut-link') broken.set(pair, { ...before, isCut: true })
  if (what === 'slow-link') broken.set(pair, { ...before, isSlow: true })
  if (what === 'restore-link') broken.delete(pair)
}

/** The same for both directions. */
function pairOf(one: string, other: string): string {
  return one < other ? `${one}\n${other}` : `${other}\n${one}`
}

function addressBook({ nodes }: RunModel): (address: string) => string {
  const byHost = new Map(nodes.map(({ host, name }) => [host, name]))
  return (address) => byHost.get(address.split(':')[0] ?? '') ?? ''
}

function flightsAt(model: RunModel, event: Cursor, time: number): Flight[] {
  const flights: Flight[] = []
  for (const item of model.items) {
    if (item.event > event) break
    if (item.kind !== 'frame' || (item.endEvent !== null && item.endEvent <= event)) continue
    const flight = flightOf(model, item, time)
    if (flight !== null) flights.push(flight)
  }
  return flights
}

/** Null for a frame that never arrives and that has been away for too long to still be shown. */
function flightOf({ lifelines }: RunModel, item: DiagramItem, time: number): Flight | null {
  const from = lifelines[item.from]?.node
  const to = lifelines[item.to]?.node
  if (from === undefined || to === undefined) return null
  const end = item.endTime ?? item.time + LOST_AFTER * 2
  const fraction = end <= item.time ? 1 : Math.max(0, Math.min(1, (time - item.time) / (end - item.time)))
  if (item.endTime === null && time > item.time + LOST_AFTER) return null
  return { item: item.id, from, to, label: item.label, fraction }
}

/** In µs. A lost frame gets half of its way. */
const LOST_AFTER = 500

/**
 * The frames that arrived between two moments, the latest few: they are shown on the rest of their way, so that nothing just
 * vanishes.
 */
export function arrivedBetween(model: RunModel, before: Cursor, now: Cursor, most: number): Flight[] {
  if (now <= before) return []
  const arrived: Flight[] = []
  for (const item of model.items) {
    if (item.event > now) break
    if (item.kind !== 'frame' || item.endEvent === null || item.endEvent <= before || item.endEvent > now) continue
    const flight = flightOf(model, item, item.endTime ?? item.time)
    if (flight !== null) arrived.push({ ...flight, fraction: item.event > before ? 0 : 0.5 })
  }
  return arrived.slice(-most)
}
