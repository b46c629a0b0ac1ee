import path from 'node:path'
import { buildSiteTable } from '../../../../engine/adapters/instrumenter/site-table.mjs'
import { parseScenario } from '../../../../engine/adapters/scenario/parseScenario'
import { MemoryDisk } from '../../../../engine/ports/memory/MemoryDisk'
import { SiteTable } from '../../../../engine/trace/SiteTable'
import { recordRun } from '../../../../engine/worker/recordRun'
import type { RunSession } from '../../../../engine/worker/RunSession'
import { scenarioJson } from '../../support/runCluster'

const ROOT = path.resolve(import.meta.dirname, '../../../..')

/** A recorded run of a scenario, some of whose parts may be replaced, and the disks that it leaves behind. */
export async function openRun(
  name: string,
  more: Record<string, unknown> = {},
): Promise<{ readonly run: RunSession; readonly disks: ReadonlyMap<string, MemoryDisk> }> {
  const scenario = parseScenario({ ...scenarioJson(name), ...more })
  const disks = new Map<string, MemoryDisk>()
  const diskOf = (node: string): MemoryDisk => {
    const disk = disks.get(node) ?? new MemoryDisk()
    disks.set(node, disk)
    return disk
  }
  const key = { scenario: name, seed: scenario.seed, interventions: [], selector: null }
  const sites = new SiteTable(buildSiteTable(ROOT))
  return { run: await recordRun(key, scenario, sites, { storage: 'memory', storageReason: 'no-opfs', diskOf }), disks }
}
