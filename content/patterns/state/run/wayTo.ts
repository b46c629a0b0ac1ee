import { LEGAL_TRANSITIONS, ServiceState } from '../../../../engine/common/ServiceState'

/** The shortest way of legal steps from CREATE_JUST to each state. */
export function wayTo(target: ServiceState): ServiceState[] {
  const ways: ServiceState[][] = [[ServiceState.CREATE_JUST]]
  for (const way of ways) {
    if (way.at(-1) === target) return way.slice(1)
    for (const [from, to] of LEGAL_TRANSITIONS) if (from === way.at(-1) && !way.includes(to)) ways.push([...way, to])
  }
  throw new Error(`nothing leads to ${target}`)
}
