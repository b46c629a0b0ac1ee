import type { Scenario } from './Scenario'

/** All nodes of a scenario, those that are started later included. */
export function nodeNames({ nameServers, brokers, producers, consumers, drills, clusterDrill }: Scenario): string[] {
  const stores = drills.map(({ store }) => store)
  const judges = clusterDrill === null ? [] : [clusterDrill]
  const all = [...nameServers, ...brokers, ...producers, ...consumers, ...drills, ...stores, ...judges]
  return all.map(({ name }) => name)
}
