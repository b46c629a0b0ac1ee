import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { buildSiteTable } from '../../../engine/adapters/instrumenter/site-table.mjs'
import { runScenario } from '../../../engine/adapters/run/runScenario'
import { PakoCompressor } from '../../../engine/adapters/zlib/PakoCompressor'
import { SendMessageProcessor } from '../../../engine/broker/processor/SendMessageProcessor'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { assert } from '../../../engine/kernel/assert'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { SiteTable } from '../../../engine/trace/SiteTable'
import { memoryDisks } from '../../../engine/worker/DiskOwner'
import { recordRun } from '../../../engine/worker/recordRun'
import { scenarioJson } from '../support/runCluster'

const scenario = parseScenario({ ...scenarioJson('send-call'), durationMillis: 3000 })
const OPTIONS = { seed: 1, interventions: [], selector: null }

/** Breaks an invariant in a thread of the broker whose processor catches everything and answers with an error. */
beforeEach(() => {
  vi.spyOn(SendMessageProcessor.prototype, 'processRequest').mockImplementation(function* (_context, request) {
    assert(request.code < 0, 'every code is negative', request.code)
    return null
  })
})
afterEach(() => vi.restoreAllMocks())

describe('a run in which something that must hold does not', () => {
  test('fails headless, although the broker’s thread catches the error', async () => {
    const run = runScenario(scenario, OPTIONS, { compressor: new PakoCompressor(), diskOf: () => new MemoryDisk() })
    await expect(run).rejects.toThrow('must hold: every code is negative (found 310)')
  })

  test('can be looked at up to there; the model says what broke and where, and repeating it comes to the same end', async () => {
    const sites = new SiteTable(buildSiteTable(path.resolve(import.meta.dirname, '../../..')))
    const storage = { storage: 'memory', storageReason: 'no-opfs', diskOf: memoryDisks() } as const
    const run = await recordRun({ scenario: 'send-call', ...OPTIONS }, scenario, sites, storage)
    const { broken, marks, events } = run.model
    expect(broken).toMatchObject({ error: 'must hold: every code is negative (found 310)' })
    expect(marks.at(-1)).toMatchObject({ event: broken!.event, kind: 'error', data: { process: marks.at(-1)!.node } })
    expect(events).toBe(broken!.event + 1)
    while (run.captureMore()) expect(run.moment(0).event).toBe(0)
    expect(run.moment(broken!.event).event).toBe(broken!.event)
  })
})
