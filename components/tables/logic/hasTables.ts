import type { RunModel } from '../../../engine/worker/protocol'

/** Is there more in the tables of this run than at its beginning: several name servers, a broker that is struck off, a lock? */
export function hasTables({ nodes, marks }: RunModel): boolean {
  if (nodes.filter(({ role }) => role === 'namesrv').length > 1) return true
  return marks.some(({ data }) => data['type'] === 'table-lock' || data['what'] === 'broker-removed')
}
