import type { SelectorName } from '../../../../engine/cluster/Scenario'
import type { ShownClaims } from '../../stage/ShownClaims'
import { runShareQueues } from './shareQueues'
import { runSlowBroker } from './slowBroker'
import { runSpread } from './spreadMessages'
import { SWITCH_CASES } from './SwitchChoice'

/** On how many queues each order is. */
function spreadOfOrders(strategy: SelectorName): number[] {
  const { picks } = runSpread({ strategy, way: 'object', seed: 1 })
  const keys = [...new Set(picks.map(({ key }) => key))]
  return keys.map((key) => new Set(picks.filter((pick) => pick.key === key).map(({ queue }) => queue)).size)
}

function toSlowBroker(isEnabled: boolean): number {
  return runSlowBroker({ isEnabled, seed: 1 }).sends.filter(({ broker }) => broker === 'broker-a').length
}

export const claims: ShownClaims = {
  'hash-keeps': () => spreadOfOrders('hash').every((queues) => queues === 1),
  'round-robin-tears': () => {
    const { picks, queues } = runSpread({ strategy: 'round-robin', way: 'object', seed: 1 })
    const counts = queues.map((queue) => picks.filter((pick) => pick.queue === queue).length)
    return new Set(counts).size === 1 && spreadOfOrders('round-robin').every((each) => each > 1)
  },
  'machine-room-fails': () => {
    const { picks, failure } = runSpread({ strategy: 'machine-room', way: 'object', seed: 1 })
    return failure !== '' && picks.every(({ queue }) => queue === null)
  },
  'switch-same': () => SWITCH_CASES.every((strategy) => {
    const [object, other] = (['object', 'switch'] as const).map((way) => JSON.stringify(runSpread({ strategy, way, seed: 1 }).picks))
    return object === other
  }),
  'slow-half': () => Math.abs(toSlowBroker(false) - 20) <= 4,
  'slow-once': () => toSlowBroker(true) === 1,
  'eight-by-three': () => {
    const averagely = runShareQueues({ strategy: 'averagely', queues: 8, members: 3 }).shares
    const circle = runShareQueues({ strategy: 'circle', queues: 8, members: 3 }).shares
    return JSON.stringify([averagely, circle]) === '[[[0,1,2],[3,4,5],[6,7]],[[0,3,6],[1,4,7],[2,5]]]'
  },
}
