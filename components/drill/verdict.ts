import type { Cursor, RunModel } from '../../engine/worker/protocol'

/** What has come of a drill. */
export type Verdict =
  | { readonly kind: 'kept'; readonly operations: number }
  /** Somebody has broken something from outside, or the recording ends before the drill does. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'broken'; readonly operation: number; readonly detail: string; readonly event: Cursor }

export function verdictOf({ marks, calls, key }: RunModel): Verdict {
  const broken = marks.find(({ data }) => data['type'] === 'promise-broken')
  if (broken !== undefined) {
    const { operation, detail } = broken.data
    return { kind: 'broken', operation: Number(operation), detail: String(detail), event: broken.event }
  }
  const isWhole = key.interventions.length === 0 && calls.every(({ outcome }) => outcome !== 'unfinished')
  return isWhole ? { kind: 'kept', operations: calls.length } : { kind: 'ended' }
}
