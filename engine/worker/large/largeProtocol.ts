import type { ClusterSize } from './ClusterSize'
import type { LargeReport } from './LargeRun'

export type { ClusterSize, LargeReport }

/** Runs a cluster to its end. The page ends the worker to stop it. */
export interface LargeRequest {
  readonly type: 'large'
  readonly size: ClusterSize
}

/** `report`: the run is over. */
export type LargeReply =
  | { readonly type: 'report', readonly report: LargeReport }
  | { readonly type: 'failed', readonly message: string }

/** Now and then, while a run goes on. */
export interface LargeNotice {
  readonly type: 'progress'
  readonly report: LargeReport
}
