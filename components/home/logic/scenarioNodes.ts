import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { NodeInfo, Role } from '../../../engine/worker/protocol'
import { ROOT } from '../../source/server/engineFiles'

interface NodeEntry {
  readonly name: string
  readonly host: string
  readonly port?: number
}

interface ScenarioFile {
  readonly nameServers?: readonly NodeEntry[]
  readonly brokers?: readonly NodeEntry[]
  readonly producers?: readonly NodeEntry[]
  readonly consumers?: readonly NodeEntry[]
}

/** The machines of a scenario, for a drawing that is made before the scenario runs. */
export function scenarioNodes(name: string, root: string = ROOT): NodeInfo[] {
  const text = readFileSync(path.join(root, 'content/scenarios', `${name}.json`), 'utf8')
  const { nameServers = [], brokers = [], producers = [], consumers = [] } = JSON.parse(text) as ScenarioFile
  return [
    ...nameServers.map((node) => nodeInfo(node, 'namesrv', 9876)),
    ...brokers.map((node) => nodeInfo(node, 'broker', 10911)),
    ...producers.map((node) => nodeInfo(node, 'producer', null)),
    ...consumers.map((node) => nodeInfo(node, 'consumer', null)),
  ]
}

function nodeInfo({ name, host, port }: NodeEntry, role: Role, defaultPort: number | null): NodeInfo {
  return { name, role, host, address: defaultPort === null ? host : `${host}:${port ?? defaultPort}` }
}
