'use client'

import type { NodeInfo } from '../../../engine/worker/protocol'
import type { ClusterView } from '../../cluster/logic/clusterAt'
import { ClusterDrawing } from '../../cluster/views/ClusterDrawing'
import { LiveCluster } from '../../cluster/views/LiveCluster'
import styles from '../styles/Home.module.css'

interface Props {
  readonly scenario: string
  readonly nodes: readonly NodeInfo[]
  readonly caption: string
}

/** The cluster at work; until the engine has started, and where it can't, a drawing of the same cluster. */
export function HomeCluster({ scenario, nodes, caption }: Props) {
  return (
    <div className={styles.cluster}>
      <LiveCluster scenario={scenario}>
        <figure className={styles.still}>
          <ClusterDrawing nodes={nodes} view={stillView(nodes)} />
          <figcaption>{caption}</figcaption>
        </figure>
      </LiveCluster>
    </div>
  )
}

/** Everybody is running, and brokers and producers have their connections. */
function stillView(nodes: readonly NodeInfo[]): ClusterView {
  const pairs = nodes.flatMap((from, index) => nodes.slice(index + 1).map((to) => [from, to] as const))
  const links = pairs
    .filter(([from, to]) => from.role !== to.role)
    .map(([from, to]) => ({ from: from.name, to: to.name, isCut: false, isSlow: false }))
  return { links, flights: [], statuses: new Map(nodes.map(({ name }) => [name, 'running'])) }
}
