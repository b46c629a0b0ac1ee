import type { Fault, Intervention } from './Fault'
import { nodeNames } from './nodeNames'
import type { ConsumerSpec, Scenario } from './Scenario'
import { ScenarioError } from './ScenarioError'

/** The last number of an address may be as large as this. */
const MAX_HOST = 254

export interface WithAddedConsumers {
  /** With the consumers that will have been added when the run is over. */
  readonly scenario: Scenario
  /** Which consumer each fault `add-consumer` adds. */
  readonly added: ReadonlyMap<Fault, ConsumerSpec>
}

/**
 * The consumers that join while the run is under way. Each is set up like the one that its fault names, has the next free
 * number in its name (`billing-3`) and the next free address: who reads the faults knows them before they are there.
 *
 * @throws ScenarioError when there is no such consumer, or no address is left
 */
export function withAddedConsumers(scenario: Scenario, faults: readonly Fault[]): WithAddedConsumers {
  const added = new Map<Fault, ConsumerSpec>()
  let whole = scenario
  for (const fault of faults) {
    if (fault.kind !== 'add-consumer') continue
    const spec = oneMoreLike(fault.node, whole)
    added.set(fault, spec)
    whole = { ...whole, consumers: [...whole.consumers, spec] }
  }
  return { scenario: whole, added }
}

/** All nodes that a run will have had when it is over: each needs a disk before it is there. */
export function nodeNamesInTheEnd(scenario: Scenario, interventions: readonly Intervention[]): string[] {
  const faults = [...scenario.faults, ...interventions].map(({ fault }) => fault)
  return nodeNames(withAddedConsumers(scenario, faults).scenario)
}

function oneMoreLike(name: string, scenario: Scenario): ConsumerSpec {
  const { consumers } = scenario
  const like = consumers.find((each) => each.name === name)
  if (like === undefined) {
    throw new ScenarioError('fault', `a consumer, one of ${consumers.map((each) => each.name).join(', ')}`, `"${name}"`)
  }
  return { ...like, name: freeName(like, nodeNames(scenario)), host: freeHost(like, scenario) }
}

/** `billing-1` is followed by `billing-2`, `billing` by `billing-2` as well. */
function freeName({ name }: ConsumerSpec, taken: readonly string[]): string {
  const base = name.replace(/-\d+$/, '')
  for (let number = 2; ; number++) {
    const candidate = `${base}-${number}`
    if (!taken.includes(candidate)) return candidate
  }
}

function freeHost({ host }: ConsumerSpec, scenario: Scenario): string {
  const { nameServers, brokers, producers, consumers } = scenario
  const taken = new Set([...nameServers, ...brokers, ...producers, ...consumers].map((each) => each.host))
  const dot = host.lastIndexOf('.')
  for (let last = Number(host.slice(dot + 1)) + 1; last <= MAX_HOST; last++) {
    const candidate = `${host.slice(0, dot)}.${last}`
    if (!taken.has(candidate)) return candidate
  }
  throw new ScenarioError('fault', `fewer consumers: there is no address left after ${host}`, `one more`)
}
