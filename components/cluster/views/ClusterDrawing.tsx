'use client'

import { useMemo, type CSSProperties, type ReactNode } from 'react'
import type { NodeInfo, NodeStatus } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import roles from '../../stepper/styles/roles.module.css'
import { useTexts } from '../../stepper/views/useTexts'
import styles from '../styles/cluster.module.css'
import type { ClusterView, Flight } from '../logic/clusterAt'
import type { NodeNote } from '../logic/notesOf'
import { placeNodes, pointOn, type MapPoint } from '../logic/placement'

interface Props {
  readonly nodes: readonly NodeInfo[]
  readonly view: ClusterView
  /** Frames in the view glide to their place, rather than being drawn anew for every frame of the screen. */
  readonly glides?: boolean
  readonly onNode?: (node: string) => void
  /** What stands within a node's sign, line by line: the pulls that it holds, the threads that consume. */
  readonly notes?: ReadonlyMap<string, readonly NodeNote[]>
  readonly children?: (placeOf: (node: string) => MapPoint | undefined) => ReactNode
}

/** Machines, the connections between them and what is on its way. Places are percentages, so it fits every width. */
export function ClusterDrawing({ nodes, view, glides = false, onNode, notes, children }: Props) {
  const texts = useTexts()
  const places = useMemo(() => placeNodes(nodes), [nodes])
  const roleOf = (name: string): string | undefined => nodes.find((node) => node.name === name)?.role
  return (
    <div className={styles.map} role="group" aria-label={texts.cluster.label}>
      <svg className={styles.links} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {view.links.map(({ from, to, isCut, isSlow }) => {
          const [one, other] = [places.get(from), places.get(to)]
          if (one === undefined || other === undefined) return null
          return (
            <line
              key={`${from} ${to}`} className={styles.link} data-cut={isCut || undefined} data-slow={isSlow || undefined}
              x1={one.x} y1={one.y} x2={other.x} y2={other.y}
            />
          )
        })}
      </svg>
      {view.links.filter(({ isCut }) => isCut).map(({ from, to }) => {
        const [one, other] = [places.get(from), places.get(to)]
        if (one === undefined || other === undefined) return null
        return (
          <span key={`${from} ${to}`} className={styles.cut} style={styleAt(pointOn(one, other, 0.5, 0))}>
            ✕ {texts.cluster.linkCut}
          </span>
        )
      })}
      {nodes.map((node) => (
        <NodeSign
          key={node.name} node={node} status={view.statuses.get(node.name) ?? 'stopped'} place={places.get(node.name)}
          notes={notes?.get(node.name) ?? NO_NOTES}
          {...(onNode === undefined ? {} : { onNode })}
        />
      ))}
      {view.flights.map((flight, index) => (
        <FlightSign
          key={flight.item} flight={flight} row={rowOf(flight, view.flights.slice(0, index))} role={roleOf(flight.from)}
          from={places.get(flight.from)} to={places.get(flight.to)} glides={glides}
        />
      ))}
      {children?.((name) => places.get(name))}
    </div>
  )
}

function styleAt({ x, y }: MapPoint): { left: string; top: string } {
  return { left: `${x}%`, top: `${y}%` }
}

const NO_NOTES: readonly NodeNote[] = []

interface NodeProps {
  readonly notes: readonly NodeNote[]
  readonly node: NodeInfo
  readonly status: NodeStatus
  readonly place: MapPoint | undefined
  readonly onNode?: (node: string) => void
}

/** A dead node is dead by its shape and in words, not only by its colour. */
function NodeSign({ node, status, place, notes, onNode }: NodeProps) {
  const { cluster } = useTexts()
  if (place === undefined) return null
  const isDead = status === 'killed' || status === 'without power' || status === 'stopped'
  const words = { node: node.name, role: cluster.roles[node.role], status: cluster.status[status] }
  const label = fill(cluster.breakNode, words)
  const content = (
    <>
      <span className={styles.nodeName}>{isDead && <span aria-hidden="true">✕ </span>}{node.name}</span>
      <span className={styles.nodeStatus}>{cluster.status[status]}</span>
      <span className={styles.nodeAddress}>{node.address}</span>
      {notes.map(({ text, isQuiet }, index) => (
        <span key={`${index} ${text}`} className={styles.nodeNote} data-quiet={isQuiet || undefined}>{text}</span>
      ))}
    </>
  )
  const shared = {
    className: `${styles.node} ${roles.role}`, 'data-role': node.role, 'data-status': status, 'data-dead': isDead || undefined,
    style: styleAt(place),
  }
  return onNode === undefined
    ? <div {...shared}>{content}</div>
    : <button type="button" {...shared} aria-label={label} title={label} onClick={() => onNode(node.name)}>{content}</button>
}

/** Frames that go the same way at the same time stand one below the other. */
function rowOf({ from, to }: Flight, earlier: readonly Flight[]): number {
  return earlier.filter((other) => other.from === from && other.to === to).length
}

interface FlightProps {
  readonly flight: Flight
  readonly row: number
  readonly role: string | undefined
  readonly from: MapPoint | undefined
  readonly to: MapPoint | undefined
  readonly glides: boolean
}

function FlightSign({ flight, row, role, from, to, glides }: FlightProps) {
  if (from === undefined || to === undefined) return null
  return (
    <span
      className={`${styles.flight} ${roles.role}`} data-role={role} data-glides={glides || undefined}
      style={{ ...styleAt(pointOn(from, to, flight.fraction)), '--row': row } as CSSProperties}
    >
      {flight.label}
    </span>
  )
}
