import type { RunModel } from '../../../engine/worker/protocol'

/** Is there anything to be told of consumers? */
export function hasConsumers({ nodes }: RunModel): boolean {
  return nodes.some(({ role }) => role === 'consumer')
}
