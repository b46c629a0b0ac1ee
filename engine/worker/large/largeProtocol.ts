import type { ClusterSize } from './ClusterSize'
import type { LargeReport } from './LargeRun'

export type { ClusterSize, LargeReport }

/** Runs a cluster to its end; a run that goes on is given up for it. */
export interface LargeRequest {
  readonly type: 'large'
  readonly size: ClusterSize
}

/** `report`: the run is over. `given-up`: another one has taken its place. */
export type LargeReply =
  | { readonly type: 'report', readonly report: LargeReport }
  | { readonly type: 'given-up' }
  | { readonly type: 'failed', readonly message: string }

/** Now and then, while a run goes on. */
export interface LargeNotice {
  readonly type: 'progress'
  readonly report: LargeReport
}
