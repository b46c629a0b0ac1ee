import path from 'node:path'
import { expect, test } from 'vitest'
import { buildSiteTable } from '../../../../engine/adapters/instrumenter/site-table.mjs'
import { parseScenario } from '../../../../engine/adapters/scenario/parseScenario'
import { SiteTable } from '../../../../engine/trace/SiteTable'
import { memoryDisks } from '../../../../engine/worker/DiskOwner'
import { recordRun } from '../../../../engine/worker/recordRun'
import { scenarioJson } from '../../support/runCluster'

test('the run of a replicated broker can be looked at anywhere, and its repetition is the same', async () => {
  const root = path.resolve(import.meta.dirname, '../../../..')
  const storage = { storage: 'memory', storageReason: 'no-opfs', diskOf: memoryDisks() } as const
  const key = { scenario: 'replicated', seed: 1, interventions: [], selector: null }
  const sites = new SiteTable(buildSiteTable(root))
  const run = await recordRun(key, parseScenario(scenarioJson('replicated')), sites, storage)
  const places = Array.from({ length: 12 }, (_, index) => Math.floor((index / 12) * run.trace.length))
  const before = places.map((place) => run.moment(place).stack.map(({ symbol }) => symbol))
  while (run.captureMore()) {
    // The repetition compares itself with the run, and throws where they differ.
  }
  expect(places.map((place) => run.moment(place).stack.map(({ symbol }) => symbol))).toEqual(before)
})
