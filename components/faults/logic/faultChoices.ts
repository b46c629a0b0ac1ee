import type { Fault, ListenerSetting, NodeInfo, NodeStatus } from '../../../engine/worker/protocol'

/** What can be broken: a machine with its process, or the connection between two. */
export type Target =
  | { readonly type: 'node'; readonly node: string }
  | { readonly type: 'link'; readonly from: string; readonly to: string }

/** What is known of the cluster at the moment of breaking. */
export interface Situation {
  readonly statuses: ReadonlyMap<string, NodeStatus>
  readonly links: readonly BrokenLink[]
  /** Of the consumers whose listener can be set: what it does. */
  readonly listeners: ReadonlyMap<string, ListenerSetting>
}

interface BrokenLink {
  readonly from: string
  readonly to: string
  readonly isCut: boolean
  readonly isSlow: boolean
}

/** A pause longer than a send's timeout of 3 s, so that somebody notices. */
const PAUSE_MILLIS = 5000
/** There and back takes longer than a send's timeout as well. */
const SLOW_MILLIS = 2000

/** The nodes, brokers first since they are what is mostly broken, and then the links between asker and asked. */
export function targetsOf(nodes: readonly NodeInfo[]): Target[] {
  const order = ['broker', 'namesrv', 'producer', 'consumer']
  const sorted = [...nodes].sort((one, other) => order.indexOf(one.role) - order.indexOf(other.role))
  const targets: Target[] = sorted.map(({ name }) => ({ type: 'node', node: name }))
  for (const from of nodes) {
    for (const to of nodes) {
      if (isAsking(from, to)) targets.push({ type: 'link', from: from.name, to: to.name })
    }
  }
  return targets
}

/** Clients talk to brokers and name servers, brokers to name servers. */
function isAsking({ role }: NodeInfo, other: NodeInfo): boolean {
  if (role === 'producer' || role === 'consumer') return other.role === 'broker' || other.role === 'namesrv'
  return role === 'broker' && other.role === 'namesrv'
}

/** What can be done to the target as it is. What is dead can only be started again. */
export function faultsFor(
  target: Target, nodes: readonly NodeInfo[], { statuses, links, listeners }: Situation,
): Fault[] {
  if (target.type === 'link') {
    const { from, to } = target
    const link = links.find((each) => isBetween(each, from, to))
    const faults: Fault[] = []
    if (link?.isCut !== true) faults.push({ kind: 'cut-link', from, to })
    if (link?.isSlow !== true) faults.push({ kind: 'slow-link', from, to, latencyMillis: SLOW_MILLIS })
    if (link?.isCut === true || link?.isSlow === true) faults.push({ kind: 'restore-link', from, to })
    return faults
  }
  const { node } = target
  const status = statuses.get(node)
  if (status === 'killed' || status === 'without power' || status === 'stopped') {
    return [{ kind: 'restart', node }, ...changesOf(node, listeners)]
  }
  const faults: Fault[] = [
    { kind: 'kill', node }, { kind: 'power-cut', node }, { kind: 'shutdown', node }, { kind: 'pause', node, millis: PAUSE_MILLIS },
  ]
  if (nodes.find(({ name }) => name === node)?.role === 'broker') faults.push({ kind: 'full-disk', node })
  return [...faults, ...changesOf(node, listeners)]
}

/** What is not broken but changed. */
function changesOf(node: string, listeners: Situation['listeners']): Fault[] {
  const listener = listeners.get(node)
  return listener === undefined ? [] : [{ kind: 'set-listener', node, ...listener }, { kind: 'add-consumer', node }]
}

/** Not everything that a reader does to a run breaks something. */
export function isChange({ kind }: Fault): boolean {
  return kind === 'set-listener' || kind === 'add-consumer'
}

function isBetween(link: { readonly from: string; readonly to: string }, one: string, other: string): boolean {
  return (link.from === one && link.to === other) || (link.from === other && link.to === one)
}
