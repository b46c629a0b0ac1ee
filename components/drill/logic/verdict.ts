import type { Cursor, RunModel } from '../../../engine/worker/protocol'

/** See DRILL_IS_OVER in `engine/cluster/clusterdrill/ClusterDrillNode`. */
const DRILL_IS_OVER = 'over()'

/** How a drill has ended. */
export type DrillVerdict =
  | { readonly kind: 'kept'; readonly operations: number }
  /** Somebody has broken something from outside, or the recording ends before the drill does. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'broken'; readonly operation: number; readonly detail: string; readonly event: Cursor }

export function verdictOf({ marks, calls, key }: RunModel): DrillVerdict {
  const broken = marks.find(({ data }) => data['type'] === 'promise-broken')
  if (broken !== undefined) {
    const { operation, detail } = broken.data
    return { kind: 'broken', operation: Number(operation), detail: String(detail), event: broken.event }
  }
  // The last operation of a cluster drill says that it is over; there, a producer that dies leaves its call unfinished.
  const isOver = key.scenario === 'cluster-drill'
    ? marks.some(({ data }) => data['type'] === 'drill-operation' && data['label'] === DRILL_IS_OVER)
    : calls.every(({ outcome }) => outcome !== 'unfinished')
  const isWhole = key.interventions.length === 0 && isOver
  return isWhole ? { kind: 'kept', operations: calls.length } : { kind: 'ended' }
}
